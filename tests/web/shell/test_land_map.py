"""The Land as a map: borders or tiles, six steps, and the same words in a table for those who cannot see it."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vorort.regions.queries import Outline
from vorort.web.shell.land_map import MapNumber, MapStep, MapValue, by_number, land_map
from vorort.web.shell.land_tiles import TILES

WEST = ((0, 0), (50_000, 0), (50_000, 31_000), (0, 31_000), (0, 0))
EAST = ((50_000, 0), (100_000, 0), (100_000, 31_000), (50_000, 31_000), (50_000, 0))
OUTLINES = [Outline("05974", "Soest", ((WEST,),), "© Amt"), Outline("05978", "Unna", ((EAST,),), "© Amt")]
SOEST = MapValue(("05974",), "Kreis Soest", "besteht", 6, "/soest/")
UNNA = MapValue(("05978",), "Kreis Unna", "geplant", 3)
LEGEND = [MapStep(6, "besteht"), MapStep(3, "geplant")]


def numbers(*values):
    return [MapNumber((f"059{n:02}",), f"Kreis {n}", None if v is None else Decimal(v)) for n, v in enumerate(values)]


def steps_of(*values):
    drawn, legend = by_number(numbers(*values), unit="Stellen")
    return [value.step for value in drawn], [(step.step, step.label) for step in legend]


# --- Steps ------------------------------------------------------------------------------------------------------------
def test_six_different_counts_have_a_step_each():
    assert steps_of(3, 5, 4, 3) == ([1, 3, 2, 1], [(1, "3"), (2, "4"), (3, "5")])


def test_many_counts_are_grouped_by_a_round_width():
    assert steps_of(3, 41, 18, 20) == (
        [1, 5, 2, 3],
        [(1, "0 bis unter 10"), (2, "10 bis unter 20"), (3, "20 bis unter 30"), (5, "40 bis unter 50")],
    )


def test_what_is_not_known_is_no_zero():
    assert steps_of(None, 0) == ([0, 1], [(0, "keine Angabe"), (1, "0")])


def test_nothing_known_at_all_is_one_line_of_the_legend():
    assert steps_of(None, None) == ([0, 0], [(0, "keine Angabe")])


@given(st.lists(st.integers(0, 10_000_000), min_size=1))
def test_there_are_never_more_than_six_steps_and_more_is_never_paler(values):
    steps, _legend = steps_of(*values)
    assert set(steps) <= {1, 2, 3, 4, 5, 6}
    pairs = sorted(zip(values, steps, strict=True))
    assert [step for _value, step in pairs] == sorted(steps)


def test_numbers_are_shown_the_german_way_with_their_unit():
    drawn, _legend = by_number(numbers("2.50", 20, None), unit="Stellen")
    assert [value.shown for value in drawn] == ["2,5 Stellen", "20 Stellen", "–"]


# --- Drawing ----------------------------------------------------------------------------------------------------------
def test_borders_are_drawn_with_north_above_and_to_scale():
    drawing = land_map([UNNA, SOEST], LEGEND, OUTLINES)
    assert drawing.drawn
    assert (drawing.width, drawing.height, drawing.source) == (1000, 500, "© Amt")
    assert {area.value.name: area.path for area in drawing.areas} == {
        "Kreis Soest": "M0 500l500 0 0-500-500 0z",
        "Kreis Unna": "M500 500l500 0 0-500-500 0z",
    }


def test_table_is_sorted_by_name():
    assert [value.name for value in land_map([UNNA, SOEST], LEGEND, OUTLINES).rows] == ["Kreis Soest", "Kreis Unna"]


def test_municipality_of_its_own_lies_on_top_of_its_district():
    city = MapValue(("05974040",), "Aachen", "besteht", 6)
    drawing = land_map([city, SOEST], LEGEND, [*OUTLINES, Outline("05974040", "", ((WEST,),), "© Anderes")])
    assert [area.value.name for area in drawing.areas] == ["Kreis Soest", "Aachen"]
    assert drawing.source == "© Amt; © Anderes"


def test_area_of_several_units_is_one_path():
    both = MapValue(("05974", "05978"), "Hellweg", "besteht", 6)
    (area,) = land_map([both], LEGEND, OUTLINES).areas
    assert area.path == "M0 500l500 0 0-500-500 0zM500 500l500 0 0-500-500 0z"


def test_parts_too_small_for_the_screen_leave_no_path():
    speck = ((10, 10), (12, 10), (12, 12), (10, 10))
    drawing = land_map([SOEST], LEGEND, [Outline("05974", "Soest", ((WEST,), (speck,)), "© Amt")])
    assert drawing.areas[0].path.count("M") == 1


@pytest.mark.parametrize("outlines", [OUTLINES[:1], [OUTLINES[0], Outline("05978", "Unna", (), "")]])
def test_what_has_a_border_is_drawn_and_what_has_none_is_named(outlines):
    drawing = land_map([UNNA, SOEST], LEGEND, outlines)
    assert drawing.drawn
    assert [area.value.name for area in drawing.areas] == ["Kreis Soest"]
    assert drawing.missing == ("Kreis Unna",)
    assert [value.name for value in drawing.rows] == ["Kreis Soest", "Kreis Unna"]


def test_area_of_several_units_is_drawn_as_far_as_there_are_borders():
    both = MapValue(("05974", "05978"), "Hellweg", "besteht", 6)
    drawing = land_map([both, SOEST], LEGEND, OUTLINES[:1])
    assert [(area.value.name, area.path.count("M")) for area in drawing.areas] == [("Hellweg", 1), ("Kreis Soest", 1)]
    assert drawing.missing == ("Hellweg",)


def test_nothing_is_missing_where_every_border_is_there():
    assert land_map([UNNA, SOEST], LEGEND, OUTLINES).missing == ()


def test_without_the_borders_of_more_than_half_it_is_a_map_of_tiles():
    hamm = MapValue(("05915",), "Hamm", "besteht", 6)
    assert land_map([SOEST, UNNA, hamm], LEGEND, OUTLINES).drawn
    for rows, outlines in (([SOEST, UNNA], []), ([SOEST, UNNA, hamm], OUTLINES[:1])):
        assert not land_map(rows, LEGEND, outlines).drawn


def test_tiles_stand_where_they_were_arranged():
    for outlines in ([], [Outline("05974", "Soest", (), ""), Outline("05978", "Unna", (), "")]):
        drawing = land_map([SOEST, UNNA], LEGEND, outlines)
        assert not drawing.drawn
        assert drawing.missing == ()
        assert [(area.sign, area.x, area.y) for area in drawing.areas] == [("SO", 700, 300), ("UN", 500, 200)]
        assert (drawing.width, drawing.height) == (992, 892)


def test_unit_the_arrangement_does_not_know_stands_below_it():
    drawing = land_map([MapValue(("09162",), "München", "besteht", 6)], LEGEND, [])
    (area,) = drawing.areas
    assert (area.sign, area.x, area.y, area.middle) == ("Mün", 0, 900, (46, 946))
    assert drawing.height == 992


def test_each_of_the_54_areas_has_one_tile_of_its_own():
    assert len(TILES) == 54
    assert len({(column, line) for _sign, column, line in TILES.values()}) == 54
    assert "05334" in TILES
    assert "05334002" in TILES


# --- The component ----------------------------------------------------------------------------------------------------
@pytest.fixture
def html(show):
    return show('{% land_map map "Wo es ein Zentrum gibt" "Zentrum" %}', map=land_map([SOEST, UNNA], LEGEND, OUTLINES))


def test_map_has_a_name_and_each_area_says_its_value(html):
    assert 'aria-labelledby="map-1" aria-describedby="map-1-same"' in html
    assert 'id="map-1">Wo es ein Zentrum gibt</figcaption>' in html
    assert '<a href="/soest/" tabindex="-1"><title>Kreis Soest: besteht</title><path class="land-6"' in html
    assert '<g><title>Kreis Unna: geplant</title><path class="land-3"' in html


def test_table_beneath_says_the_same_and_carries_the_links_for_the_keyboard(html):
    table = html[html.index("<table") :]
    assert re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td>', table) == [
        ('<a href="/soest/">Kreis Soest</a>', "besteht"),
        ("Kreis Unna", "geplant"),
    ]


def test_legend_names_each_colour_and_the_source_of_the_borders_stands_below(html):
    assert re.findall(r'class="(land-\d)" width="12" height="12" rx="2"/></svg>(\w+)</li>', html) == [
        ("land-6", "besteht"),
        ("land-3", "geplant"),
    ]
    assert "Grenzen vereinfacht. © Amt" in html


def test_map_without_links_is_one_picture(show):
    html = show('{% land_map map "Titel" "Wert" %}', map=land_map([UNNA], LEGEND, OUTLINES))
    assert 'role="img"' in html
    assert "<a " not in html


def test_tiles_say_that_they_are_tiles(show):
    html = show('{% land_map map "Titel" "Wert" %}', map=land_map([SOEST, UNNA], LEGEND, []))
    assert "Jede Kachel steht für ein Gebiet" in html
    assert 'aria-hidden="true">SO</text>' in html
    assert 'role="group"' in html


def test_missing_borders_are_named_below_the_map(show):
    html = show('{% land_map map "Titel" "Wert" %}', map=land_map([SOEST, UNNA], LEGEND, OUTLINES[:1]))
    assert "Es fehlt die Grenze von: Kreis Unna." in html
    assert "Jede Kachel" not in html
    whole = show('{% land_map map "Titel" "Wert" %}', map=land_map([SOEST, UNNA], LEGEND, OUTLINES))
    assert "Es fehlt" not in whole


def test_map_without_values_says_so(show):
    html = show('{% land_map map "Titel" "Wert" %}', map=land_map([], LEGEND, OUTLINES))
    assert "Für diesen Tag gibt es keine Angaben." in html
    assert "<svg" not in html
