"""The refusal: prepared with reasons, heard, released by a second person, made known; and instead of an award."""

import pytest
from django.db import IntegrityError, transaction

from tests.core.tampering import drop_trigger
from tests.funding.world import LEGAL_BASIS, REASONS, REFERENCE, TODAY, entries_of, fresh, inbox, last_entry, refused
from vorort.core import documents
from vorort.funding.actions import refusal as actions
from vorort.funding.actions.refusal import RefusalText
from vorort.funding.actions.review import CheckEntry
from vorort.funding.enums import FORMAL_CHECKS, CheckCode, CheckResult
from vorort.funding.models import Award, AwardLine, Refusal


def edit(world, refusal, reasoning="Anders begründet.", legal_basis=LEGAL_BASIS):
    return actions.edit_refusal(
        capacity=world.clerk,
        refusal_id=refusal.pk,
        expected_version=refusal.version,
        text=RefusalText(reasoning, legal_basis),
    )


def failed_formally(world):
    """In formal review with a point that failed: version 9."""
    checks = {code: CheckEntry(CheckResult.OK) for code in FORMAL_CHECKS}
    return world.check(
        world.in_formal_review(), checks | {CheckCode.ELIGIBLE: CheckEntry(CheckResult.FAILED, "Kein Zentrum.")}
    )


# --- Prepared ---------------------------------------------------------------------------------------------------------
def test_refusal_holds_its_reasons_and_the_figures_of_the_rule_set(world):
    refusal = fresh(world.refusal())
    assert (refusal.state, refusal.version) == ("prepared", 1)
    assert (refusal.reasoning, refusal.legal_basis) == (REASONS, LEGAL_BASIS)
    assert (refusal.delivery_days, refusal.remedy_months, refusal.hearing_required) == (3, 1, True)
    assert refusal.content_edited_by_id == world.clerk.user_id
    assert inbox(world.officer) == [f"Die Ablehnung zu {REFERENCE} wartet auf Ihre Freigabe."]
    assert inbox(world.foreign_officer) == []


def test_refusal_that_nobody_released_yet_is_only_written_anew(world):
    refusal = world.refusal()
    waiting = len(inbox(world.officer))
    edited = edit(world, refusal)
    assert (edited.reasoning, edited.version, edited.state) == ("Anders begründet.", 2, "prepared")
    assert fresh(refusal.application).state == "substantive_review"
    assert len(inbox(world.officer)) == waiting


def test_application_that_fails_formally_is_refused_without_a_review_in_substance(world):
    refusal = world.refuse(failed_formally(world))
    world.release_refusal(world.heard(refusal))
    assert fresh(refusal.application).state == "decided"


def test_refusal_waits_until_every_formal_point_has_a_result(world):
    with refused("unchecked", "unchecked", "unchecked", "unchecked"):
        world.refuse(world.in_formal_review())


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [({"reasoning": "  "}, "unexplained", "reasoning"), ({"legal_basis": ""}, "no_legal_basis", "legal_basis")],
)
def test_refusal_without_reasons_or_law_is_refused(world, text, code, field):
    application = world.reviewed()
    with refused(code) as reasons:
        world.refuse(application, **text)
    assert (reasons[0].field, reasons[0].source) == (field, "§ 39 VwVfG NRW")
    assert not Refusal.objects.exists()


def test_refusal_is_prepared_once_and_by_the_clerk_in_review(world):
    application = world.reviewed()
    world.refuse(application)
    with refused("prepared"):
        world.refuse(application)
    with refused("state"):
        world.refuse(world.submitted(world.city))
    with refused("role"):
        actions.prepare_refusal(
            capacity=world.officer,
            application_id=application.pk,
            expected_version=application.version,
            text=RefusalText(REASONS, LEGAL_BASIS),
        )


# --- Instead of an award, and the other way round ---------------------------------------------------------------------
def test_refusal_drops_the_prepared_award(world):
    award = world.prepared()
    refusal = world.refuse(award.application)
    assert not Award.objects.exists()
    assert not AwardLine.objects.exists()
    assert fresh(refusal).state == "prepared"
    assert "award.discarded" in entries_of(award.application)


def test_award_drops_the_prepared_refusal(world):
    refusal = world.refusal()
    world.prepare(fresh(refusal.application))
    assert not Refusal.objects.exists()
    assert "refusal.discarded" in entries_of(refusal.application)


