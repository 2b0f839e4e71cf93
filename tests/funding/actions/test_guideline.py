"""A guideline version: copied from the old one, edited as a draft, released by somebody else, and then it stands."""

from datetime import date
from decimal import Decimal

import pytest

from tests.funding.world import entries_of, fresh, hire, inbox, last_entry, refused
from vorort.core.refusal import NotFound, VersionConflict
from vorort.funding.actions import guideline as guidelines
from vorort.funding.actions.guideline import GuidelineText
from vorort.funding.entries import CapEntry, ComponentEntry, ParameterEntry, RateEntry
from vorort.funding.enums import CapScope, ParameterCode, RateKind
from vorort.funding.models import FlatRate, GuidelineVersion, RateCap
from vorort.funding.queries import rule_set
from vorort.funding.tables import CEILINGS, GROUPS, POSTS
from vorort.network.enums import Role

NEXT = date(2027, 1, 1)


def begin(world, *, who=None, old=None, valid_from=NEXT):
    return guidelines.begin_version(
        capacity=who or world.owner,
        predecessor_id=(old or world.guideline).pk,
        title="Richtlinie 2027",
        dated_on=date(2026, 12, 1),
        valid_from=valid_from,
        source="Runderlass vom 1. Dezember 2026",
    )


def text_of(draft, **changed):
    return GuidelineText(**{name: getattr(draft, name) for name in GuidelineText.__dataclass_fields__} | changed)


def do(action, who, draft, **more):
    return action(capacity=who, guideline_id=draft.pk, expected_version=draft.version, **more)


def rates_of(guideline):
    return dict(FlatRate.objects.filter(component__guideline=guideline).values_list("code", "amount"))


def rate(**changed):
    values = {"component": "A", "code": "heating", "label": "Heizung", "unit": "Monat", "unit_plural": "Monate"}
    return RateEntry(**values | {"amount": Decimal(50), "source": "Nr. 5", "valid_from": NEXT} | changed)


# --- Begun ------------------------------------------------------------------------------------------------------------
def test_new_version_is_a_draft_with_the_whole_rule_set_of_the_old(world):
    draft = begin(world)
    assert (draft.state, draft.version, draft.valid_from, draft.valid_to) == ("draft", 1, NEXT, None)
    assert (draft.purpose, draft.payout) == (world.guideline.purpose, world.guideline.payout)
    assert rates_of(draft) == rates_of(world.guideline)
    assert rule_set.parameters_of(draft) == rule_set.parameters_of(world.guideline)
    [cap] = draft.caps.all()
    assert [limit.units for limit in cap.limits.all()] == [2]
    capped = FlatRate.objects.filter(component__guideline=draft, cap=cap)
    assert set(capped.values_list("code", flat=True)) == {"renovation", "equipment"}
    assert set(FlatRate.objects.filter(component__guideline=draft).values_list("valid_from", "valid_to")) == {
        (NEXT, None)
    }
    assert entries_of(draft) == ["guideline.begun"]
    assert last_entry(draft).payload.values["copied_from"] == world.guideline.pk


def test_tables_of_coming_years_come_along_and_past_ones_stay_behind(world):
    old = world.established("komm_an_i")
    world.enter(old, CEILINGS, "05762;2026;2026,00;Test;", "05762;2027;2027,00;Test;")
    world.enter(old, POSTS, "05762;2026;specialist;1;Test;", "05762;2027;specialist;1;Test;")
    days = {"class_1": "1.8.2022", "class_2": "1.1.2025", "class_3": "1.1.2028"}
    world.enter(old, GROUPS, *(f"05762;{group};{day};Test;" for group, day in days.items()))
    draft = begin(world, old=old)
    assert list(draft.ceilings.values_list("year", flat=True)) == [2027]
    assert [
        row.year for row in FlatRate.objects.get(component__guideline=draft, code="specialist").unit_ceilings.all()
    ] == [2027]
    assert list(draft.recipient_groups.values_list("group", "valid_from")) == [("class_2", NEXT)]


