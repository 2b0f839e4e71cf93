"""A reader, and metrics that belong to one test."""

import pytest

from vorort.network.capacity import Capacity
from vorort.network.enums import OrganisationKind, Role
from vorort.steering import metrics


@pytest.fixture
def reader() -> Capacity:
    """A council member. The figures here do not ask who it is; each test's metric does."""
    return Capacity(
        id=1,
        user_id=7,
        organisation_id=3,
        organisation_name="Stadt Beispielstadt",
        organisation_short_name="Beispielstadt",
        organisation_kind=OrganisationKind.MUNICIPALITY,
        role=Role.COUNCIL_MEMBER,
        user_name="Rosa Rat",
    )


@pytest.fixture
def own_metrics(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty register; what the test registers goes with it."""
    monkeypatch.setattr(metrics, "_METRICS", {})
