"""Containment, distance and outlines: exact on the border, and the same as a slow way of counting."""

from itertools import pairwise
from math import atan2, cos, pi, sin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vorort.regions import geometry
from vorort.regions.geometry import Box, contains, distance_km, grid_point, inner_point, outline

SQUARE = ((0, 0), (10, 0), (10, 10), (0, 10), (0, 0))
HOLE = ((4, 4), (6, 4), (6, 6), (4, 6), (4, 4))
ISLAND = ((20, 20), (22, 20), (22, 22), (20, 20))
RING_OF_LAND = ((SQUARE, HOLE),)


# --- Containment ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ((5, 1), True),
        ((5, 5), False),
        ((11, 5), False),
        ((-1, 5), False),
        ((5, 11), False),
        ((5, -1), False),
        ((-5, 0), False),  # in line with the lower edge
        ((15, 10), False),  # in line with the upper edge
        ((-5, 4), False),  # in line with the lower edge of the hole
        ((2, 4), True),
        ((8, 6), True),
    ],
)
def test_point_is_inside_the_land_and_not_in_its_hole(point, inside):
    assert contains(RING_OF_LAND, point) is inside


@pytest.mark.parametrize("point", [(0, 0), (10, 10), (5, 0), (10, 5), (5, 10), (0, 5), (4, 4), (5, 4), (6, 5)])
def test_border_belongs_to_the_shape_and_so_does_that_of_a_hole(point):
    assert contains(RING_OF_LAND, point)


def test_each_part_of_a_shape_counts():
    assert contains(((SQUARE,), (ISLAND,)), (21, 20))
    assert not contains(((SQUARE,), (ISLAND,)), (15, 15))


def test_vertex_on_the_ray_is_counted_once():
    diamond = ((5, 0), (10, 5), (5, 10), (0, 5), (5, 0))
    assert contains(((diamond,),), (3, 5))
    assert not contains(((diamond,),), (-3, 5))
    assert not contains(((diamond,),), (12, 5))


def turns_around(ring, point):
    """How often the ring turns around the point, by adding up angles: slow, and another idea than counting edges."""
    x, y = point
    angles = [atan2(b - y, a - x) for a, b in ring]
    steps = [(after - before + pi) % (2 * pi) - pi for before, after in pairwise(angles)]
    return round(sum(steps) / (2 * pi))


def on_border(ring, point):
    x, y = point
    return any(
        (x2 - x1) * (y - y1) == (x - x1) * (y2 - y1)
        and min(x1, x2) <= x <= max(x1, x2)
        and min(y1, y2) <= y <= max(y1, y2)
        for (x1, y1), (x2, y2) in pairwise(ring)
    )


@st.composite
def stars(draw):
    """Simple polygons: points around a centre at rising angles."""
    radii = draw(st.lists(st.integers(1, 60), min_size=3, max_size=14))
    points = [
        (round(radius * cos(2 * pi * n / len(radii))), round(radius * sin(2 * pi * n / len(radii))))
        for n, radius in enumerate(radii)
    ]
    return (*points, points[0])


@given(stars(), st.tuples(st.integers(-70, 70), st.integers(-70, 70)))
def test_counting_edges_and_adding_angles_agree(ring, point):
    expected = on_border(ring, point) or turns_around(ring, point) % 2 == 1
    assert contains(((ring,),), point) is expected


# --- Distance ---------------------------------------------------------------------------------------------------------
def test_cologne_and_dortmund_are_73_kilometres_apart():
    cologne, dortmund = grid_point(6.9583, 50.9413), grid_point(7.4653, 51.5136)
    assert distance_km(cologne, dortmund) == pytest.approx(72.9, abs=0.3)
    assert distance_km(dortmund, cologne) == distance_km(cologne, dortmund)


def test_a_degree_of_latitude_is_111_kilometres():
    assert distance_km(grid_point(7, 51), grid_point(7, 52)) == pytest.approx(111.195, abs=0.001)


