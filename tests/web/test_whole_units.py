"""Rates whose units are whole: a part of one is told beside its field, to both sides; the programme desk decides."""

import pytest

from tests.web.posts import filled
from vorort.funding.models import ApplicationItem, FlatRate

WHOLE = ["Bitte geben Sie eine ganze Zahl ein, zum Beispiel 12."]


def field_of(scene, code):
    rate = FlatRate.objects.get(component__guideline=scene.world.guideline, code=code)
    return f"units-{rate.pk}-2027-0"


def units_of(scene, code):
    rows = ApplicationItem.objects.filter(application=scene.applications["draft"], rate__code=code)
    return [str(units) for units in rows.values_list("units", flat=True)]


@pytest.mark.parametrize("way", ["send", "type"])
def test_half_a_month_is_told_beside_its_field_and_half_an_hour_is_kept(scene, way):
    path = scene.path("funding:items", "draft")
    months, hours = field_of(scene, "running_costs"), field_of(scene, "trainer_fee")
    answer = getattr(scene.coordinator, way)(path, filled(path) | {months: "2,5", hours: "2,5"})
    assert (answer.status_code, answer.context["form"].errors) == (422, {months: WHOLE})
    assert WHOLE[0] in answer.content.decode()
    assert units_of(scene, "running_costs") == []
    answer = getattr(scene.coordinator, way)(path, filled(path) | {months: "12,00", hours: "2,5"})
    assert answer.status_code == (302 if way == "send" else 200)
    assert (units_of(scene, "running_costs"), units_of(scene, "trainer_fee")) == (["12.00"], ["2.50"])


def test_authority_cannot_grant_a_part_of_a_unit_either(scene):
    path = scene.path("funding:award", "reviewed")
    items = ApplicationItem.objects.filter(application=scene.applications["reviewed"])
    medium = f"units-{items.get(rate__code='print_media').pk}"
    hours = f"units-{items.get(rate__code='trainer_fee').pk}"
    form = filled(path) | {"reasoning": "So viel reicht."}
    answer = scene.clerk.send(path, form | {medium: "1,5", hours: "4,5"})
    assert (answer.status_code, answer.context["form"].errors) == (422, {medium: WHOLE})
    assert scene.clerk.send(path, form | {medium: "1", hours: "4,5"}).status_code == 302


@pytest.mark.parametrize(("box", "divisible"), [({"divisible": "on"}, True), ({}, False)])
def test_programme_desk_says_whether_parts_of_a_unit_count(scene, box, divisible):
    rate = FlatRate.objects.get(component__guideline=scene.desk.version, code="trainer_fee")
    path = scene.path("funding:guideline", "draft") + f"teile/pauschalen/{rate.pk}/"
    assert 'name="divisible"' in scene.owner.get(path).content.decode()
    form = {
        "version": "1", "component": "D", "code": "trainer_fee", "label": rate.label, "unit": "Stunde", "kind": "money",
        "unit_plural": "Stunden", "amount": "100", "valid_from": "1.1.2028", "source": "Neu",
    }  # fmt: skip
    assert scene.owner.send(path, form | box).status_code == 302
    rate.refresh_from_db()
    assert rate.divisible is divisible
    html = scene.owner.get(scene.path("funding:guideline", "draft")).content.decode()
    assert ("auch in Teilen" in html) is divisible
