"""Territory for tests: the reference units of the project, and areas made in one line."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.regions.official import SOEST_2024, aachen, collection, take_in
from vorort.core.actor import SYSTEM
from vorort.core.models import ImportRun
from vorort.regions import actions
from vorort.regions.actions import LoadResult
from vorort.regions.models import Area, AreaPart

MakeArea = Callable[..., Area]


@pytest.fixture
def reference_units(db: None) -> LoadResult:
    """The 60 units and 54 centre areas that ship with the project."""
    return actions.load_reference_units(actor=SYSTEM)


@pytest.fixture
def make_area(db: None) -> MakeArea:
    """Make an area: ``make_area("name", "05", "-05334")`` is the Land without the Städteregion."""

    def make(name: str, *parts: str) -> Area:
        area = Area.objects.create(code=name, name=name, source="Test")
        for part in parts:
            AreaPart.objects.create(area=area, prefix=part.removeprefix("-"), excluded=part.startswith("-"))
        return area

    return make


@pytest.fixture
def soest_2024(reference_units: LoadResult) -> ImportRun:
    """Aachen and three invented municipalities of the district of Soest, as of 1 January 2024."""
    return take_in(collection(aachen(), *SOEST_2024), date(2024, 1, 1))
