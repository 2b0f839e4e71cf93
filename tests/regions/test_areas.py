"""An area as a value: the longest prefix decides."""

import pytest

from vorort.regions.areas import KeyArea

REST_OF_STAEDTEREGION = KeyArea(frozenset({"05334"}), frozenset({"05334002"}))
CITY_OF_AACHEN = KeyArea(frozenset({"05334002"}))


@pytest.mark.parametrize(
    ("key", "in_the_rest", "in_the_city"),
    [
        ("05334002", False, True),  # Stadt Aachen
        ("05334004", True, False),  # Alsdorf
        ("05334", True, False),  # the Städteregion itself is not within its city
        ("053", False, False),  # nor is the Regierungsbezirk above within either
        ("05358008", False, False),  # Düren: the neighbour
        ("", False, False),
    ],
)
def test_aachen_city_and_the_rest_of_the_staedteregion_share_no_key(key, in_the_rest, in_the_city):
    assert REST_OF_STAEDTEREGION.covers(key) is in_the_rest
    assert CITY_OF_AACHEN.covers(key) is in_the_city


def test_exception_may_have_an_exception_of_its_own():
    area = KeyArea(frozenset({"05", "05334002"}), frozenset({"05334"}))
    assert area.covers("05974") is True
    assert area.covers("05334004") is False
    assert area.covers("05334002") is True


def test_area_without_prefixes_covers_nothing():
    assert KeyArea(frozenset()).covers("05974") is False


def test_empty_prefix_is_refused_because_it_would_mean_everywhere():
    with pytest.raises(ValueError, match="no empty prefix"):
        KeyArea(frozenset({""}))
    with pytest.raises(ValueError, match="no empty prefix"):
        KeyArea(frozenset({"05"}), frozenset({""}))


def test_prefix_is_either_included_or_excluded():
    with pytest.raises(ValueError, match="either part of an area or an exception"):
        KeyArea(frozenset({"05334"}), frozenset({"05334"}))
