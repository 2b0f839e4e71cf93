"""What several tests of the network begin with: a day, and an association."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.network import factories
from vorort.core import clock
from vorort.network.enums import OrganisationKind
from vorort.network.models import Organisation

DAY = date(2026, 11, 22)


@pytest.fixture
def day(db: None) -> Iterator[None]:
    """It is DAY."""
    with clock.at(DAY):
        yield


@pytest.fixture
def place(day: None) -> Organisation:
    """An association without people."""
    return factories.organisation("Treff Soest", OrganisationKind.ASSOCIATION)
