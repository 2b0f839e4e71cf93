"""An earlier call for 2027, closed by now, whose applications stand where not everything goes straight: one is refused,
one is heard about a part, one is asked again, one may begin early, one waits for an opinion. All of it invented.
"""

from datetime import date, timedelta
from decimal import Decimal

from vorort.core import clock
from vorort.demo.stage import Stage
from vorort.demo.stories import releases
from vorort.demo.stories.komm_an_2027 import WHOLE_YEAR, YEAR
from vorort.funding.actions import application as steps
from vorort.funding.actions import award, draft, early_start, hearing, information, opinion, refusal, review
from vorort.funding.actions.award import AwardText
from vorort.funding.actions.call import CallText
from vorort.funding.actions.draft import Details
from vorort.funding.actions.early_start import EarlyStartText
from vorort.funding.actions.information import InformationText
from vorort.funding.actions.opinion import OpinionText
from vorort.funding.actions.refusal import RefusalText
from vorort.funding.actions.review import CheckEntry
from vorort.funding.enums import FORMAL_CHECKS, SUBSTANTIVE_CHECKS, CheckCode, CheckResult
from vorort.funding.models import Application, Call, FlatRate
from vorort.funding.rules.items import ItemEntry
from vorort.network.enums import OrganisationKind

CODE = "komm-an-ii-2027-erste-runde"
OPENED, SUBMITTED, REVIEWED = date(2026, 9, 1), date(2026, 10, 12), date(2026, 10, 26)
IN_ORDER = CheckEntry(CheckResult.OK)
BELOW_MINIMUM = CheckEntry(CheckResult.REMARK, "Unter 12.500 Euro. Ob die Schwelle für KOMM-AN gilt, ist unbestätigt.")


def tell(stage: Stage, later: Call) -> Call:
    """Publish the call under the guideline and budget line of ``later``, and bring five applications under way."""
    today = clock.today()
    with clock.at(min(OPENED, today)):
        call = _publish(stage, later)
    for key, name, told in (
        ("05978", "Unna", _refused),
        ("05766", "Lippe", _heard),
        ("05774", "Paderborn", _asked_again),
        ("05124", "Wuppertal", _early),
        ("05358", "Düren", _advised),
    ):
        with clock.at(min(SUBMITTED, today)):
            application = _submitted(stage, call, key, name)
        told(stage, application, key)
    return call


def _publish(stage: Stage, later: Call) -> Call:
    text = CallText(
        code=CODE,
        title="KOMM-AN NRW Teil II 2027, erste Runde",
        summary="Maßnahmen, die schon im Herbst 2026 geplant werden mussten.",
        opens_on=OPENED,
        closes_on=date(2026, 10, 31),
        approval_period=WHOLE_YEAR,
        execution_period=WHOLE_YEAR,
        contact=later.contact,
        file_prefix="36.03",
        eligible=(OrganisationKind.CENTRE,),
        invented=True,
    )
    goals, lines = list(later.goals.all()), list(later.budget_lines.all())
    return releases.call(stage, later.guideline, text, goals=goals, budget_lines=lines)


def _submitted(stage: Stage, call: Call, key: str, name: str) -> Application:
    coordinator, lead = stage[f"{key}.coordinator"], stage[f"{key}.lead"]
    pk = draft.begin_application(capacity=coordinator, call=call).pk
    details = Details(
        title=f"Begleitung und Treffen, {name}",
        need="Wer neu ankommt, kennt hier noch niemanden.",
        begins_on=date(YEAR, 1, 1),
        ends_on=date(YEAR, 12, 31),
        own_funds=Decimal("1000.00"),
        other_funds=Decimal(0),
        not_begun=True,
        input_tax=False,
    )
    draft.save_details(capacity=coordinator, application_id=pk, expected_version=1, details=details)
    rates = dict(FlatRate.objects.filter(component__guideline_id=call.guideline_id).values_list("code", "pk"))
    entries = [
        ItemEntry(rates["accompaniment"], YEAR, Decimal(80)),
        ItemEntry(rates["trainer_fee"], YEAR, Decimal(30)),
        ItemEntry(rates["exchange"], YEAR, Decimal(12)),
    ]
    draft.save_items(capacity=coordinator, application_id=pk, expected_version=2, entries=entries)
    steps.request_sign_off(capacity=coordinator, application_id=pk, expected_version=3)
    return steps.submit_application(capacity=lead, application_id=pk, expected_version=4)