def test_a_new_version_is_begun_by_the_owner_from_a_released_one_and_holds_later(world):
    with refused("role"):
        begin(world, who=world.releaser)
    with pytest.raises(NotFound):
        begin(world, who=world.foreign_owner)
    with refused("not_later"):
        begin(world, valid_from=world.guideline.valid_from)
    with refused("not_released"):
        begin(world, old=begin(world), valid_from=date(2028, 1, 1))


# --- Edited -----------------------------------------------------------------------------------------------------------
def test_texts_and_dates_of_a_draft_are_edited_and_rates_move_with_its_first_day(world):
    draft = begin(world)
    later = date(2027, 4, 1)
    edited = do(guidelines.edit_guideline, world.owner, draft, text=text_of(draft, title="Neu", valid_from=later))
    assert (edited.version, fresh(draft).title, fresh(draft).valid_from) == (2, "Neu", later)
    assert set(FlatRate.objects.filter(component__guideline=draft).values_list("valid_from", flat=True)) == {later}
    assert last_entry(draft).payload.values["fields"] == ["title", "valid_from"]
    with pytest.raises(VersionConflict):
        do(guidelines.edit_guideline, world.owner, draft, text=text_of(draft, title="Anders"))


def test_a_draft_that_contradicts_itself_is_refused(world):
    draft = begin(world)
    wrong = text_of(draft, title=" ", valid_to=date(2026, 12, 31))
    with refused("missing_value", "ends_early") as reasons:
        do(guidelines.edit_guideline, world.owner, draft, text=wrong)
    assert [reason.field for reason in reasons] == ["title", "valid_to"]
    do(guidelines.save_part, world.owner, draft, entry=rate(valid_from=date(2027, 2, 1)))
    with refused("rates_before"):
        do(guidelines.edit_guideline, world.owner, fresh(draft), text=text_of(draft, valid_from=date(2027, 3, 1)))


def test_figures_are_saved_all_at_once(world):
    draft = begin(world)
    entries = [ParameterEntry(ParameterCode.DELIVERY_DAYS, Decimal(4), "§ 41 VwVfG NRW", "Unbestätigt.")]
    do(guidelines.save_parameters, world.owner, draft, entries=entries)
    assert list(draft.parameters.values_list("code", "value", "note")) == [("delivery_days", 4, "Unbestätigt.")]
    with refused("missing_value") as reasons:
        nowhere = [ParameterEntry(ParameterCode.DELIVERY_DAYS, Decimal(4), " ")]
        do(guidelines.save_parameters, world.owner, fresh(draft), entries=nowhere)
    assert reasons[0].field == "source-delivery_days"


def test_parts_are_added_changed_and_removed(world):
    draft = begin(world)
    limits = {"": Decimal(3), "district": Decimal("4.5")}
    do(
        guidelines.save_part,
        world.owner,
        draft,
        entry=CapEntry("heat", "Drei je Haus", CapScope.PLACE, limits, "Nr. 5"),
    )
    do(guidelines.save_part, world.owner, fresh(draft), entry=ComponentEntry("E", "Energie"))
    do(guidelines.save_part, world.owner, fresh(draft), entry=rate(component="E", cap="heat"))
    heating = FlatRate.objects.get(component__guideline=draft, code="heating")
    assert (heating.component.code, heating.component.position, heating.cap.code, heating.position) == (
        "E",
        5,
        "heat",
        1,
    )
    changed = rate(component="E", amount=Decimal(60))
    do(guidelines.save_part, world.owner, fresh(draft), entry=changed, part_id=heating.pk)
    assert (fresh(heating).amount, fresh(heating).cap) == (60, None)
    cap = RateCap.objects.get(guideline=draft, code="heat")
    do(
        guidelines.save_part,
        world.owner,
        fresh(draft),
        part_id=cap.pk,
        entry=CapEntry("heat", "Zwei", CapScope.YEAR, {"": Decimal(2)}, "Nr. 6"),
    )
    assert (fresh(cap).label, [limit.units for limit in cap.limits.all()]) == ("Zwei", [2])
    component = heating.component
    do(guidelines.save_part, world.owner, fresh(draft), part_id=component.pk, entry=ComponentEntry("E", "Wärme"))
    with refused("in_use"):
        do(guidelines.remove_part, world.owner, fresh(draft), kind=ComponentEntry, part_id=component.pk)
    for kind, part in ((RateEntry, heating), (ComponentEntry, component), (CapEntry, cap)):
        do(guidelines.remove_part, world.owner, fresh(draft), kind=kind, part_id=part.pk)
    assert (draft.components.count(), draft.caps.count()) == (4, 1)
    assert rates_of(draft) == rates_of(world.guideline)
    assert last_entry(draft).payload.values["part"] == "ratecap heat"


