"""The page with the centres on the map: from the figure to the map and back, on the day one has chosen."""

import re

from tests.web.scene import Scene
from vorort.network.models import Organisation

ADDRESS = "/kennzahlen/karte/zentren/"


def rows(html):
    return re.findall(r'<th scope="row"><a href="([^"]+)">([^<]+)</a></th><td>([^<]+)</td>', html)


def test_table_names_each_centre_of_the_day_with_its_page(scene: Scene):
    centre = scene.world.district.organisation
    html = scene.lead.get(ADDRESS).content.decode()
    assert (f"/netzwerk/organisationen/{centre.pk}/", centre.area.name, "besteht") in rows(html)


def test_day_is_chosen_and_nonsense_is_today(scene: Scene):
    Organisation.objects.centres().update(planned_from="2012-06-01", exists_from="2013-01-01")
    planned = scene.lead.get(f"{ADDRESS}?tag=2012-12-31").content.decode()
    assert "Stand am 31.12.2012" in planned
    assert {state for _url, _name, state in rows(planned)} == {"geplant"}
    for tag in ("morgen", "2012-13-01", ""):
        assert {state for *_rest, state in rows(scene.lead.get(f"{ADDRESS}?tag={tag}").content.decode())} == {"besteht"}


def test_figure_leads_to_the_map_of_its_day_and_the_map_to_the_figure(scene: Scene):
    figure = scene.lead.get("/kennzahlen/ki.planned/?tag=2013-01-01").content.decode()
    assert f'href="{ADDRESS}?tag=2013-01-01"' in figure
    assert (
        'href="/kennzahlen/ki.planned/?tag=2013-01-01"' in scene.lead.get(f"{ADDRESS}?tag=2013-01-01").content.decode()
    )


def test_day_without_any_centre_says_how_to_find_one(scene: Scene):
    Organisation.objects.centres().update(kind="association")
    assert "Für diesen Tag gibt es keine Angaben." in scene.lead.get(ADDRESS).content.decode()
