"""The file of an application as its page shows it: what it asks for, where it stands, its papers, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vorort.accounts.models import User
from vorort.core import clock, history
from vorort.core.models import Document, HistoryEntry, HistoryPayload
from vorort.core.prepared import Prepared
from vorort.core.refusal import Reason
from vorort.core.workflow import Option
from vorort.funding.enums import CheckCode, Side
from vorort.funding.models import (
    Application,
    Attachment,
    Award,
    AwardLine,
    AwardYear,
    Decision,
    EarlyStart,
    Hearing,
    InformationRequest,
    Opinion,
    Question,
    Refusal,
    ReviewCheck,
)
from vorort.funding.permissions import side_of, states_seen
from vorort.funding.queries import facts
from vorort.funding.querysets import OWNER_ROLES, ApplicationQuerySet
from vorort.funding.rules import submission
from vorort.funding.rules.deadlines import Deadline, deadlines
from vorort.funding.rules.facts import ApplicationFacts
from vorort.funding.rules.finality import Finality, proof_due_on
from vorort.funding.workflow import APPLICATION, AWARD, EARLY_START, REFUSAL
from vorort.network.capacity import Capacity
from vorort.network.enums import Role

D = TypeVar("D", bound=Decision)
P = TypeVar("P", Hearing, InformationRequest)
RARE = (Hearing, InformationRequest, Opinion)
LOG_SHOWN = 30
WORDS: dict[str, str | Promise] = {
    "application.begun": _("Antrag begonnen"),
    "application.details_saved": _("Angaben gespeichert"),
    "application.items_saved": _("Bausteine gespeichert"),
    "application.answers_saved": _("Antworten gespeichert"),
    "application.file_attached": _("Anlage hinzugefügt"),
    "application.file_removed": _("Anlage entfernt"),
    "application.sign_off_requested": _("Zur Mitzeichnung gegeben"),
    "application.returned_to_draft": _("Zurück in den Entwurf gegeben"),
    "application.submitted": _("Mitgezeichnet und eingereicht"),
    "application.formal_review_begun": _("Formelle Prüfung begonnen"),
    "application.checked": _("Prüfpunkte festgehalten"),
    "application.formal_review_closed": _("Formelle Prüfung abgeschlossen"),
    "application.withdrawn": _("Antrag zurückgezogen"),
    "application.taken_over": _("Zuständigkeit übernommen"),
    "application.assigned": _("Zuständigkeit übergeben"),
    "application.handed_back": _("Zuständigkeit zurückgegeben"),
    "information.requested": _("Angaben nachgefordert"),
    "information.answer_saved": _("Antwort auf die Nachforderung gespeichert"),
    "information.handed_in": _("Nachforderung mitgezeichnet und beantwortet"),
    "information.ended": _("Ohne Antwort auf die Nachforderung weitergeprüft"),
    "opinion.requested": _("Stellungnahme erbeten"),
    "opinion.written": _("Stellungnahme geschrieben"),
    "opinion.handed_in": _("Stellungnahme abgegeben"),
    "opinion.dropped": _("Auf die Stellungnahme verzichtet"),
    "hearing.opened": _("Anhörung eröffnet"),
    "hearing.answered": _("Anhörung beantwortet"),
    "hearing.waived": _("In der Anhörung auf eine Antwort verzichtet"),
    "early_start.requested": _("Vorzeitigen Maßnahmebeginn beantragt"),
    "earlystart.prepared": _("Antwort zum vorzeitigen Beginn vorbereitet"),
    "earlystart.edited": _("Antwort zum vorzeitigen Beginn geändert"),
    "earlystart.release_voided": _("Freigabe der Antwort durch eine Änderung erloschen"),
    "earlystart.released": _("Antwort zum vorzeitigen Beginn freigegeben"),
    "earlystart.notified": _("Antwort zum vorzeitigen Beginn bekannt gegeben"),
    "refusal.prepared": _("Ablehnung vorbereitet"),
    "refusal.edited": _("Ablehnung geändert"),
    "refusal.discarded": _("Vorbereitete Ablehnung verworfen"),
    "refusal.release_voided": _("Freigabe der Ablehnung durch eine Änderung erloschen"),
    "refusal.released": _("Ablehnung freigegeben"),
    "refusal.notified": _("Ablehnung bekannt gegeben"),
    "award.prepared": _("Bewilligung vorbereitet"),
    "award.discarded": _("Vorbereitete Bewilligung verworfen"),
    "award.edited": _("Bewilligung geändert"),
    "award.release_voided": _("Freigabe durch eine Änderung erloschen"),
    "award.released": _("Bewilligung freigegeben"),
    "award.notified": _("Bescheid bekannt gegeben"),
    "award.remedies_waived": _("Auf Rechtsbehelfe verzichtet"),
}
SAVES = {
    "application.details_saved",
    "application.items_saved",
    "application.answers_saved",
    "information.answer_saved",
}
INTERNAL = {
    "award.discarded",
    "refusal.discarded",
    "opinion.requested",
    "opinion.written",
    "opinion.handed_in",
    "opinion.dropped",
}
# Who looks after a file on the other side is that side's own matter.
CHARGE = {"application.taken_over", "application.assigned", "application.handed_back"}


@dataclass(frozen=True)
class LogLine:
    """One thing that happened, with who did it in which role."""

    sentence: str | Promise
    who: str
    reason: str
    day: date
    recorded_at: datetime


@dataclass(frozen=True)
class AnswerLine:
    """A question with its answer or its files."""

    question: Question
    text: str
    files: list[Attachment]


@dataclass(frozen=True)
class AwardView:
    """The award with its lines, years, the days that follow from it and the reader's buttons. Amounts are euro."""

    award: Award
    lines: list[AwardLine]
    years: list[AwardYear]
    finality: Finality | None
    proof_due_on: date
    reduced: bool
    options: dict[str, Option]

    @property
    def decision(self) -> Award:
        return self.award