def _reviewed(stage: Stage, application: Application, **results: CheckEntry) -> Application:
    """Every point in order but those named in ``results``."""
    clerk, pk = stage["clerk"], application.pk
    taken = review.begin_formal_review(capacity=clerk, application_id=pk, expected_version=application.version)
    formal = dict.fromkeys(FORMAL_CHECKS, IN_ORDER) | {CheckCode.THRESHOLD: BELOW_MINIMUM}
    checked = review.record_checks(capacity=clerk, application_id=pk, expected_version=taken.version, checks=formal)
    closed = review.begin_substantive_review(capacity=clerk, application_id=pk, expected_version=checked.version)
    substantive = dict.fromkeys(SUBSTANTIVE_CHECKS, IN_ORDER) | {CheckCode(code): row for code, row in results.items()}
    return review.record_checks(capacity=clerk, application_id=pk, expected_version=closed.version, checks=substantive)


def _refused(stage: Stage, application: Application, key: str) -> None:
    """Unna: heard, nothing to say, refused and told so."""
    clerk, today = stage["clerk"], clock.today()
    with clock.at(min(REVIEWED, today)):
        failed = CheckEntry(CheckResult.FAILED, "Die Begleitung ist schon aus Landesmitteln gefördert.")
        checked = _reviewed(stage, application, necessary=failed)
        text = RefusalText(
            "Dieselben Begleitungen sind für 2027 schon aus einem anderen Programm des Landes bewilligt.",
            "Nr. 1.2 VV zu § 44 LHO NRW; Richtlinie KOMM-AN KI NRW",
        )
        prepared = refusal.prepare_refusal(
            capacity=clerk, application_id=application.pk, expected_version=checked.version, text=text
        )
        heard = hearing.open_hearing(
            capacity=clerk,
            application_id=application.pk,
            expected_version=checked.version,
            answer_until=clock.today() + timedelta(days=14),
        )
        hearing.waive_hearing(
            capacity=stage[f"{key}.lead"], hearing_id=heard.pk, expected_version=heard.application.version
        )
    released = refusal.release_refusal(
        capacity=stage["officer"], refusal_id=prepared.pk, expected_version=prepared.version
    )
    refusal.notify_refusal(capacity=clerk, refusal_id=prepared.pk, expected_version=released.version)


def _heard(stage: Stage, application: Application, key: str) -> None:
    """Lippe: half of the hours are to be granted; the hearing is open."""
    clerk = stage["clerk"]
    checked = _reviewed(stage, application)
    units = {row.pk: row.units for row in application.items.all()}
    fees = application.items.get(rate__code="trainer_fee")
    text = AwardText(
        purpose=application.call.guideline.purpose,
        reasoning="Fünfzehn Stunden Qualifizierung sind für zwölf Treffen angemessen.",
        units=units | {fees.pk: Decimal(15)},
    )
    award.prepare_award(capacity=clerk, application_id=application.pk, expected_version=checked.version, text=text)
    hearing.open_hearing(
        capacity=clerk,
        application_id=application.pk,
        expected_version=checked.version,
        answer_until=clock.today() + timedelta(days=14),
    )


def _asked_again(stage: Stage, application: Application, key: str) -> None:
    """Paderborn: the authority asks about the need and the quantities."""
    clerk = stage["clerk"]
    taken = review.begin_formal_review(
        capacity=clerk, application_id=application.pk, expected_version=application.version
    )
    text = InformationText(
        question="Wie viele Menschen begleiten Sie, und wie kommen die 80 Begleitungen zustande?",
        fields=("need", "items"),
        due_on=clock.today() + timedelta(days=10),
    )
    information.request_information(
        capacity=clerk, application_id=application.pk, expected_version=taken.version, text=text
    )


def _early(stage: Stage, application: Application, key: str) -> None:
    """Wuppertal: may begin a week from now, and has no claim to anything."""
    clerk = stage["clerk"]
    starts_on = clock.today() + timedelta(days=7)
    early_start.request_early_start(
        capacity=stage[f"{key}.lead"],
        application_id=application.pk,
        expected_version=application.version,
        starts_on=starts_on,
        reason="Die Ehrenamtlichen werden schon im Dezember geschult, sonst fehlen sie im Januar.",
    )
    answered = early_start.answer_early_start(
        capacity=clerk,
        application_id=application.pk,
        expected_version=application.version,
        text=EarlyStartText(consented=True, starts_on=starts_on),
    )
    released = early_start.release_early_start(
        capacity=stage["officer"], early_start_id=answered.pk, expected_version=answered.version
    )
    early_start.notify_early_start(capacity=clerk, early_start_id=answered.pk, expected_version=released.version)


def _advised(stage: Stage, application: Application, key: str) -> None:
    """Düren: the coordination office is asked whether this fits the concept."""
    opinion.request_opinion(
        capacity=stage["clerk"],
        application_id=application.pk,
        expected_version=application.version,
        text=OpinionText(
            office_id=stage["adviser"].organisation_id,
            question="Passt die Maßnahme zum Integrationskonzept des Kreises?",
            due_on=clock.today() + timedelta(days=14),
            required=True,
        ),
    )
