"""Every page asks the database the same few times, with one row and with thirty. The numbers are written by hand.

Each ``many_…`` makes more of what a page lists; rows are written straight into the tables, since here only their
number matters.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.core.tampering import drop_trigger
from tests.funding.world import FOUNDED, QUESTIONS, TODAY, ask_anew
from tests.web.desk_scene import ROUTES
from tests.web.inventory import INVENTORY
from tests.web.scene import Person, Scene
from vorort.accounts.models import User
from vorort.core import clock, history
from vorort.core.models import Message, Upload
from vorort.funding.actions.call import QuestionText
from vorort.funding.enums import QuestionKind, RateKind
from vorort.funding.models import (
    Answer,
    Application,
    ApplicationItem,
    Attachment,
    Award,
    AwardLine,
    AwardYear,
    Call,
    Component,
    FlatRate,
    Hearing,
    InformationRequest,
    Opinion,
    ReopenedField,
    SavedView,
)
from vorort.funding.queries.worklist import WorkRow
from vorort.network.enums import OrganisationKind, Role
from vorort.network.models import ClubRegistration, Invitation, Membership, Organisation, Substitution

MORE = 30


# --- More of everything -----------------------------------------------------------------------------------------------
def copies(row: Any, **changes: list[object]) -> list[Any]:
    """As many copies of ``row`` as each of ``changes`` has values."""
    model, made = type(row), []
    fields = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields if field.name != "id"}
    for values in zip(*changes.values(), strict=True):
        made.append(model(**fields | dict(zip(changes, values, strict=True))))
    return model.objects.bulk_create(made)


def many_calls(scene: Scene) -> list[Call]:
    return copies(scene.world.call, code=[f"weiterer-{number}" for number in range(MORE)])


def many_applications(scene: Scene, stage: str) -> list[Application]:
    calls, row = many_calls(scene), scene.applications[stage]
    numbers = [f"36.01-2026-{number:04d}" if row.file_number else None for number in range(500, 500 + MORE)]
    return copies(row, call_id=[call.pk for call in calls], file_number=numbers)


def many_drafts(scene: Scene) -> None:
    many_applications(scene, "draft")


def many_received(scene: Scene) -> None:
    many_applications(scene, "submitted")


def many_sign_offs(scene: Scene) -> None:
    many_applications(scene, "in_sign_off")


def many_awards(scene: Scene, stage: str) -> list[Award]:
    rows = many_applications(scene, stage)
    return copies(scene.award(stage), application_id=[row.pk for row in rows])


def many_to_release(scene: Scene) -> None:
    many_awards(scene, "prepared")


def many_hearings(scene: Scene) -> None:
    award = scene.award("in_hearing")
    hearing = Hearing.objects.get(application_id=award.application_id)
    rows = many_applications(scene, "in_hearing")
    copies(hearing, application_id=[row.pk for row in rows])


def many_asked_for(scene: Scene) -> None:
    opinion = scene.applications["opinion_asked"].opinions.get()
    rows = many_applications(scene, "opinion_asked")
    copies(opinion, application_id=[row.pk for row in rows])


def many_begun(scene: Scene) -> None:
    """Thirty more drafts of a version and of a call."""
    copies(scene.desk.version, title=[f"Fassung {number}" for number in range(MORE)])
    copies(scene.desk.call, code=[f"begonnen-{number}" for number in range(MORE)])


def many_views(scene: Scene) -> None:
    owner = scene.world.clerk.id
    SavedView.objects.bulk_create(SavedView(owner_id=owner, name=f"{n}", query="stand=alle") for n in range(MORE))


def many_bound(scene: Scene) -> None:
    awards = many_awards(scene, "prepared")
    AwardYear.objects.bulk_create(
        AwardYear(award=award, budget_line=scene.world.budget, amount=Decimal(1)) for award in awards
    )
    by = scene.world.officer.user_id
    keys = [award.pk for award in awards]
    Award.objects.filter(pk__in=keys).update(state="released", released_by_id=by, released_on=TODAY)


def many_messages(scene: Scene) -> None:
    lead, key = scene.world.district.lead, scene.applications["submitted"].pk
    Message.objects.bulk_create(
        Message(
            key=f"weitere-{number}",
            kind="award_notified",
            subject_kind="funding.application",
            subject_id=key,
            recipient_user_id=lead.user_id,
            recipient_organisation_id=lead.organisation_id,
            values={"file_number": "36.01-2026-0001"},
            sent_on=timezone.now(),
        )
        for number in range(MORE)
    )


def many_capacities(scene: Scene) -> None:
    lead = scene.world.district.lead
    places = Organisation.objects.bulk_create(
        Organisation(
            name=f"Verein {number}",
            short_name=f"Verein {number}",
            kind=OrganisationKind.ASSOCIATION,
            area_id=scene.world.ministry.area_id,
            exists_from=FOUNDED,
        )
        for number in range(MORE)
    )
    Membership.objects.bulk_create(
        Membership(user_id=lead.user_id, organisation=place, role=Role.PROVIDER_EDITOR, valid_from=FOUNDED)
        for place in places
    )


def many_members(scene: Scene) -> None:
    """Thirty admins of the centre, as many invitations, open and taken back, and as many substitutions."""
    place, day = scene.world.district.organisation, TODAY
    users = User.objects.bulk_create(User(email=f"m{number}@ort.example", name=f"M{number}") for number in range(MORE))
    members = Membership.objects.bulk_create(
        Membership(user=user, organisation=place, role=Role.ORGANISATION_ADMIN, valid_from=day) for user in users
    )
    Substitution.objects.bulk_create(
        Substitution(absent_id=scene.admin.capacity.id, substitute=member, valid_from=day, valid_to=day)
        for member in members
    )
    Invitation.objects.bulk_create(
        Invitation(
            organisation=place,
            email=f"i{number}@ort.example",
            roles=["coordinator"],
            seed=str(number),
            token_digest=str(number),
            sent_on=day,
            valid_to=day,
            revoked_on=day if number % 2 else None,
        )
        for number in range(MORE)
    )


def many_registrations(scene: Scene) -> None:
    row = ClubRegistration.objects.get(pk=scene.network.registration.pk)
    numbers = [str(number) for number in range(MORE)]
    copies(row, token_digest=numbers, seed=numbers)


def many_colleagues(scene: Scene) -> None:
    place = scene.world.district.organisation
    users = [User(email=f"kollegin-{number}@ort.example", name=f"Kollegin {number}") for number in range(MORE)]
    Membership.objects.bulk_create(
        Membership(user=user, organisation=place, role=Role.VOLUNTEER, valid_from=FOUNDED)
        for user in User.objects.bulk_create(users)
    )


def many_centres(scene: Scene) -> None:
    Organisation.objects.bulk_create(
        Organisation(
            name=f"Zentrum {number}",
            short_name=f"Zentrum {number}",
            kind=OrganisationKind.CENTRE,
            area_id=scene.world.ministry.area_id,
            planned_from=FOUNDED,
        )
        for number in range(MORE)
    )


def fuller_file(scene: Scene, stage: str) -> Application:
    """Thirty more items, questions with answers, files and award lines."""
    row = scene.applications[stage]
    rate = FlatRate.objects.get(pk=scene.world.rates["trainer_fee"])
    items = [ApplicationItem(application=row, rate=rate, year=2027, units=Decimal(1)) for _ in range(MORE)]
    ApplicationItem.objects.bulk_create(items)
    more = [QuestionText(f"more-{number}", f"Frage {number}", QuestionKind.SHORT_TEXT) for number in range(MORE)]
    call = ask_anew(row.call, [*QUESTIONS, *more])
    Application.objects.filter(pk=row.pk).update(question_version=call.question_version)
    questions = list(call.questions.filter(version=call.question_version))
    Answer.objects.bulk_create(
        Answer(application=row, question=question, text="Ja.") for question in questions if question.code != "concept"
    )
    concept = next(question for question in questions if question.code == "concept")
    _more_files(row, concept)
    award = Award.objects.filter(application=row).first()
    if award is not None and award.released_on is None:
        _more_lines(award, rate)
    return row


def more_beside(scene: Scene, row: Application, count: int) -> None:
    """As many requests that have ended, with a part each, hearings and opinions."""
    if row.file_number is None:
        return
    clerk, lead, adviser = scene.world.clerk, scene.world.district.lead, scene.world.adviser
    requests = InformationRequest.objects.bulk_create(
        InformationRequest(
            application=row,
            state="ended",
            came_from="formal_review",
            question="Was fehlt?",
            due_on=TODAY,
            asked_by_id=clerk.user_id,
            asked_at=clock.now(),
            asked_on=TODAY,
            ended_on=TODAY,
        )
        for _ in range(count)
    )
    ReopenedField.objects.bulk_create(
        ReopenedField(request=request, code="need", label="Warum sie nötig ist") for request in requests
    )
    Hearing.objects.bulk_create(
        Hearing(
            application=row,
            state="waived",
            amount=Decimal(0),
            in_kind_units=Decimal(0),
            reasoning="Darum.",
            answer_until=TODAY + timedelta(days=14),
            opened_by_id=clerk.user_id,
            opened_on=TODAY,
            answered_by_id=lead.user_id,
            answered_on=TODAY,
        )
        for _ in range(count)
    )
    Opinion.objects.bulk_create(
        Opinion(
            application=row,
            office_id=adviser.organisation_id,
            state="dropped",
            question="Passt das?",
            due_on=TODAY,
            requested_by_id=clerk.user_id,
            requested_on=TODAY,
        )
        for _ in range(count)
    )


def _more_files(row: Application, question: object) -> None:
    uploads = Upload.objects.bulk_create(
        Upload(
            name=f"{n}.pdf",
            media_type="application/pdf",
            size=4,
            sha256="0" * 64,
            content=b"%PDF",
            created_at=clock.now(),
        )
        for n in range(MORE)
    )
    Attachment.objects.bulk_create(
        Attachment(application=row, question=question if number % 2 else None, upload=upload)
        for number, upload in enumerate(uploads)
    )


def _more_lines(award: Award, rate: FlatRate) -> None:
    items = list(ApplicationItem.objects.filter(application_id=award.application_id).order_by("-pk")[:MORE])
    AwardLine.objects.bulk_create(
        AwardLine(
            award=award,
            item=item,
            rate=rate,
            year=2027,
            label=rate.label,
            unit=rate.unit,
            unit_plural=rate.unit_plural,
            kind=RateKind.MONEY,
            units=Decimal(1),
            rate_amount=rate.amount,
            amount=rate.amount,
        )
        for item in items
    )


def fuller(stage: str) -> Callable[[Scene], object]:
    return lambda scene: fuller_file(scene, stage)


def longer(stage: str) -> Callable[[Scene], object]:
    """The same, and thirty entries in the log by people of both sides."""

    def more(scene: Scene) -> None:
        row = fuller_file(scene, stage)
        for number in range(MORE):
            actor = (scene.world.district.coordinator, scene.world.clerk)[number % 2]
            history.record(actor, "application.checked", row, results={"complete": "ok"})
        more_beside(scene, row, MORE)

    return more


def once(stage: str) -> Callable[[Scene], object]:
    """One of everything that runs beside the way of an application."""
    return lambda scene: more_beside(scene, scene.applications[stage], 1)


def many_rates(scene: Scene) -> None:
    drop_trigger("funding_flatrate_stands_insert", "funding_flatrate")  # a released rule set gets no further rate
    component = Component.objects.filter(guideline=scene.world.guideline).first()
    rate = FlatRate.objects.get(pk=scene.world.rates["trainer_fee"])
    copies(rate, code=[f"more-{number}" for number in range(MORE)], component_id=[component.pk] * MORE)


# --- The numbers ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Page:
    """A page read by ``who``, and the statements it needs, however much of ``more`` there is.

    ``first``: what a page does not even ask for where it has none of it.
    """

    name: str
    stage: str
    who: str
    statements: int
    more: Callable[[Scene], object]
    first: Callable[[Scene], object] | None = None


PAGES = (
    # The start page: at most fifteen.
    Page("start", "", "coordinator", 15, many_drafts),
    Page("start", "", "lead", 15, many_sign_offs),
    Page("start", "", "lead", 15, many_hearings),
    Page("start", "", "clerk", 13, many_received),
    Page("start", "", "clerk", 13, many_asked_for),
    Page("start", "", "officer", 13, many_to_release),
    Page("start", "", "adviser", 6, many_asked_for),
    Page("start", "", "owner", 11, many_begun),
    Page("start", "", "releaser", 12, many_begun),
    Page("start", "", "admin", 6, many_members),
    Page("start", "", "operator", 7, many_members),
    # Lists: at most twelve.
    Page("inbox", "", "lead", 5, many_messages),
    Page("capacity", "", "lead", 4, many_capacities),
    Page("network:organisations", "", "lead", 5, many_centres),
    Page("network:members", "", "admin", 8, many_members),
    Page("network:registrations", "", "lead", 5, many_registrations),
    Page("account:members", "", "admin", 5, many_colleagues),
    Page("account:overview", "", "lead", 6, many_capacities),
    Page("account:name", "", "lead", 4, many_capacities),
    Page("account:email", "", "lead", 7, many_capacities),
    Page("account:password", "", "lead", 7, many_capacities),
    Page("account:add_passkey", "", "lead", 13, many_capacities),
    Page("account:add_app", "", "lead", 12, many_capacities),
    Page("account:restore", "", "admin", 11, many_colleagues),
    Page("funding:desk", "", "coordinator", 10, many_drafts),
    Page("funding:desk", "", "clerk", 9, many_received),
    Page("funding:list_csv", "", "coordinator", 9, many_drafts),
    Page("funding:list_csv", "", "clerk", 9, many_received),
    Page("funding:list_xlsx", "", "clerk", 9, many_received),
    Page("funding:views", "", "clerk", 5, many_views),
    Page("funding:budget_line", "", "clerk", 6, many_bound),
    Page("steering:figures", "", "lead", 11, many_centres),  # each figure with its value: one each, the quotient two
    Page("steering:figure", "", "lead", 11, many_centres),
    Page("steering:centres", "", "lead", 5, many_centres),
    # Pages of one object: at most forty.
    Page("network:organisation", "", "lead", 5, many_centres),
    Page("network:change", "", "admin", 5, many_members),
    Page("network:open_centre", "", "operator", 5, many_members),
    Page("network:end_organisation", "", "operator", 8, many_members),
    Page("account:block", "", "operator", 8, many_members),
    Page("network:invite", "", "admin", 5, many_members),
    Page("network:grant", "", "admin", 5, many_members),
    Page("network:end", "", "admin", 5, many_members),
    Page("network:substitution", "", "admin", 7, many_members),
    Page("network:registration", "", "lead", 7, many_registrations),
    Page("network:found", "", "operator", 6, many_centres),
    Page("funding:call", "", "coordinator", 11, many_rates),
    Page("funding:application", "draft", "coordinator", 12, longer("draft"), once("draft")),
    Page("funding:application", "submitted", "clerk", 17, longer("submitted"), once("submitted")),
    Page("funding:application", "prepared", "clerk", 19, longer("prepared"), once("prepared")),
    Page("funding:application", "notified", "lead", 18, longer("notified"), once("notified")),
    Page("funding:details", "draft", "coordinator", 11, fuller("draft")),
    Page("funding:items", "draft", "coordinator", 13, fuller("draft")),
    Page("funding:answers", "draft", "coordinator", 13, fuller("draft")),
    Page("funding:attachments", "draft", "coordinator", 13, fuller("draft")),
    Page("funding:check", "draft", "coordinator", 11, fuller("draft")),
    Page("funding:return_to_draft", "in_sign_off", "lead", 11, fuller("in_sign_off")),
    Page("funding:submit", "in_sign_off", "lead", 11, fuller("in_sign_off")),
    Page("funding:withdraw", "submitted", "lead", 11, fuller("submitted")),
    Page("funding:review", "in_formal_review", "clerk", 12, fuller("in_formal_review")),
    Page("funding:application", "asked_again", "lead", 16, longer("asked_again"), once("asked_again")),
    Page("funding:application", "refused", "lead", 16, longer("refused"), once("refused")),
    Page("funding:application", "opinion_asked", "adviser", 12, longer("opinion_asked"), once("opinion_asked")),
    Page("funding:information", "in_formal_review", "clerk", 12, fuller("in_formal_review")),
    Page("funding:information_answer", "asked_again", "coordinator", 14, fuller("asked_again")),
    Page("funding:information_end", "asked_again", "clerk", 14, fuller("asked_again")),
    Page("funding:opinion_request", "submitted", "clerk", 6, fuller("submitted")),
    Page("funding:opinion", "opinion_asked", "adviser", 12, fuller("opinion_asked")),
    Page("funding:opinion_drop", "opinion_asked", "clerk", 6, fuller("opinion_asked")),
    Page("funding:hearing", "refusal", "clerk", 15, fuller("refusal")),
    Page("funding:hearing_answer", "in_hearing", "lead", 13, fuller("in_hearing")),
    Page("funding:refusal", "reviewed", "clerk", 11, fuller("reviewed")),
    Page("funding:refusal_preview", "refusal", "clerk", 6, fuller("refusal")),
    Page("funding:refusal_release", "refusal", "officer", 13, fuller("refusal")),
    Page("funding:refusal_notify", "refusal", "clerk", 13, fuller("refusal")),
    Page("funding:early_start", "submitted", "lead", 6, fuller("submitted")),
    Page("funding:early_start_answer", "early_start", "clerk", 13, fuller("early_start")),
    Page("funding:early_start_preview", "early_start", "clerk", 6, fuller("early_start")),
    Page("funding:early_start_release", "early_start", "officer", 13, fuller("early_start")),
    Page("funding:early_start_notify", "early_start", "clerk", 13, fuller("early_start")),
    Page("funding:award", "reviewed", "clerk", 12, fuller("reviewed")),
    Page("funding:award", "prepared", "clerk", 17, fuller("prepared")),
    Page("funding:release", "prepared", "officer", 15, fuller("prepared")),
    Page("funding:notify", "released", "clerk", 15, fuller("released")),
    Page("funding:waive", "notified", "lead", 17, fuller("notified")),
    Page("funding:award_preview", "prepared", "clerk", 9, fuller("prepared")),
    Page("funding:attachment", "submitted", "clerk", 5, many_received),
    Page("funding:document", "notified", "lead", 5, many_received),
)
# Counted in tests/web/account/test_pages.py, with people who have factors and a password.
WITH_FACTORS = {
    "account:confirm_email",
    "account:remove_passkey",
    "account:recovery_codes",
    "account_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}
LISTS = {
    "funding:list_csv",
    "funding:list_xlsx",
    "account:members",
    "network:organisations",
    "network:members",
    "network:registrations",
    "inbox",
    "capacity",
    "funding:desk",
    "funding:views",
    "funding:budget_line",
    "steering:figures",
    "steering:figure",
    "steering:centres",
}
MOST = {"start": 15} | dict.fromkeys(LISTS, 12)


def statements(person: Person, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        answer = person.get(path)
        assert b"".join(answer)  # what is sent while it is read counts as well
    assert answer.status_code == 200
    return len(captured)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.name} {page.stage} {page.who}")
def test_a_page_needs_the_same_few_statements_with_one_row_and_with_thirty(scene, page):
    path, person = scene.path(page.name, page.stage), getattr(scene, page.who)
    if page.first is not None:
        page.first(scene)
    before = statements(person, path)
    page.more(scene)
    assert (before, statements(person, path)) == (page.statements, page.statements)


def test_lists_stay_below_twelve_the_start_page_below_fifteen_and_every_page_below_twenty():
    assert [page.name for page in PAGES if page.statements > MOST.get(page.name, 20)] == []


def test_every_page_is_counted():
    read = {row.name for row in INVENTORY if "GET" in row.methods and row.access != "public"}
    desk = {f"funding:{name}" for name in ROUTES}  # counted in tests/web/test_desk_query_counts.py
    assert read == {page.name for page in PAGES} | WITH_FACTORS | desk


def test_a_page_without_anybody_needs_no_statement(db, client):
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/bausteine/").status_code == 200
        assert client.get("/anmelden/").status_code == 200
    assert len(captured) == 0


def test_a_statement_a_row_would_be_found(scene, monkeypatch):
    """The seeded fault: a row that reads its application for its name."""
    monkeypatch.setattr(WorkRow, "__str__", lambda row: Application.objects.get(pk=row.pk).title)
    few = statements(scene.coordinator, "/foerderung/")
    many_drafts(scene)
    assert statements(scene.coordinator, "/foerderung/") >= few + MORE


@pytest.mark.parametrize(
    ("stage", "who", "count"),
    [("draft", "coordinator", 12), ("submitted", "clerk", 12), ("prepared", "clerk", 15), ("notified", "lead", 15)],
)
def test_file_on_which_nothing_else_runs_takes_at_most_fifteen(scene, stage, who, count):
    assert statements(getattr(scene, who), scene.path("funding:application", stage)) == count
