"""Areas beyond the shipped ones: for a ministry, an authority, a joint project."""

import pytest

from vorort.core.actor import SYSTEM
from vorort.core.models import HistoryEntry
from vorort.core.refusal import ActionRefused
from vorort.regions import actions
from vorort.regions.areas import KeyArea
from vorort.regions.models import Area, AreaPart


def create(code, *prefixes, exceptions=()):
    area = KeyArea(frozenset(prefixes), frozenset(exceptions))
    return actions.create_area(actor=SYSTEM, code=code, name="Land ohne Städteregion", area=area, source="Test")


def test_created_area_has_its_parts_and_an_entry(db):
    area = create("land", "05", exceptions=["05334"])
    assert [str(part) for part in area.parts.all()] == ["05", "−05334"]
    entry = HistoryEntry.objects.get(stream=f"regions.area:{area.pk}")
    assert entry.action == "regions.area_created"
    assert entry.payload.values == {
        "actor": "vorort",
        "code": "land",
        "name": "Land ohne Städteregion",
        "prefixes": ["05"],
        "exceptions": ["05334"],
        "source": "Test",
    }


def test_taken_code_is_refused_and_the_area_there_stays(db):
    create("land", "05")
    with pytest.raises(ActionRefused) as refusal:
        create("land", "059", "057")
    (reason,) = refusal.value.reasons
    assert (reason.code, reason.field) == ("area_code_taken", "code")
    assert str(reason.sentence) == "Ein Gebiet mit diesem Kürzel gibt es schon."
    assert Area.objects.count() == 1
    assert [part.prefix for part in AreaPart.objects.all()] == ["05"]


def test_created_area_survives_the_next_load(reference_units):
    create("land", "05")
    assert actions.load_reference_units(actor=SYSTEM).changed is False
    assert Area.objects.covering("05974").count() == 2