@dataclass(frozen=True)
class DecisionView(Generic[D]):
    """A refusal, or the answer to an early start, with the days that follow from it and the reader's buttons."""

    decision: D
    finality: Finality | None
    options: dict[str, Option]


@dataclass(frozen=True)
class ApplicationFile:
    """Everything the page of an application shows this reader."""

    application: Application
    facts: ApplicationFacts
    missing: list[Reason]
    hints: list[Reason]
    late: bool
    options: dict[str, Option]
    answers: list[AnswerLine]
    attachments: Sequence[Attachment]
    checks: dict[CheckCode, ReviewCheck]
    hearings: Sequence[Hearing]
    requests: Sequence[InformationRequest]
    award: AwardView | None
    refusal: DecisionView[Refusal] | None
    early_start: DecisionView[EarlyStart] | None
    documents: list[Document]
    log: list[LogLine]

    @property
    def notice(self) -> Document | None:
        """The newest notice of the decision, as far as the reader sees one."""
        kinds = ("award_notice", "refusal_notice")
        return next((document for document in self.documents if document.kind in kinds), None)


def seen_application(capacity: Capacity, pk: int) -> Application | None:
    """The application for ``application_file``, when the reader may see it: with what it has one of, and whether it has
    what is rare. One statement.
    """
    return next(_APPLICATION.rows(capacity.role, organisation=capacity.organisation_id, pk=pk), None)


def _with_everything(role: Role, *, organisation: int, pk: int) -> ApplicationQuerySet:
    """The query of ``seen_application``: at most one row, with a flag for each kind of what is rare."""
    found = Application.objects.seen_as(role, organisation).filter(pk=pk)
    found = found.select_related(
        "call__guideline__programme__authority",
        "applicant__area",
        "content_edited_by",
        "award__content_edited_by",
        "award__released_by",
        "refusal__content_edited_by",
        "earlystart__content_edited_by",
        "early_start_request",
    )
    return found.annotate(
        **{has(model): Exists(model._default_manager.filter(application=OuterRef("pk"))) for model in RARE}
    ).order_by()


_APPLICATION = Prepared(_with_everything)


def has(model: type[Model]) -> str:
    """The name under which ``seen_application`` says whether there are rows of ``model``."""
    return f"has_{model._meta.model_name}"


