"""The way of an application without a browser, through the actions: for walks that begin somewhere in the middle."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tests.web.walks.scene import YEAR, Scene, Town
from vorort.funding.actions import application as steps
from vorort.funding.actions import award, draft, review
from vorort.funding.actions.award import AwardText
from vorort.funding.actions.draft import Details
from vorort.funding.actions.review import CheckEntry
from vorort.funding.enums import FORMAL_CHECKS, SUBSTANTIVE_CHECKS, CheckResult
from vorort.funding.models import Application, FlatRate
from vorort.funding.rules.items import ItemEntry

UNITS = {"running_costs": 12, "accompaniment": 60, "trainer_fee": 20, "print_media": 4}
ANSWERS = {"target-group": "Rund 200 Menschen aus drei Orten.", "meeting-points": "2", "forwarding": "nein"}
IN_ORDER = CheckEntry(CheckResult.OK)


class Way:
    """One application on its way. Each step takes it one state further and returns it, freshly read."""

    def __init__(self, scene: Scene, town: Town) -> None:
        self.scene = scene
        self.town = town

    def brought_to(self, step: Callable[["Way"], None]) -> Application:
        """Take every step of STEPS up to this one."""
        for taken in STEPS[: STEPS.index(step) + 1]:
            taken(self)
        return self.town.application

    def _now(self) -> dict[str, int]:
        application = self.town.application
        return {"application_id": application.pk, "expected_version": application.version}

    def _award(self) -> dict[str, int]:
        found = self.town.application.award
        return {"award_id": found.pk, "expected_version": found.version}

    def begin(self) -> None:
        draft.begin_application(capacity=self.town.coordinator.capacity, call=self.scene.call)

    def write(self) -> None:
        who = self.town.coordinator.capacity
        rates = FlatRate.objects.filter(component__guideline_id=self.scene.call.guideline_id)
        entries = [ItemEntry(rate.pk, YEAR, Decimal(UNITS[rate.code])) for rate in rates if rate.code in UNITS]
        renovation = rates.get(code="renovation")
        entries.append(ItemEntry(renovation.pk, YEAR, Decimal(3), "Altes Rathaus"))
        draft.save_details(capacity=who, details=details(self.town), **self._now())
        draft.save_items(capacity=who, entries=entries, **self._now())
        draft.save_answers(capacity=who, answers=ANSWERS, **self._now())
        draft.attach_file(capacity=who, name="Konzept.pdf", content=b"%PDF-1.7", question_code="concept", **self._now())

    def ask_for_sign_off(self) -> None:
        steps.request_sign_off(capacity=self.town.coordinator.capacity, **self._now())

    def submit(self) -> None:
        steps.submit_application(capacity=self.town.lead.capacity, **self._now())

    def take_up(self) -> None:
        review.begin_formal_review(capacity=self.scene.stage["clerk"], **self._now())

    def close_formal_review(self) -> None:
        clerk = self.scene.stage["clerk"]
        review.record_checks(capacity=clerk, checks=dict.fromkeys(FORMAL_CHECKS, IN_ORDER), **self._now())
        review.begin_substantive_review(capacity=clerk, **self._now())

    def check_substance(self) -> None:
        checks = dict.fromkeys(SUBSTANTIVE_CHECKS, IN_ORDER)
        review.record_checks(capacity=self.scene.stage["clerk"], checks=checks, **self._now())

    def prepare(self) -> None:
        text = AwardText(purpose=self.scene.call.guideline.purpose)
        award.prepare_award(capacity=self.scene.stage["clerk"], text=text, **self._now())

    def release(self) -> None:
        award.release_award(capacity=self.scene.stage["officer"], **self._award())

    def make_known(self) -> None:
        award.notify_award(capacity=self.scene.stage["clerk"], **self._award())

    def waive(self) -> None:
        award.waive_remedies(capacity=self.town.lead.capacity, **self._award())

    def withdraw(self) -> None:
        steps.withdraw_application(
            capacity=self.town.lead.capacity, reason="Der Träger springt ab, die Räume fehlen.", **self._now()
        )


STEPS: tuple[Callable[[Way], None], ...] = (
    Way.begin,
    Way.write,
    Way.ask_for_sign_off,
    Way.submit,
    Way.take_up,
    Way.close_formal_review,
    Way.check_substance,
    Way.prepare,
    Way.release,
    Way.make_known,
    Way.waive,
)


def details(town: Town) -> Details:
    """A complete first section."""
    return Details(
        title=f"Treffpunkte und Begleitung, {town.organisation.short_name}",
        need="Neu zugewanderte Familien haben wenig Kontakt im Stadtteil und finden Behördenwege schwer allein.",
        begins_on=date(YEAR, 1, 1),
        ends_on=date(YEAR, 12, 31),
        own_funds=Decimal("2500.00"),
        other_funds=Decimal(0),
        not_begun=True,
        input_tax=False,
    )