def test_database_keeps_award_and_refusal_of_one_application_apart(world):
    refusal = world.refusal()
    other = world.prepared(world.city)
    other.pk, other.application_id = None, refusal.application_id
    with pytest.raises(IntegrityError, match="einmal entschieden"), transaction.atomic():
        other.save(force_insert=True)
    award, more = world.prepared(call=world.open_call("noch-einer")), fresh(refusal)
    more.pk, more.application_id = None, award.application_id
    with pytest.raises(IntegrityError, match="einmal entschieden"), transaction.atomic():
        more.save(force_insert=True)


# --- Released ---------------------------------------------------------------------------------------------------------
def test_released_refusal_decides_the_application_and_has_its_notice(world):
    refusal = fresh(world.release_refusal(world.heard(world.refusal())))
    assert (refusal.state, refusal.released_on, refusal.version) == ("released", TODAY, 2)
    assert refusal.released_by_id == world.officer.user_id
    assert fresh(refusal.application).state == "decided"
    assert [row.title for row in documents.of(refusal)] == ["Ablehnungsbescheid"]
    assert last_entry(refusal).action == "refusal.released"
    assert fresh(world.budget).bound == 0


def test_who_wrote_it_does_not_release_it(world):
    refusal = world.heard(world.refusal())
    Refusal.objects.filter(pk=refusal.pk).update(content_edited_by=world.officer.user_id)
    with refused("four_eyes"):
        world.release_refusal(refusal)
    rows = Refusal.objects.filter(pk=refusal.pk)
    values = {"state": "released", "released_by": world.officer.user_id, "released_on": TODAY}
    with pytest.raises(IntegrityError, match="funding_refusal_four_eyes"), transaction.atomic():
        rows.update(**values)


def test_refusal_is_not_released_before_the_applicant_was_heard(world):
    refusal = world.refusal()
    with refused("not_heard") as reasons:
        world.release_refusal(refusal)
    assert reasons[0].source == "§ 28 VwVfG NRW"
    world.hear(refusal)
    with refused("hearing_open") as reasons:
        world.release_refusal(refusal)
    assert "16.11.2026" in str(reasons[0].sentence)


def test_guideline_may_do_without_the_hearing(world):
    drop_trigger("funding_parameter_stands_update", "funding_parameter")
    world.guideline.parameters.filter(code="hearing_refusal").update(value=0)
    assert fresh(world.release_refusal(world.refusal())).state == "released"


def test_edit_after_release_voids_it_and_opens_the_review_it_came_from(world):
    released = world.release_refusal(world.heard(world.refusal()))
    edited = fresh(edit(world, released))
    assert (edited.state, edited.released_by, edited.version) == ("prepared", None, 3)
    assert fresh(edited.application).state == "substantive_review"
    assert entries_of(edited) == ["refusal.prepared", "refusal.released", "refusal.release_voided", "refusal.edited"]
    formal = world.release_refusal(
        world.heard(world.refuse(world.check(world.in_formal_review(world.city), FAILED)), world.city)
    )
    edit(world, formal)
    assert fresh(formal.application).state == "formal_review"


FAILED = {code: CheckEntry(CheckResult.FAILED) for code in FORMAL_CHECKS}


# --- Made known -------------------------------------------------------------------------------------------------------
def test_refusal_made_known_is_seen_by_the_applicant_and_stands(world):
    refusal = fresh(world.refused())
    assert (refusal.state, refusal.notified_on, refusal.version) == ("notified", TODAY, 3)
    assert inbox(world.district.lead)[-1] == "Der Ablehnungsbescheid zu 36.01-2026-0001 ist da."
    assert list(Refusal.objects.visible_to(world.district.lead)) == [refusal]
    assert not Refusal.objects.visible_to(world.city.lead).exists()
    with refused("state"):
        edit(world, refusal)
    with pytest.raises(IntegrityError, match="steht fest"), transaction.atomic():
        Refusal.objects.filter(pk=refusal.pk).update(reasoning="Anders")
    with pytest.raises(IntegrityError, match="steht fest"), transaction.atomic():
        refusal.delete()


def test_applicant_does_not_see_a_refusal_before(world):
    world.release_refusal(world.heard(world.refusal()))
    assert not Refusal.objects.visible_to(world.district.lead).exists()