def application_file(application: Application, capacity: Capacity) -> ApplicationFile:
    """The file for this reader. A fixed number of statements, however long it is; for what it has none of, none."""
    on = clock.today()
    rows = facts.application_rows(application, _one(application, EarlyStart))
    known = facts.application_facts(application, rows)
    hearings = _of_either_side(application, capacity, Hearing.objects.visible_to(capacity))
    requests = _of_either_side(application, capacity, InformationRequest.objects.visible_to(capacity))
    award, refusal = _award(application, capacity, hearings), _refusal(application, capacity, hearings)
    early_start = _early_start(application, capacity)
    decisions: list[Decision] = [view.decision for view in (award, refusal, early_start) if view]
    options = APPLICATION.options(application, actor=capacity, facts=known, on=on)
    return ApplicationFile(
        application=application,
        facts=known,
        missing=submission.reasons_against_sign_off(known, on),
        hints=submission.hints(known, application.submitted_on or on),
        late=submission.is_late(application.submitted_on, application.call.closes_on),
        options={option.name: option for option in options},
        answers=_answers(rows),
        attachments=rows.attachments,
        checks={CheckCode(row.code): row for row in rows.checks},
        hearings=hearings,
        requests=requests,
        award=award,
        refusal=refusal,
        early_start=early_start,
        documents=_documents([*decisions, *hearings, *requests], application, capacity),
        log=_log(application, decisions, capacity),
    )


def _one(application: Application, model: type[D]) -> D | None:
    """The one row of ``model`` on the application, with the application; None when there is none."""
    row: D | None = getattr(application, str(model._meta.model_name), None)
    if row is not None:
        row.application = application
    return row


def _seen(application: Application, model: type[D], capacity: Capacity) -> D | None:
    row = _one(application, model)
    return row if row is not None and row.state in states_seen(capacity) else None


def _of_either_side(application: Application, capacity: Capacity, visible: QuerySet[P]) -> list[P]:
    """Those of ``visible`` on the application, oldest first. One statement; none when it is known to have none."""
    if not getattr(application, has(visible.model), True):
        return []
    rows = list(visible.filter(application=application).order_by("pk"))
    for row in rows:
        row.application = application
    return rows


def deadlines_of(file: ApplicationFile, hearing: Hearing | None, capacity: Capacity) -> list[Deadline]:
    """Every deadline the reader may know: by when the authority means to be ready stays on its side. ``hearing`` is the
    one nobody has answered. No statement.
    """
    view = file.award or file.refusal
    known = facts.deadline_facts(file.application, view.decision if view else None, hearing=hearing)
    if side_of(capacity.role) is None and capacity.role not in OWNER_ROLES:
        return []
    own_side = file.application.applicant_id == capacity.organisation_id
    return [row for row in deadlines(known, facts.targets()) if not own_side or row.whose == Side.APPLICANT]


def documents_on(application: Application, capacity: Capacity) -> QuerySet[Document]:
    """Notices and letters on the application, newest first, as far as the reader sees what they belong to; to the
    applicant only the last version of each, the one that was made known to her. One statement.
    """
    owners = Q()
    for model in (Award, Refusal, EarlyStart, Hearing, InformationRequest):
        visible = model.objects.visible_to(capacity).filter(application=application)
        owners |= Q(owner_kind=model._meta.label_lower, owner_id__in=visible.order_by().values("pk"))
    return _documents_of(owners, application, capacity)


def _documents(owners: Sequence[Model], application: Application, capacity: Capacity) -> list[Document]:
    """The same, for what the reader is known to see. No statement when that is nothing."""
    wanted = Q()
    for owner in owners:
        wanted |= Q(owner_kind=owner._meta.label_lower, owner_id=owner.pk)
    return list(_documents_of(wanted, application, capacity)) if owners else []


def _documents_of(owners: Q, application: Application, capacity: Capacity) -> QuerySet[Document]:
    found = Document.objects.filter(owners).defer("content").order_by("-pk")
    if application.applicant_id != capacity.organisation_id:
        return found
    same = {name: OuterRef(name) for name in ("owner_kind", "owner_id", "kind")}
    return found.filter(~Exists(Document.objects.filter(**same, version__gt=OuterRef("version"))))


