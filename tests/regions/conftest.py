"""Territory for tests: the reference units of the project, and areas made in one line."""

from collections.abc import Callable

import pytest

from vorort.core.actor import SYSTEM
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
