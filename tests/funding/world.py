"""A small world for funding's tests, built through the actions: one call, two centres, the authority, and foreigners.

``World`` takes an application from the draft to the notified award; each step is one method.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from django.db.models import Model

from tests.funding.replay import Steps, once
from vorort.accounts.models import User
from vorort.core import clock, history, messages
from vorort.core.actor import SYSTEM
from vorort.core.models import HistoryEntry, ImportRun
from vorort.core.refusal import ActionRefused, Reason
from vorort.funding import definitions
from vorort.funding.actions import application as steps
from vorort.funding.actions import award as awards
from vorort.funding.actions import call as calls
from vorort.funding.actions import draft, information, programme, review, tables
from vorort.funding.actions import early_start as early_starts
from vorort.funding.actions import guideline as guidelines
from vorort.funding.actions import hearing as hearings
from vorort.funding.actions import opinion as opinions
from vorort.funding.actions import refusal as refusals
from vorort.funding.actions.award import AwardText
from vorort.funding.actions.call import CallText, QuestionText
from vorort.funding.actions.draft import Details
from vorort.funding.actions.early_start import EarlyStartText
from vorort.funding.actions.information import InformationText
from vorort.funding.actions.opinion import OpinionText
from vorort.funding.actions.refusal import RefusalText
from vorort.funding.actions.review import CheckEntry
from vorort.funding.enums import FORMAL_CHECKS, SUBSTANTIVE_CHECKS, CheckCode, CheckResult, QuestionKind
from vorort.funding.models import (
    Application,
    Award,
    BudgetLine,
    Call,
    EarlyStart,
    FlatRate,
    GuidelineVersion,
    Hearing,
    InformationRequest,
    Opinion,
    Question,
    Refusal,
)
from vorort.funding.rules.items import ItemEntry
from vorort.funding.tables import Sheet
from vorort.network import actions as network
from vorort.network.capacity import Capacity, of_membership
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import Organisation
from vorort.regions import actions as regions
from vorort.regions.areas import KeyArea
from vorort.regions.models import Area
from vorort.steering.actions import set_goal

TODAY = date(2026, 11, 2)  # a Monday in the call's window
FOUNDED = date(2020, 1, 1)
YEAR = (date(2027, 1, 1), date(2027, 12, 31))
PDF = b"%PDF-1.7 Konzept"
APPROPRIATED = Decimal("20000.00")
# Row 5 of the calculations: 6 × 100 + 4 × 50 + 20 × 35 + 3 × 500.
REQUESTED = Decimal("3000.00")
UNITS = {"trainer_fee": "6", "exchange": "4", "accompaniment": "20", "print_media": "3"}
QUESTIONS = (
    QuestionText("target_group", "Wen erreichen Sie?", QuestionKind.LONG_TEXT),
    QuestionText("concept", "Ihr Integrationskonzept", QuestionKind.FILE),
    QuestionText("remarks", "Möchten Sie noch etwas sagen?", QuestionKind.SHORT_TEXT, required=False),
)
DETAILS = Details(
    title="Ankommen im Kreis Höxter",
    need="Neu Zugewanderte finden niemanden, der ihnen den Weg zeigt.",
    begins_on=date(2027, 2, 1),
    ends_on=date(2027, 11, 30),
    own_funds=Decimal("250.00"),
    other_funds=Decimal("0.00"),
    not_begun=True,
    input_tax=False,
)
CALL = CallText(
    code="komm-an-ii-2027",
    title="KOMM-AN NRW Teil II 2027",
    summary="Maßnahmen vor Ort für neu Zugewanderte.",
    opens_on=date(2026, 10, 1),
    closes_on=date(2026, 11, 30),
    approval_period=YEAR,
    execution_period=YEAR,
    contact="Kompetenzzentrum für Integration",
    file_prefix="36.01",
    eligible=(OrganisationKind.CENTRE,),
    questions=QUESTIONS,
)
FORMAL = {code: CheckEntry(CheckResult.OK) for code in FORMAL_CHECKS}
SUBSTANTIVE = {code: CheckEntry(CheckResult.OK) for code in SUBSTANTIVE_CHECKS}
# How the authority reads of the first application of the small world.
REFERENCE = "36.01-2026-0001 (KI Kreis Höxter: Ankommen im Kreis Höxter)"
PURPOSE = "Stärkung der Integration vor Ort."
REASONS = "Die Maßnahme ist keine der Richtlinie."
LEGAL_BASIS = "Nr. 2 der Richtlinie KOMM-AN KI NRW"
QUESTION = "Wie viele Menschen erreichen Sie, und wo?"
EARLY = date(2026, 11, 15)

_numbers = count(1)


@dataclass(frozen=True)
class Centre:
    """An integration centre with the two people who apply for it."""

    organisation: Organisation
    coordinator: Capacity
    lead: Capacity


@dataclass
class World:
    """Organisations and people by the part they play. ``call`` is open on TODAY; its budget line carries 20,000."""

    ministry: Organisation
    foreign_ministry: Organisation
    authority: Organisation
    foreign_authority: Organisation
    owner: Capacity
    releaser: Capacity
    foreign_owner: Capacity
    clerk: Capacity
    second_clerk: Capacity
    officer: Capacity
    adviser: Capacity
    foreign_adviser: Capacity
    foreign_clerk: Capacity
    foreign_officer: Capacity
    district: Centre
    city: Centre
    guideline: GuidelineVersion
    budget: BudgetLine
    call: Call
    rates: Mapping[str, int] = field(default_factory=dict)
    steps: Steps = field(default_factory=Steps, repr=False)

    # --- Parts of an application ----------------------------------------------------------------------------------
    def entries(self, units: Mapping[str, str] | None = None, *, year: int = 2027, place: str = "") -> list[ItemEntry]:
        """Rows of items by rate code."""
        return [ItemEntry(self.rates[code], year, Decimal(number), place) for code, number in (units or UNITS).items()]

    # --- The way of an application --------------------------------------------------------------------------------
    @once
    def begun(self, centre: Centre | None = None, *, call: Call | None = None) -> Application:
        """Version 1: nothing but begun."""
        centre = centre or self.district
        return draft.begin_application(capacity=centre.coordinator, call=call or self.call)

    @once
    def draft(
        self,
        centre: Centre | None = None,
        *,
        call: Call | None = None,
        entries: Sequence[ItemEntry] | None = None,
        **details: Any,
    ) -> Application:
        """Complete, still a draft: version 5."""
        who = (centre or self.district).coordinator
        application = self.begun(centre, call=call)
        draft.save_details(
            capacity=who, application_id=application.pk, expected_version=1, details=replace(DETAILS, **details)
        )
        draft.save_items(
            capacity=who, application_id=application.pk, expected_version=2, entries=entries or self.entries()
        )
        draft.save_answers(
            capacity=who,
            application_id=application.pk,
            expected_version=3,
            answers={"target_group": "Familien in den ersten drei Jahren."},
        )
        draft.attach_file(
            capacity=who,
            application_id=application.pk,
            expected_version=4,
            name="Konzept.pdf",
            content=PDF,
            question_code="concept",
        )
        return fresh(application)

    @once
    def in_sign_off(self, centre: Centre | None = None, **more: Any) -> Application:
        """Version 6."""
        application = self.draft(centre, **more)
        return steps.request_sign_off(
            capacity=(centre or self.district).coordinator, application_id=application.pk, expected_version=5
        )

    @once
    def submitted(self, centre: Centre | None = None, **more: Any) -> Application:
        """Version 7."""
        application = self.in_sign_off(centre, **more)
        return steps.submit_application(
            capacity=(centre or self.district).lead, application_id=application.pk, expected_version=6
        )

    @once
    def in_formal_review(self, centre: Centre | None = None, **more: Any) -> Application:
        """Version 8."""
        application = self.submitted(centre, **more)
        return review.begin_formal_review(capacity=self.clerk, application_id=application.pk, expected_version=7)

    @once
    def in_substantive_review(self, centre: Centre | None = None, **more: Any) -> Application:
        """Version 10; the points of the substantive review are still open."""
        application = self.in_formal_review(centre, **more)
        self.check(application, FORMAL)
        return review.begin_substantive_review(capacity=self.clerk, application_id=application.pk, expected_version=9)

    @once
    def reviewed(self, centre: Centre | None = None, **more: Any) -> Application:
        """Version 11: every point is in order."""
        return self.check(self.in_substantive_review(centre, **more), SUBSTANTIVE)

    def check(self, application: Application, checks: Mapping[CheckCode, CheckEntry]) -> Application:
        """Note ``checks`` as the clerk."""
        return review.record_checks(
            capacity=self.clerk, application_id=application.pk, expected_version=application.version, checks=checks
        )

    @once
    def withdrawn(self, centre: Centre | None = None, **more: Any) -> Application:
        """Version 8, withdrawn after it was received."""
        return self.withdraw(self.submitted(centre, **more), centre)

    def withdraw(self, application: Application, centre: Centre | None = None) -> Application:
        """Withdraw as the lead of the centre."""
        return steps.withdraw_application(
            capacity=(centre or self.district).lead,
            application_id=application.pk,
            expected_version=application.version,
            reason="Der Träger springt ab.",
        )

    # --- The way of an award --------------------------------------------------------------------------------------
    def prepare(self, application: Application, **text: Any) -> Award:
        """Prepare the award of a reviewed application: version 1, application still version 11."""
        return awards.prepare_award(
            capacity=self.clerk,
            application_id=application.pk,
            expected_version=application.version,
            text=AwardText(**{"purpose": PURPOSE} | text),
        )

    @once
    def prepared(self, centre: Centre | None = None, **more: Any) -> Award:
        """Version 1."""
        return self.prepare(self.reviewed(centre, **more))

    def edit(self, award: Award, **text: Any) -> Award:
        """Edit as the clerk."""
        return awards.edit_award(
            capacity=self.clerk,
            award_id=award.pk,
            expected_version=award.version,
            text=AwardText(**{"purpose": PURPOSE} | text),
        )

    def release(self, award: Award) -> Award:
        """Release as the officer."""
        return awards.release_award(capacity=self.officer, award_id=award.pk, expected_version=award.version)

    @once
    def released(self, centre: Centre | None = None, **more: Any) -> Award:
        """Version 2, its application decided in version 12."""
        return self.release(self.prepared(centre, **more))

    @once
    def notified(self, centre: Centre | None = None, **more: Any) -> Award:
        """Version 3."""
        award = self.released(centre, **more)
        return awards.notify_award(capacity=self.clerk, award_id=award.pk, expected_version=award.version)

    # --- Less than was asked for ----------------------------------------------------------------------------------
    @once
    def partly(self, centre: Centre | None = None, **more: Any) -> Award:
        """Prepared, version 1: the print media alone, 1,500 of 3,000 euro."""
        application = self.reviewed(centre, **more)
        item = application.items.get(rate__code="print_media")
        return self.prepare(application, units={item.pk: item.units}, reasoning="Honorare sind nicht nötig.")

    @once
    def refusal(self, centre: Centre | None = None, **more: Any) -> Refusal:
        """Prepared, version 1."""
        return self.refuse(self.reviewed(centre, **more))

    def refuse(self, application: Application, **text: Any) -> Refusal:
        """Prepare the refusal as the clerk."""
        return refusals.prepare_refusal(
            capacity=self.clerk,
            application_id=application.pk,
            expected_version=fresh(application).version,
            text=RefusalText(**{"reasoning": REASONS, "legal_basis": LEGAL_BASIS} | text),
        )

    def hear(self, decision: Award | Refusal, *, days: int = 14) -> Hearing:
        """Open the hearing on it as the clerk, with its letter."""
        application = fresh(decision.application)
        return hearings.open_hearing(
            capacity=self.clerk,
            application_id=application.pk,
            expected_version=application.version,
            answer_until=clock.today() + timedelta(days=days),
        )

    @once
    def in_hearing(self, centre: Centre | None = None, **more: Any) -> Award:
        """In part prepared, its hearing open."""
        award = self.partly(centre, **more)
        self.hear(award)
        return award

    def heard(self, decision: Any, centre: Centre | None = None) -> Any:
        """The same decision, after the lead has waived her answer."""
        hearing = self.hear(decision)
        hearings.waive_hearing(
            capacity=(centre or self.district).lead,
            hearing_id=hearing.pk,
            expected_version=fresh(hearing.application).version,
        )
        return decision

    def release_refusal(self, refusal: Refusal) -> Refusal:
        """Release as the officer."""
        return refusals.release_refusal(capacity=self.officer, refusal_id=refusal.pk, expected_version=refusal.version)

    @once
    def refused(self, centre: Centre | None = None, **more: Any) -> Refusal:
        """Heard, released and made known: version 3."""
        released = self.release_refusal(self.heard(self.refusal(centre, **more), centre))
        return refusals.notify_refusal(capacity=self.clerk, refusal_id=released.pk, expected_version=released.version)

    # --- Beside the review ----------------------------------------------------------------------------------------
    def ask_again(self, application: Application, *fields: str, days: int = 10) -> InformationRequest:
        """Ask for additional information as the clerk."""
        return information.request_information(
            capacity=self.clerk,
            application_id=application.pk,
            expected_version=fresh(application).version,
            text=InformationText(
                question=QUESTION,
                fields=fields or ("need", "items", "attachments", "question-target_group"),
                due_on=clock.today() + timedelta(days=days),
            ),
        )

    @once
    def asked_again(self, centre: Centre | None = None, **more: Any) -> Application:
        """In formal review and asked again: version 9."""
        application = self.in_formal_review(centre, **more)
        self.ask_again(application)
        return fresh(application)

    def wish_early_start(self, application: Application, centre: Centre | None = None) -> Application:
        """Ask for an early start on 15 November as the lead."""
        early_starts.request_early_start(
            capacity=(centre or self.district).lead,
            application_id=application.pk,
            expected_version=fresh(application).version,
            starts_on=EARLY,
            reason="Die Räume sind nur jetzt zu haben.",
        )
        return fresh(application)

    @once
    def early_start(self, centre: Centre | None = None, **more: Any) -> EarlyStart:
        """Asked for and answered with yes: version 1."""
        return self.answer_early_start(self.wish_early_start(self.submitted(centre, **more), centre))

    def answer_early_start(self, application: Application, **text: Any) -> EarlyStart:
        """Prepare the answer as the clerk."""
        return early_starts.answer_early_start(
            capacity=self.clerk,
            application_id=application.pk,
            expected_version=fresh(application).version,
            text=EarlyStartText(**{"consented": True, "starts_on": EARLY} | text),
        )

    @once
    def opinion_asked(self, centre: Centre | None = None, **more: Any) -> Application:
        """Received, and the coordination office asked: version 7."""
        application = self.submitted(centre, **more)
        self.ask_office(application)
        return application

    def ask_office(self, application: Application, *, required: bool = False) -> Opinion:
        """Ask the coordination office as the clerk."""
        return opinions.request_opinion(
            capacity=self.clerk,
            application_id=application.pk,
            expected_version=fresh(application).version,
            text=OpinionText(
                office_id=self.adviser.organisation_id,
                question="Passt das zum Konzept?",
                due_on=clock.today() + timedelta(days=14),
                required=required,
            ),
        )

    # --- More of the world ----------------------------------------------------------------------------------------
    @once
    def open_call(self, code: str, **text: Any) -> Call:
        """Another call under the same guideline and budget line, drafted by one and published by the other."""
        lines = text.pop("budget_lines", [self.budget])
        return self.published(replace(CALL, code=code, **text), budget_lines=lines)

    def drafted_call(self, text: CallText, *, guideline: GuidelineVersion | None = None, **more: Any) -> Call:
        """A call of the ministry that nobody has published yet: version 1."""
        return calls.draft_call(capacity=self.owner, guideline=guideline or self.guideline, text=text, **more)

    def published(self, text: CallText, *, guideline: GuidelineVersion | None = None, **more: Any) -> Call:
        """A call of the ministry, published by the second person."""
        call = self.drafted_call(text, guideline=guideline, **more)
        return calls.publish_call(capacity=self.releaser, call_id=call.pk, expected_version=call.version)

    def drafted(self, name: str, **changed: Any) -> GuidelineVersion:
        """The draft of a shipped rule set, with other values where ``changed`` names them; its rates begin with it."""
        definition = replace(definitions.shipped(name), **changed)
        rates = tuple(replace(rate, valid_from=definition.valid_from) for rate in definition.rates)
        return programme.establish_programme(
            actor=self.owner,
            definition=replace(definition, rates=rates),
            owner=self.ministry,
            authority=self.authority,
        )

    def established(self, name: str, **changed: Any) -> GuidelineVersion:
        """A shipped rule set, released by the second person."""
        return self.release_version(self.drafted(name, **changed))

    def next_version(self, title: str = "Fassung 2028", *, valid_from: date = date(2028, 1, 1)) -> GuidelineVersion:
        """The draft that follows the version in force, begun today by the owner."""
        return guidelines.begin_version(
            capacity=self.owner,
            predecessor_id=self.guideline.pk,
            title=title,
            dated_on=clock.today(),
            valid_from=valid_from,
            source="Test",
        )

    def release_version(self, draft: GuidelineVersion) -> GuidelineVersion:
        """Released as it stands now."""
        return guidelines.release_guideline(
            capacity=self.releaser, guideline_id=draft.pk, expected_version=fresh(draft).version
        )

    def enter(self, guideline: GuidelineVersion, sheet: Sheet, *rows: str) -> ImportRun:
        """Rows of a table, handed in by the owner; into a released version the releaser takes them."""
        content = "\n".join([";".join(sheet.header), *rows]).encode()
        look = tables.look(
            capacity=self.owner, guideline_id=guideline.pk, sheet=sheet, content=content, file_name="tabelle.csv"
        )
        run = tables.keep(capacity=self.owner, preview=look)
        who = self.releaser if tables.needs_second_person(guideline, sheet) else self.owner
        return tables.apply(capacity=who, run_id=run.pk)


def build() -> World:
    """Build it. Call it on the day TODAY."""
    regions.load_reference_units(actor=SYSTEM)
    land = regions.create_area(
        actor=SYSTEM, code="land", name="Nordrhein-Westfalen", area=KeyArea(frozenset({"05"})), source="Test"
    )
    ministry = found("Integrationsministerium", OrganisationKind.MINISTRY, land)
    foreign_ministry = found("Schulministerium", OrganisationKind.MINISTRY, land)
    authority = found("Bezirksregierung Arnsberg", OrganisationKind.GRANTING_AUTHORITY, land)
    foreign_authority = found("Bezirksregierung Köln", OrganisationKind.GRANTING_AUTHORITY, land)
    owner, releaser = hire(Role.PROGRAMME_OWNER, ministry), hire(Role.PROGRAMME_RELEASER, ministry)
    draft = programme.establish_programme(
        actor=owner, definition=definitions.shipped("komm_an_ii"), owner=ministry, authority=authority
    )
    guideline = guidelines.release_guideline(capacity=releaser, guideline_id=draft.pk, expected_version=draft.version)
    budget = set_budget(owner, guideline)
    goal = set_goal(actor=owner, code="ankommen", title="Ankommen", valid_from=FOUNDED, source="Test")
    call = calls.draft_call(capacity=owner, guideline=guideline, text=CALL, goals=[goal], budget_lines=[budget])
    return World(
        ministry=ministry,
        foreign_ministry=foreign_ministry,
        authority=authority,
        foreign_authority=foreign_authority,
        owner=owner,
        releaser=releaser,
        foreign_owner=hire(Role.PROGRAMME_OWNER, foreign_ministry),
        clerk=hire(Role.CLERK, authority),
        second_clerk=hire(Role.CLERK, authority),
        officer=hire(Role.RELEASING_OFFICER, authority),
        adviser=hire(Role.ADVISER, found("LaKI", OrganisationKind.COORDINATION_OFFICE, land)),
        foreign_adviser=hire(Role.ADVISER, found("Andere Stelle", OrganisationKind.COORDINATION_OFFICE, land)),
        foreign_clerk=hire(Role.CLERK, foreign_authority),
        foreign_officer=hire(Role.RELEASING_OFFICER, foreign_authority),
        district=centre_of("05762"),
        city=centre_of("05914"),
        guideline=guideline,
        budget=budget,
        call=calls.publish_call(capacity=releaser, call_id=call.pk, expected_version=call.version),
        rates=dict(FlatRate.objects.filter(component__guideline=guideline).values_list("code", "pk")),
    )


def set_budget(
    owner: Capacity, guideline: GuidelineVersion, *, code: str = "07 080 / 633 67", year: int = 2027, **more: Any
) -> BudgetLine:
    """A budget line of 20,000 euro."""
    return programme.set_budget_line(
        actor=owner,
        programme=guideline.programme,
        code=code,
        title="KOMM-AN",
        year=year,
        appropriated=more.get("appropriated", APPROPRIATED),
        source="Test",
        invented=True,
    )


def found(name: str, kind: OrganisationKind, area: Area) -> Organisation:
    """Found an organisation that exists."""
    return network.found_organisation(actor=SYSTEM, name=name, kind=kind, area=area, exists_from=FOUNDED)


def centre_of(key: str, name: str = "") -> Centre:
    """The centre of a centre area, with its coordinator and its lead."""
    area = Area.objects.get(code=f"centre-{key}")
    organisation = found(name or f"KI {area.name}", OrganisationKind.CENTRE, area)
    return Centre(organisation, hire(Role.COORDINATOR, organisation), hire(Role.CENTRE_LEAD, organisation))


def hire(role: Role, organisation: Organisation, *, user: User | None = None) -> Capacity:
    """Somebody new in ``role`` at ``organisation``, or ``user`` in one more role."""
    if user is None:
        user = User.objects.create_user(email=f"{role}-{next(_numbers)}@vorort.example", name=str(role.label))
    membership = network.grant_role(actor=SYSTEM, user=user, organisation=organisation, role=role, valid_from=FOUNDED)
    return of_membership(membership)


def ask_anew(call: Call, questions: Sequence[QuestionText]) -> Call:
    """A new version of the questions, written straight into the tables: a published call has no action for it."""
    call = fresh(call)
    call.question_version += 1
    call.save(update_fields=["question_version"])
    Question.objects.bulk_create(
        Question(call=call, version=call.question_version, position=position, **vars(question))
        for position, question in enumerate(questions, start=1)
    )
    return call


# --- What tests ask ---------------------------------------------------------------------------------------------------
def fresh(item: Any) -> Any:
    """The same row, read anew."""
    return type(item).objects.get(pk=item.pk)


@contextmanager
def refused(*codes: str) -> Iterator[list[Reason]]:
    """The block is refused with exactly these reasons; they are in the list afterwards."""
    reasons: list[Reason] = []
    with pytest.raises(ActionRefused) as refusal:
        yield reasons
    reasons += refusal.value.reasons
    assert [reason.code for reason in reasons] == list(codes)


def entries_of(item: Model) -> list[str]:
    """The actions in the object's stream, in their order."""
    entries = HistoryEntry.objects.filter(stream=history.stream_of(item)).order_by("number")
    return list(entries.values_list("action", flat=True))


def last_entry(item: Model) -> HistoryEntry:
    """The newest entry of the object's stream."""
    return HistoryEntry.objects.filter(stream=history.stream_of(item)).latest("number")


def inbox(capacity: Capacity) -> list[str]:
    """The messages of somebody, oldest first, as their sentences."""
    return [messages.sentence_of(message) for message in messages.inbox(capacity).order_by("pk")]