def _refusal(application: Application, capacity: Capacity, hearings: Sequence[Hearing]) -> DecisionView[Refusal] | None:
    refusal = _seen(application, Refusal, capacity)
    if refusal is None:
        return None
    known = facts.refusal_facts(refusal, hearings=hearings)
    options = REFUSAL.options(refusal, actor=capacity, facts=known, on=clock.today())
    return DecisionView(refusal, facts.finality_of(refusal), {option.name: option for option in options})


def _early_start(application: Application, capacity: Capacity) -> DecisionView[EarlyStart] | None:
    answer = _seen(application, EarlyStart, capacity)
    if answer is None:
        return None
    options = EARLY_START.options(answer, actor=capacity, facts=facts.early_start_facts(answer), on=clock.today())
    return DecisionView(answer, facts.finality_of(answer), {option.name: option for option in options})


def _award(application: Application, capacity: Capacity, hearings: Sequence[Hearing]) -> AwardView | None:
    award = _seen(application, Award, capacity)
    if award is None:
        return None
    years = list(award.years.select_related("budget_line").order_by("budget_line__year"))
    known = facts.award_facts(award, years=years, hearings=hearings)
    options = AWARD.options(award, actor=capacity, facts=known, on=clock.today())
    return AwardView(
        award=award,
        lines=list(award.lines.order_by("pk")),
        years=years,
        finality=facts.finality_of(award),
        reduced=known.reduced,
        proof_due_on=proof_due_on(execution_to=award.execution_to, months=award.proof_due_months),
        options={option.name: option for option in options},
    )


def _answers(rows: facts.ApplicationRows) -> list[AnswerLine]:
    files: dict[int, list[Attachment]] = {}
    for row in rows.attachments:
        if row.question_id is not None:
            files.setdefault(row.question_id, []).append(row)
    return [AnswerLine(row, facts.answer_to(row), files.get(row.pk, [])) for row in rows.questions]


def _log(application: Application, decisions: Sequence[Decision], capacity: Capacity) -> list[LogLine]:
    """The latest entries of the application's stream and those of the decisions the reader sees. One statement."""
    streams = {f"stream_{n}": history.stream_of(item) for n, item in enumerate((application, *decisions))}
    own_side = application.applicant_id == capacity.organisation_id
    lines: list[LogLine] = []
    for row in _ENTRIES.rows(own_side, organisation=capacity.organisation_id, **streams):
        same_side = row.actor_organisation_id == capacity.organisation_id
        line = LogLine(
            sentence=WORDS.get(row.action, row.action),
            who=_who(row, (row.actor_name or "") if same_side else ""),
            reason=_reason(row) if own_side or same_side else "",
            day=row.business_day,
            recorded_at=row.recorded_at,
        )
        if lines and (lines[-1].sentence, lines[-1].who, lines[-1].day) == (line.sentence, line.who, line.day):
            continue  # a draft saves itself every second; the page says it once
        lines.append(line)
    return lines


def _entries(own_side: bool, *, organisation: int, **streams: str) -> QuerySet[HistoryEntry]:
    """What either side may read of, each with the name of who did it."""
    entries = HistoryEntry.objects.filter(stream__in=streams.values()).select_related("payload").order_by("-pk")
    entries = entries.exclude(Q(action__in=CHARGE) & ~Q(actor_organisation_id=organisation))
    entries = entries.exclude(action__in=INTERNAL if own_side else SAVES)
    name = User.objects.filter(pk=OuterRef("actor_user_id")).values("name")
    return entries.annotate(actor_name=Subquery(name))[:LOG_SHOWN]


_ENTRIES = Prepared(_entries)


def _reason(row: HistoryEntry) -> str:
    """Why something was given back, withdrawn or no longer waited for, when its values have not been erased."""
    payload: HistoryPayload | None = getattr(row, "payload", None)
    return str(payload.values.get("reason", "")) if payload else ""


def _who(row: HistoryEntry, name: str) -> str:
    role = str(Role(row.actor_role).label) if row.actor_role else ""
    return f"{name}, {role}" if name else role