def test_the_other_end_of_the_world_is_half_its_girth_away():
    assert distance_km(grid_point(0, 0), grid_point(180, 0)) == pytest.approx(20015.1, abs=0.1)
    assert distance_km(grid_point(7, 51), grid_point(7, 51)) == 0


# --- Storing ----------------------------------------------------------------------------------------------------------
def test_shape_comes_back_as_it_was_stored():
    shape = ((SQUARE, HOLE), (ISLAND,))
    assert geometry.encode(((ISLAND,),)) == "[[[20,20,22,20,22,22,20,20]]]"
    assert geometry.decode(geometry.encode(shape)) == shape


def test_box_is_drawn_around_all_parts():
    assert geometry.box_of(((SQUARE, HOLE), (ISLAND,))) == Box(0, 0, 22, 22)


def test_place_in_degrees_is_rounded_to_the_grid():
    assert grid_point(6.714604, 51.332896) == (671460, 5133290)


# --- Inner points -----------------------------------------------------------------------------------------------------
def test_inner_point_of_a_square_is_its_middle():
    assert inner_point(((SQUARE,), (ISLAND,))) == (5, 5)


def test_inner_point_avoids_a_hole_and_a_bay():
    horseshoe = ((0, 0), (90, 0), (90, 100), (80, 100), (80, 10), (20, 10), (20, 100), (0, 100), (0, 0))
    for shape in (RING_OF_LAND, ((horseshoe,),)):
        assert contains(shape, inner_point(shape))
    assert inner_point(((horseshoe,),))[0] == 10  # the wider leg


def test_inner_point_of_a_line_is_on_it():
    line = ((0, 0), (5, 5), (9, 9), (0, 0))
    assert inner_point(((line,),)) == (0, 0)


SLIVER = ((1, 0), (23, 40), (0, 1), (-1, 0), (-2, -3), (2, -3), (1, 0))  # hardly a unit wide on most latitudes


@example(SLIVER)
@given(stars())
def test_inner_point_is_inside_wherever_the_shape_holds_a_point_of_the_grid_on_its_latitude(ring):
    shape = ((ring,),)
    found = inner_point(shape)
    assert contains(shape, found) == any(contains(shape, (x, found[1])) for x in range(-60, 61))


def test_inner_point_is_rounded_to_the_nearest_of_the_grid():
    assert inner_point(((SLIVER,),)) == (5, 9)  # on that latitude it runs from 4.72 to 5.95


# --- Outlines ---------------------------------------------------------------------------------------------------------
def big(*points):
    return tuple((x * 1000, y * 1000) for x, y in points)


def test_outline_leaves_out_points_that_nobody_would_see():
    shape = ((((0, 0), (5000, 200), (10_000, 0), (10_000, 10_000), (5000, 10_400), (0, 10_000), (0, 0)),),)
    assert outline(shape) == ((((0, 0), (10_000, 0), (10_000, 10_000), (5000, 10_400), (0, 10_000), (0, 0)),),)


def test_outline_leaves_out_holes_and_specks():
    land, hole = big((0, 0), (9, 0), (9, 9), (0, 9), (0, 0)), big((4, 4), (6, 4), (6, 6), (4, 6), (4, 4))
    speck = ((20_000, 0), (20_100, 0), (20_100, 100), (20_000, 100), (20_000, 0))
    assert outline(((land, hole), (speck,))) == ((land,),)


def test_outline_of_a_speck_alone_is_the_speck():
    assert outline(((SQUARE, HOLE),)) == ((SQUARE,),)


@given(stars())
def test_outline_begins_and_ends_at_the_same_point_and_invents_none(ring):
    wide = tuple((x * 500, y * 500) for x, y in ring)
    ((thinned,),) = outline(((wide,),))
    assert thinned[0] == thinned[-1]
    assert set(thinned) <= set(wide)
