"""A desk in the middle of the work: invented applications of further centres under the call for 2027, at every step.

Some have lain longer than the authority means to take, some are looked after by somebody, some by nobody.
"""

from dataclasses import dataclass
from datetime import timedelta

from vorort.core import clock
from vorort.demo.stage import Stage
from vorort.demo.stories import komm_an_2027
from vorort.funding.actions import application, award, charge, review
from vorort.funding.actions.award import AwardText
from vorort.funding.actions.review import CheckEntry
from vorort.funding.enums import FORMAL_CHECKS, SUBSTANTIVE_CHECKS, CheckResult
from vorort.funding.models import Application, Call


@dataclass(frozen=True)
class File:
    """One application: received so many days ago, looked after by ``clerk``, and how far it has come."""

    key: str
    title: str
    days_ago: int
    step: str
    clerk: str = ""
    months: int = 24
    companions: int = 120


FILES = (
    File("05754", "Treffpunkte im Kreis Gütersloh", 45, "prepared", "clerk", 48, 200),
    File("05966", "Begleitung auf dem Land: Kreis Olpe", 44, "reviewed", "clerk", 12, 90),
    File("05370", "Ankommen im Kreis Heinsberg", 41, "formal", "clerk", 36, 150),
    File("05358", "Treffpunkte an Inde und Rur", 38, "formal", "clerk_2"),
    File("05978", "Nachbarschaft im Kreis Unna", 34, "received", "clerk_2", 60, 240),
    File("05774", "Paderborn begleitet", 20, "formal", "clerk_2", 36, 110),
    File("05570", "Wege im Kreis Warendorf", 16, "received"),
    File("05158", "Offene Türen im Kreis Mettmann", 9, "received", "clerk", 48, 300),
    File("05766", "Lippe spricht viele Sprachen", 6, "received"),
    File("05954", "Miteinander an Ennepe und Ruhr", 3, "received", "", 36, 160),
    File("05962", "Märkische Treffpunkte", 1, "received"),
    File("05117", "Mülheim begegnet sich", 1, "sign_off"),
    File("05124", "Wuppertaler Wohnzimmer", 1, "draft"),
)


def tell(stage: Stage, call: Call) -> None:
    """Each application is written, handed in and worked on, on its days."""
    today = clock.today()
    for file in FILES:
        with clock.at(max(call.opens_on, today - timedelta(days=file.days_ago))):
            row = _handed_in(stage, call, file)
        if file.clerk:
            charge.assign(capacity=stage[file.clerk], application_ids=[row.pk], membership_id=stage[file.clerk].id)
        if file.step in ("formal", "reviewed", "prepared"):
            _worked_on(stage, row, file)


def _handed_in(stage: Stage, call: Call, file: File) -> Application:
    row = komm_an_2027.write(stage, call, file.key, title=file.title, months=file.months, companions=file.companions)
    if file.step == "draft":
        return row
    row = application.request_sign_off(
        capacity=stage[f"{file.key}.coordinator"], application_id=row.pk, expected_version=row.version
    )
    if file.step == "sign_off":
        return row
    return application.submit_application(
        capacity=stage[f"{file.key}.lead"], application_id=row.pk, expected_version=row.version
    )


def _worked_on(stage: Stage, row: Application, file: File) -> None:
    clerk = stage[file.clerk]
    row = review.begin_formal_review(capacity=clerk, application_id=row.pk, expected_version=row.version)
    if file.step == "formal":
        return
    checks = {code: CheckEntry(CheckResult.OK) for code in (*FORMAL_CHECKS, *SUBSTANTIVE_CHECKS)}
    row = review.record_checks(capacity=clerk, application_id=row.pk, expected_version=row.version, checks=checks)
    row = review.begin_substantive_review(capacity=clerk, application_id=row.pk, expected_version=row.version)
    if file.step == "prepared":
        text = AwardText(purpose=row.call.guideline.purpose)
        award.prepare_award(capacity=clerk, application_id=row.pk, expected_version=row.version, text=text)
