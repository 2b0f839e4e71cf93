"""A demonstration call under KOMM-AN II for 2027: open to try, with two invented applications already on their way."""

from datetime import date, timedelta
from decimal import Decimal

from vorort.core import clock
from vorort.demo.stage import Stage
from vorort.demo.stories import releases
from vorort.funding.actions import application, draft, programme
from vorort.funding.actions.call import CallText, QuestionText
from vorort.funding.actions.draft import Details
from vorort.funding.enums import QuestionKind
from vorort.funding.models import Application, Call, FlatRate, GuidelineVersion
from vorort.funding.rules.items import ItemEntry
from vorort.funding.tables import CEILINGS as CEILING_TABLE
from vorort.network.enums import OrganisationKind
from vorort.steering.actions import set_goal

CODE = "komm-an-ii-2027"
YEAR = 2027
WHOLE_YEAR = (date(YEAR, 1, 1), date(YEAR, 12, 31))
INVENTED = "für die Demonstration erfunden"
CEILINGS = {"05974": Decimal("70000.00"), "05914": Decimal("62000.00"), "05122": Decimal("58700.00")}
OPEN_DAYS = 90
QUESTIONS = (
    QuestionText(
        "target-group",
        "Wen erreichen Sie?",
        QuestionKind.LONG_TEXT,
        help="Wie viele Menschen, aus welchen Orten, wie erfahren sie davon?",
    ),
    QuestionText("meeting-points", "Wie viele Treffpunkte sind beteiligt?", QuestionKind.NUMBER),
    QuestionText("forwarding", "Geben Sie Mittel an Dritte weiter?", QuestionKind.YES_NO),
    QuestionText("partners", "Mit wem arbeiten Sie zusammen?", QuestionKind.SHORT_TEXT, required=False),
    QuestionText(
        "concept", "Integrationskonzept", QuestionKind.FILE, required=False, help="Als PDF, wenn es vorliegt."
    ),
)


def tell(stage: Stage) -> Call:
    """Publish the call; Hagen has submitted, Solingen is still writing, Soest has not begun."""
    today = clock.today()
    with clock.at(min(date(2026, 10, 1), today)):
        call = _publish(stage, closes_on=max(date(YEAR, 2, 28), today + timedelta(days=OPEN_DAYS)))
    _submitted(stage, call)
    _begun(stage, call)
    return call


def _publish(stage: Stage, *, closes_on: date) -> Call:
    draft = releases.draft(stage, "komm_an_ii")
    rows = [(f"centre-{key}", str(YEAR), str(amount), INVENTED, "ja") for key, amount in CEILINGS.items()]
    releases.table(stage, draft, CEILING_TABLE, rows)
    return _call(stage, releases.released(stage, draft), closes_on)


def _call(stage: Stage, guideline: GuidelineVersion, closes_on: date) -> Call:
    owner = stage["owner"]
    budget = programme.set_budget_line(
        actor=owner,
        programme=guideline.programme,
        code="07 080 633 99 (erfunden)",
        title="KOMM-AN NRW Teil II",
        year=YEAR,
        appropriated=Decimal("3200000.00"),
        source=INVENTED,
        invented=True,
    )
    goal = set_goal(
        actor=owner,
        code="ankommen-vor-ort",
        title="Neu zugewanderte Menschen finden vor Ort einen Treffpunkt und Begleitung",
        valid_from=date(2022, 8, 1),
        source="Zweck der Richtlinie KOMM-AN KI NRW [S24]",
    )
    text = CallText(
        code=CODE,
        title="KOMM-AN NRW Teil II 2027",
        summary="Bedarfsorientierte Maßnahmen vor Ort: Treffpunkte, Begleitung, Information, Qualifizierung.",
        opens_on=date(2026, 10, 1),
        closes_on=closes_on,
        approval_period=WHOLE_YEAR,
        execution_period=WHOLE_YEAR,
        contact="Bezirksregierung Arnsberg, Kompetenzzentrum für Integration\nDezernat 36",
        file_prefix="36.02",
        eligible=(OrganisationKind.CENTRE,),
        questions=QUESTIONS,
        invented=True,
    )
    return releases.call(stage, guideline, text, goals=[goal], budget_lines=[budget])


def _submitted(stage: Stage, call: Call) -> None:
    lead = stage["05914.lead"]
    written = write(
        stage, call, "05914", title="Ankommen in Hagen: Treffpunkte und Begleitung", months=36, companions=180
    )
    asked = application.request_sign_off(
        capacity=stage["05914.coordinator"], application_id=written.pk, expected_version=written.version
    )
    application.submit_application(capacity=lead, application_id=written.pk, expected_version=asked.version)


def write(stage: Stage, call: Call, key: str, *, title: str, months: int, companions: int) -> Application:
    """A complete draft of one centre, by its coordination."""
    coordinator = stage[f"{key}.coordinator"]
    begun = draft.begin_application(capacity=coordinator, call=call)
    saved = draft.save_details(
        capacity=coordinator, application_id=begun.pk, expected_version=begun.version, details=_details(title)
    )
    rates = {rate.code: rate.pk for rate in FlatRate.objects.filter(component__guideline_id=call.guideline_id)}
    entries = [
        ItemEntry(rates["renovation"], YEAR, Decimal(2), "Altes Pfarrhaus"),
        ItemEntry(rates["running_costs"], YEAR, Decimal(months)),
        ItemEntry(rates["accompaniment"], YEAR, Decimal(companions)),
        ItemEntry(rates["trainer_fee"], YEAR, Decimal(40)),
    ]
    saved = draft.save_items(
        capacity=coordinator, application_id=begun.pk, expected_version=saved.version, entries=entries
    )
    answers = {"target-group": "Rund 300 Menschen in vier Stadtteilen.", "meeting-points": "3", "forwarding": "ja"}
    return draft.save_answers(
        capacity=coordinator, application_id=begun.pk, expected_version=saved.version, answers=answers
    )


def _begun(stage: Stage, call: Call) -> Application:
    coordinator = stage["05122.coordinator"]
    begun = draft.begin_application(capacity=coordinator, call=call)
    return draft.save_details(
        capacity=coordinator,
        application_id=begun.pk,
        expected_version=begun.version,
        details=_details("Begleitung im Alltag in Solingen"),
    )


def _details(title: str) -> Details:
    return Details(
        title=title,
        need="Neu zugewanderte Familien haben wenig Kontakt im Stadtteil und finden Behördenwege schwer allein.",
        begins_on=date(YEAR, 1, 1),
        ends_on=date(YEAR, 12, 31),
        own_funds=Decimal("2500.00"),
        other_funds=Decimal(0),
        not_begun=True,
        input_tax=False,
    )