@pytest.mark.parametrize(
    ("entry", "codes"),
    [
        (ComponentEntry("A", "Doppelt"), ["code_taken"]),
        (ComponentEntry("", " "), ["missing_value", "missing_value"]),
        (CapEntry("new", "Ohne Grenze", CapScope.YEAR, {}, "Nr. 5"), ["no_limit"]),
        (CapEntry("new", "Unter null", CapScope.YEAR, {"": Decimal(-1)}, "Nr. 5"), ["limit_out_of_range"]),
        (rate(component="Z"), ["unknown_component"]),
        (rate(cap="heat"), ["unknown_cap"]),
        (rate(code="renovation"), ["code_taken"]),
        (rate(amount=Decimal("-0.01")), ["out_of_range"]),
        (rate(kind=RateKind.IN_KIND), ["in_kind_amount"]),
        (rate(valid_from=date(2026, 12, 31)), ["outside_guideline"]),
        (rate(source=""), ["missing_value"]),
    ],
)
def test_part_that_is_not_right_is_refused(world, entry, codes):
    draft = begin(world)
    with refused(*codes):
        do(guidelines.save_part, world.owner, draft, entry=entry)
    assert fresh(draft).version == 1


def test_rate_does_not_begin_after_its_guideline_has_ended(world):
    draft = begin(world)
    ends = text_of(draft, valid_to=date(2027, 12, 31))
    do(guidelines.edit_guideline, world.owner, draft, text=ends)
    with refused("outside_guideline"):
        do(guidelines.save_part, world.owner, fresh(draft), entry=rate(valid_from=date(2028, 1, 1)))


def test_a_rate_ends_the_day_before_the_next_of_its_code_begins(world):
    draft = begin(world)
    do(guidelines.save_part, world.owner, draft, entry=rate(code="renovation", valid_from=date(2027, 7, 1)))
    rows = FlatRate.objects.filter(component__guideline=draft, code="renovation").order_by("valid_from")
    assert list(rows.values_list("valid_from", "valid_to")) == [(NEXT, date(2027, 6, 30)), (date(2027, 7, 1), None)]
    do(guidelines.remove_part, world.owner, fresh(draft), kind=RateEntry, part_id=rows[1].pk)
    assert list(rows.values_list("valid_to", flat=True)) == [None]


def test_parts_of_another_version_are_not_there(world):
    draft = begin(world)
    foreign = FlatRate.objects.get(pk=world.rates["renovation"])
    for kind, part_id in ((RateEntry, foreign.pk), (ComponentEntry, foreign.component_id), (CapEntry, foreign.cap_id)):
        with pytest.raises(NotFound):
            do(guidelines.remove_part, world.owner, draft, kind=kind, part_id=part_id)


# --- Released ---------------------------------------------------------------------------------------------------------
def test_release_is_asked_for_and_the_releasers_are_told_once(world):
    draft = begin(world)
    for _twice in range(2):
        do(guidelines.request_release, world.owner, draft)
    assert inbox(world.releaser) == ["„Richtlinie 2027“ wartet auf Ihre Freigabe."]
    assert fresh(draft).state == "draft"


def test_release_ends_the_old_version_the_day_before(world):
    draft = begin(world)
    released = do(guidelines.release_guideline, world.releaser, draft)
    assert (released.state, released.version) == ("released", 2)
    assert (released.released_by_id, released.released_on) == (world.releaser.user_id, date(2026, 11, 2))
    assert fresh(world.guideline).valid_to == date(2026, 12, 31)
    assert last_entry(world.guideline).action == "guideline.ended"
    assert entries_of(draft) == ["guideline.begun", "guideline.released"]
    assert inbox(world.owner)[-1] == "„Richtlinie 2027“ ist freigegeben."


