"""The list of figures and one figure: the value beside its name, and nothing to measure is no zero."""

import re

from tests.web.scene import Scene


def values(html):
    return re.findall(
        r'<th scope="row"><a href="/kennzahlen/([^/]+)/[^>]*>.*?<td class="num"[^>]*>(.*?)</td>', html, re.S
    )


def test_list_shows_each_value_with_its_unit_and_the_total_before_its_parts(scene: Scene):
    shown = values(scene.lead.get("/kennzahlen/?tag=2026-10-01").content.decode())
    assert shown == [
        ("funding.days_to_notice", "–"),
        ("ki.first_notices", "<span><b>0</b> Zentren</span>"),
        ("ki.first_districts", "<span><b>0</b> Zentren</span>"),
        ("ki.first_cities", "<span><b>0</b> Zentren</span>"),
        ("ki.posts_per_centre", "–"),
        ("ki.budget", "<span><b>0</b> Euro</span>"),
        ("ki.planned", "<span><b>2</b> Zentren</span>"),
    ]


def test_list_leads_to_the_map_of_its_day(scene: Scene):
    html = scene.lead.get("/kennzahlen/?tag=2013-01-01").content.decode()
    assert '<a href="/kennzahlen/karte/zentren/?tag=2013-01-01">Auf der Karte</a>' in html


def test_figure_without_anything_to_measure_says_so(scene: Scene):
    html = scene.lead.get("/kennzahlen/funding.days_to_notice/?tag=2001-01-01").content.decode()
    assert "<dd><b>–</b></dd>" in html
    assert "Kein Bescheid in den zwölf Monaten bis zu diesem Tag." in html
    assert "0 Tage" not in html
