"""The list of figures and one figure: the value beside its name, and nothing to measure is no zero."""

import re

import pytest

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


# --- The day ----------------------------------------------------------------------------------------------------------
PAGES = ("/kennzahlen/", "/kennzahlen/ki.planned/", "/kennzahlen/karte/zentren/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("typed", ["unsinn", "2012-13-01", "31.2.2012", "1.1.1012", "9" * 30])
def test_day_that_is_none_is_kept_with_a_reason_beside_it_and_today_is_shown(scene: Scene, page, typed):
    answer = scene.lead.get(page, {"tag": typed})
    html = answer.content.decode()
    assert answer.status_code == 200
    reason = "Diesen Tag gibt es nicht." if typed in ("2012-13-01", "31.2.2012") else "Bitte schreiben Sie den Tag so"
    assert reason in html
    assert f'value="{typed}"' in html
    assert 'aria-invalid="true"' in html
    assert "2.11.2026" in html


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("query", "shown"), [("", "2.11.2026"), ("?tag=", "2.11.2026"), ("?tag=01.06.2012", "01.06.2012")]
)
def test_day_asked_for_stands_in_its_field(scene: Scene, page, query, shown):
    html = scene.lead.get(page + query).content.decode()
    assert "Bitte schreiben Sie den Tag so" not in html
    [field] = re.findall(r'<input type="text" name="tag"[^>]*>', html)
    assert re.findall(r'value="([^"]*)"', field) == [shown]
    assert ("1.6.2012" if "2012" in query else "2.11.2026") in html
