"""Summer 2012: the first sixteen integration centres get their notices.

Places are real, people and amounts invented.
"""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from vorort.core import clock
from vorort.core.actor import SYSTEM
from vorort.demo.stage import Stage, hire
from vorort.demo.stories import releases
from vorort.funding.actions import application, award, draft, programme, review
from vorort.funding.actions.award import AwardText
from vorort.funding.actions.call import CallText
from vorort.funding.actions.draft import Details
from vorort.funding.actions.review import CheckEntry
from vorort.funding.enums import FORMAL_CHECKS, SUBSTANTIVE_CHECKS, CheckResult
from vorort.funding.models import Application, Award, Call, FlatRate
from vorort.funding.rules.items import ItemEntry
from vorort.network import actions as network
from vorort.network.enums import OrganisationKind, Role

# Press release of 1 September 2012: twelve districts and four cities.
FIRST_CENTRES = {
    "05974": "Soest", "05754": "Gütersloh", "05966": "Olpe", "05370": "Heinsberg", "05358": "Düren", "05978": "Unna",
    "05774": "Paderborn", "05570": "Warendorf", "05158": "Mettmann", "05766": "Lippe", "05954": "Ennepe-Ruhr-Kreis",
    "05962": "Märkischer Kreis", "05914": "Hagen", "05117": "Mülheim an der Ruhr", "05122": "Solingen",
    "05124": "Wuppertal",
}  # fmt: skip
POSTS = {
    "specialist": Decimal(2),
    "administration": Decimal(1),
    "support": Decimal("0.5"),
    "teacher": Decimal(2),
}
BUDGET = Decimal("9830000.00")
CALL = "ki-grundfoerderung-2012"
Progress = Callable[[str], None]


def tell(stage: Stage, progress: Progress = lambda line: None) -> list[Award]:
    """From the guideline of 25 June 2012 to sixteen notices made known by 31 August. Returns the awards."""
    prepared = prepare(stage, progress)
    return notify(stage, release(stage, prepared))


def prepare(stage: Stage, progress: Progress = lambda line: None) -> list[Award]:
    """Guideline, budget, call; sixteen applications drafted, signed, reviewed; sixteen awards prepared."""
    with clock.at(date(2012, 6, 25)):
        call = _publish(stage)
    awards = []
    for number, (key, name) in enumerate(FIRST_CENTRES.items(), start=1):
        progress(f"KI 2012: {name} ({number}/{len(FIRST_CENTRES)})")
        awards.append(_decide(stage, _apply(stage, call, key, name)))
    return awards


def release(stage: Stage, awards: list[Award]) -> list[Award]:
    """A second person releases each award."""
    with clock.at(date(2012, 8, 30)):
        return [
            award.release_award(capacity=stage["officer"], award_id=row.pk, expected_version=row.version)
            for row in awards
        ]


def notify(stage: Stage, awards: list[Award]) -> list[Award]:
    """Each notice is made known; the centre exists from the next month on."""
    with clock.at(date(2012, 8, 31)):
        for row in awards:
            award.notify_award(capacity=stage["clerk"], award_id=row.pk, expected_version=row.version)
            network.open_centre(actor=SYSTEM, organisation=row.application.applicant, exists_from=date(2012, 9, 1))
    return awards


def _publish(stage: Stage) -> Call:
    guideline = releases.guideline(stage, "ki_2012")
    budget = programme.set_budget_line(
        actor=stage["owner"],
        programme=guideline.programme,
        code="11 029 (Platzhalter)",
        title="Stellen des Integrationsministeriums in den Kommunalen Integrationszentren",
        year=2012,
        appropriated=BUDGET,
        source="Pressemitteilung des Landes, 1. September 2012 [S45]",
    )
    return releases.call(stage, guideline, _call_text(), budget_lines=[budget])


def _call_text() -> CallText:
    whole_year = (date(2012, 1, 1), date(2012, 12, 31))
    return CallText(
        code=CALL,
        title="Grundförderung der Kommunalen Integrationszentren 2012",
        summary="Kreise und kreisfreie Städte richten ein Kommunales Integrationszentrum ein.",
        opens_on=date(2012, 6, 25),
        closes_on=date(2012, 12, 31),
        approval_period=whole_year,
        execution_period=whole_year,
        contact="Bezirksregierung Arnsberg, Kompetenzzentrum für Integration",
        file_prefix="36.02",
        eligible=(OrganisationKind.CENTRE,),
        continuation=False,
    )


def _apply(stage: Stage, call: Call, key: str, name: str) -> Application:
    centre = stage.centres[key]
    coordinator = hire(stage, f"{key}.coordinator", f"Koordination {name}", Role.COORDINATOR, centre)
    lead = hire(stage, f"{key}.lead", f"Leitung {name}", Role.CENTRE_LEAD, centre)
    with clock.at(date(2012, 7, 9)):
        begun = draft.begin_application(capacity=coordinator, call=call)
        saved = draft.save_details(
            capacity=coordinator, application_id=begun.pk, expected_version=begun.version, details=_details(name)
        )
        saved = draft.save_items(
            capacity=coordinator, application_id=begun.pk, expected_version=saved.version, entries=list(_posts(call))
        )
        asked = application.request_sign_off(
            capacity=coordinator, application_id=begun.pk, expected_version=saved.version
        )
    with clock.at(date(2012, 7, 16)):
        return application.submit_application(capacity=lead, application_id=begun.pk, expected_version=asked.version)


def _details(name: str) -> Details:
    return Details(
        title=f"Kommunales Integrationszentrum {name}",
        need="Integration als Querschnittsaufgabe und durch Bildung wird in einem Zentrum gesteuert.",
        begins_on=date(2012, 9, 1),
        ends_on=date(2012, 12, 31),
        own_funds=Decimal(0),
        other_funds=Decimal(0),
        not_begun=True,
        input_tax=False,
    )


def _posts(call: Call) -> Iterator[ItemEntry]:
    for rate in FlatRate.objects.filter(component__guideline_id=call.guideline_id):
        yield ItemEntry(rate_id=rate.pk, year=2012, units=POSTS[rate.code])


def _decide(stage: Stage, received: Application) -> Award:
    clerk = stage["clerk"]
    checks = {code: CheckEntry(CheckResult.OK) for code in (*FORMAL_CHECKS, *SUBSTANTIVE_CHECKS)}
    with clock.at(date(2012, 8, 13)):
        taken = review.begin_formal_review(
            capacity=clerk, application_id=received.pk, expected_version=received.version
        )
        checked = review.record_checks(
            capacity=clerk, application_id=received.pk, expected_version=taken.version, checks=checks
        )
        closed = review.begin_substantive_review(
            capacity=clerk, application_id=received.pk, expected_version=checked.version
        )
        text = AwardText(purpose=received.call.guideline.purpose)
        return award.prepare_award(
            capacity=clerk, application_id=received.pk, expected_version=closed.version, text=text
        )
