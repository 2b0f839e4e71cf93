"""A centre answers the call of the ministry, and the authority's notice reaches it: the whole path, told once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.funding import world as worlds
from tests.funding.world import DETAILS, FORMAL, PDF, PURPOSE, SUBSTANTIVE, TODAY, entries_of, fresh, inbox, refused
from vorort.core import clock, documents, history
from vorort.core.refusal import NotFound, VersionConflict
from vorort.funding.actions import application as steps
from vorort.funding.actions import award as awards
from vorort.funding.actions import draft, review
from vorort.funding.actions import hearing as hearings
from vorort.funding.actions.award import AwardText
from vorort.funding.models import Application, Award
from vorort.funding.queries import facts
from vorort.funding.rules.finality import finality
from vorort.funding.rules.submission import hints


@pytest.fixture
def land(db):
    with clock.at(TODAY):
        return worlds.build()


def test_a_district_applies_late_and_gets_a_reduced_award_that_becomes_final_by_waiver(land):
    coordinator, lead = land.district.coordinator, land.district.lead

    with clock.at(date(2026, 11, 27)):
        begun = draft.begin_application(capacity=coordinator, call=land.call)
        key = {"capacity": coordinator, "application_id": begun.pk}
        draft.save_details(**key, expected_version=1, details=DETAILS)
        # The lead has the draft open in another tab: her older version is refused, and she sees the newer one.
        with pytest.raises(VersionConflict) as conflict:
            draft.save_details(
                capacity=lead, application_id=begun.pk, expected_version=1, details=replace(DETAILS, title="Meins")
            )
        assert conflict.value.current.title == "Ankommen im Kreis Höxter"
        rows = land.entries({"renovation": "3", "equipment": "3", "running_costs": "12"}, place="Bürgerhaus")
        draft.save_items(**key, expected_version=2, entries=rows)
        draft.save_answers(**key, expected_version=3, answers={"target_group": "Familien"})
        with refused("unanswered"):
            steps.request_sign_off(**key, expected_version=4)
        draft.attach_file(**key, expected_version=4, name="Konzept.pdf", content=PDF, question_code="concept")
        steps.request_sign_off(**key, expected_version=5)
        assert not Application.objects.visible_to(land.clerk).exists()

    with clock.at(date(2026, 12, 1)):  # the window closed yesterday
        found = hints(facts.application_facts(fresh(begun)), clock.today())
        assert [hint.code for hint in found] == ["capped", "capped", "late", "below_minimum"]
        received = steps.submit_application(capacity=lead, application_id=begun.pk, expected_version=6)
        assert (received.requested, received.file_number) == (Decimal("6800.00"), "36.01-2026-0001")

    with clock.at(date(2026, 12, 7)):
        review.begin_formal_review(capacity=land.clerk, application_id=begun.pk, expected_version=7)
        review.record_checks(capacity=land.clerk, application_id=begun.pk, expected_version=8, checks=FORMAL)
        review.begin_substantive_review(capacity=land.clerk, application_id=begun.pk, expected_version=9)
        review.record_checks(capacity=land.clerk, application_id=begun.pk, expected_version=10, checks=SUBSTANTIVE)
        items = {item.rate.code: item for item in begun.items.select_related("rate")}
        units = {items["renovation"].pk: Decimal(2), items["running_costs"].pk: Decimal(10)}
        text = AwardText(purpose=PURPOSE, reasoning="Zwei Monate ist das Haus geschlossen.", units=units)
        award = awards.prepare_award(capacity=land.clerk, application_id=begun.pk, expected_version=11, text=text)
        assert award.amount == Decimal("6000.00")
        with refused("role"):
            awards.release_award(capacity=land.clerk, award_id=award.pk, expected_version=1)
        with refused("not_heard"):  # less than was asked for
            awards.release_award(capacity=land.officer, award_id=award.pk, expected_version=1)
        heard = land.hear(award)

    with clock.at(date(2026, 12, 9)):
        version = fresh(begun).version
        hearings.waive_hearing(capacity=lead, hearing_id=heard.pk, expected_version=version)
        awards.release_award(capacity=land.officer, award_id=award.pk, expected_version=1)
        assert fresh(land.budget).bound == Decimal("6000.00")
        assert not Award.objects.visible_to(lead).exists()
        with refused("state"):
            steps.withdraw_application(
                capacity=lead,
                application_id=begun.pk,
                expected_version=fresh(begun).version,
                reason="Zu spät überlegt.",
            )

    with clock.at(date(2026, 12, 10)):
        awards.notify_award(capacity=land.clerk, award_id=award.pk, expected_version=2)
        assert inbox(lead)[-1] == "Der Zuwendungsbescheid zu 36.01-2026-0001 ist da."
        mine = Award.objects.visible_to(lead).get()
        assert bytes(documents.of(mine).get().content).startswith(b"%PDF-")
        with refused("state"):
            awards.edit_award(capacity=land.clerk, award_id=award.pk, expected_version=3, text=text)
        with pytest.raises(NotFound):
            awards.waive_remedies(capacity=land.city.lead, award_id=award.pk, expected_version=3)

    with clock.at(date(2026, 12, 14)):
        waived = awards.waive_remedies(capacity=lead, award_id=award.pk, expected_version=3)

    dates = finality(
        notified_on=waived.notified_on,
        delivery_days=waived.delivery_days,
        remedy_months=waived.remedy_months,
        waived_on=waived.waived_on,
    )
    assert (dates.delivered_on, dates.remedy_until) == (date(2026, 12, 13), date(2027, 1, 13))
    assert dates.final_from == date(2026, 12, 14)
    assert entries_of(waived) == ["award.prepared", "award.released", "award.notified", "award.remedies_waived"]
    assert list(history.verify()) == []