def test_old_version_that_has_ended_already_keeps_its_end(world):
    old = world.established("ki_2012")
    new = world.drafted("ki_2022")
    do(guidelines.release_guideline, world.releaser, new)
    assert fresh(old).valid_to == date(2018, 3, 26)
    assert last_entry(old).action == "guideline.released"


def test_call_and_application_keep_the_version_they_began_under(world):
    application = world.submitted()
    do(guidelines.release_guideline, world.releaser, begin(world))
    assert fresh(application).call.guideline == world.guideline
    assert world.prepare(world.reviewed(world.city)).amount == Decimal("3000.00")


def test_who_last_edited_does_not_release_whatever_her_role(world):
    both = hire(Role.PROGRAMME_RELEASER, world.ministry, user=world_user(world.owner))
    with refused("four_eyes"):
        do(guidelines.release_guideline, both, begin(world))


def world_user(capacity):
    from vorort.accounts.models import User

    return User.objects.get(pk=capacity.user_id)


def test_version_that_could_issue_no_notice_is_not_released(world):
    draft = begin(world)
    do(guidelines.save_parameters, world.owner, draft, entries=[])
    for row in FlatRate.objects.filter(component__guideline=draft):
        do(guidelines.remove_part, world.owner, fresh(draft), kind=RateEntry, part_id=row.pk)
    codes = ["parameter_missing", "parameter_missing", "parameter_missing", "no_rates"]
    with refused(*codes):
        do(guidelines.release_guideline, world.releaser, fresh(draft))
    with refused(*codes):
        do(guidelines.request_release, world.owner, fresh(draft))


def test_of_two_versions_for_the_same_days_the_second_is_refused(world):
    first, second, later = begin(world), begin(world), begin(world, valid_from=date(2027, 6, 1))
    do(guidelines.release_guideline, world.releaser, later)
    with refused("overlap") as reasons:
        do(guidelines.release_guideline, world.releaser, first)
    assert "gültig ab 01.06.2027" in str(reasons[0].sentence)
    bounded = do(guidelines.edit_guideline, world.owner, second, text=text_of(second, valid_to=date(2027, 5, 31)))
    do(guidelines.release_guideline, world.releaser, bounded)
    released = GuidelineVersion.objects.released().filter(programme=world.guideline.programme).order_by("valid_from")
    assert list(released.values_list("valid_from", "valid_to")) == [
        (date(2022, 8, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 5, 31)),
        (date(2027, 6, 1), None),
    ]


def test_released_version_is_not_edited_released_again_or_discarded(world):
    for action, who, more in (
        (guidelines.edit_guideline, world.owner, {"text": text_of(world.guideline)}),
        (guidelines.save_parameters, world.owner, {"entries": []}),
        (guidelines.save_part, world.owner, {"entry": rate()}),
        (guidelines.remove_part, world.owner, {"kind": RateEntry, "part_id": world.rates["renovation"]}),
        (guidelines.release_guideline, world.releaser, {}),
        (guidelines.discard_guideline, world.owner, {"reason": "Doch nicht."}),
    ):
        with refused("state"):
            do(action, who, fresh(world.guideline), **more)


# --- Discarded --------------------------------------------------------------------------------------------------------
def test_draft_is_discarded_for_a_reason_and_kept(world):
    draft = begin(world)
    with refused("missing_value"):
        do(guidelines.discard_guideline, world.owner, draft, reason=" ")
    gone = do(guidelines.discard_guideline, world.owner, draft, reason="Der Haushalt fehlt.")
    assert (gone.state, gone.discarded_on, gone.discard_reason) == (
        "discarded",
        date(2026, 11, 2),
        "Der Haushalt fehlt.",
    )
    assert last_entry(draft).payload.values["reason"] == "Der Haushalt fehlt."
    with refused("state"):
        do(guidelines.release_guideline, world.releaser, gone)
