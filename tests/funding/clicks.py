"""What people click on an application in random procedures: each step, who tries it, and the straight ways."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from tests.funding.world import DETAILS, FORMAL, PURPOSE, SUBSTANTIVE, TODAY, hire
from vorort.accounts.models import User
from vorort.funding.actions import application as steps
from vorort.funding.actions import award as awards
from vorort.funding.actions import draft, information, review
from vorort.funding.actions import early_start as early_starts
from vorort.funding.actions import hearing as hearings
from vorort.funding.actions import opinion as opinions
from vorort.funding.actions import refusal as refusals
from vorort.funding.actions.award import AwardText
from vorort.funding.actions.early_start import EarlyStartText
from vorort.funding.actions.information import InformationText
from vorort.funding.actions.opinion import OpinionText
from vorort.funding.actions.refusal import RefusalText
from vorort.funding.actions.review import CheckEntry
from vorort.funding.enums import CheckCode, CheckResult
from vorort.network.enums import Role

TEXT = AwardText(purpose=PURPOSE)
ASKED = InformationText("Was fehlt?", ("need", "items"), TODAY + timedelta(days=3))
REFUSED = RefusalText("Keine Maßnahme der Richtlinie.", "Nr. 2 der Richtlinie")


ASK = "ask the office"  # which one, the world says
EARLY = EarlyStartText(consented=True, starts_on=TODAY)


@dataclass(frozen=True)
class Step:
    """What somebody tries: ``run`` takes her capacity and what lies there; ``moves`` are transitions it makes, of the
    application and of what is of the ``kind``.
    """

    run: Callable[..., Any]
    moves: tuple[str, ...] = ()
    kind: str = "application"


def on_application(action, *moves, kind="application", **more):
    def run(who, there):
        item = there["application"]
        action(capacity=who, application_id=item.pk, expected_version=item.version, **more)

    return Step(run, moves, kind)


def on(kind, action, *moves, **more):
    def run(who, there):
        item = there[kind]
        version = (there["application"] if kind == "hearing" else item).version
        action(capacity=who, **{KEYS.get(kind, f"{kind}_id"): item.pk}, expected_version=version, **more)

    return Step(run, moves, kind)


KEYS = {"earlystart": "early_start_id"}


RESUMED = ("resume_formal_review", "resume_substantive_review")
STEPS = {
    "save details": on_application(draft.save_details, details=replace(DETAILS, title="Anders")),
    "empty the details": on_application(draft.save_details, details=replace(DETAILS, need="")),
    "request sign-off": on_application(steps.request_sign_off, "request_sign_off"),
    "return to draft": on_application(steps.return_to_draft, "return_to_draft", reason="Noch einmal."),
    "submit": on_application(steps.submit_application, "submit"),
    "withdraw": on_application(steps.withdraw_application, "withdraw", reason="Kein Bedarf."),
    "begin formal review": on_application(review.begin_formal_review, "begin_formal_review"),
    "check formally": on_application(review.record_checks, checks=FORMAL),
    "check in substance": on_application(review.record_checks, checks=SUBSTANTIVE),
    "fail a point": on_application(review.record_checks, checks={CheckCode.NECESSARY: CheckEntry(CheckResult.FAILED)}),
    "begin substantive review": on_application(review.begin_substantive_review, "begin_substantive_review"),
    "prepare": on_application(awards.prepare_award, text=TEXT),
    "ask again": on_application(information.request_information, "request_information", text=ASKED),
    "answer": on_application(information.save_answer, answer="Hier ist es."),
    "hand in": on_application(information.hand_in_information, "hand_in", *RESUMED, kind="request"),
    "wait no longer": on_application(information.end_waiting, "end", *RESUMED, kind="request"),
    "prepare a refusal": on_application(refusals.prepare_refusal, text=REFUSED),
    "hear": on_application(hearings.open_hearing, answer_until=TODAY + timedelta(days=14)),
    "answer the hearing": on("hearing", hearings.answer_hearing, "answer", answer="Doch."),
    "say nothing": on("hearing", hearings.waive_hearing, "waive"),
    "write an opinion": on("opinion", opinions.write_opinion, "write", recommendation="yes", text="Gut."),
    "hand in the opinion": on("opinion", opinions.hand_in_opinion, "hand_in"),
    "do without an opinion": on("opinion", opinions.drop_opinion, "drop", reason="Es eilt."),
    "wish to begin": on_application(early_starts.request_early_start, starts_on=TODAY, reason="Es eilt."),
    "answer the wish": on_application(early_starts.answer_early_start, text=EARLY),
    "edit": on("award", awards.edit_award, "edit", "reopen_decision", text=TEXT),
    "release": on("award", awards.release_award, "release", "decide"),
    "notify": on("award", awards.notify_award, "notify"),
    "waive": on("award", awards.waive_remedies),
    "edit the refusal": on(
        "refusal", refusals.edit_refusal, "edit", "reopen_decision", "reopen_formal_review", text=REFUSED
    ),
    "release the refusal": on("refusal", refusals.release_refusal, "release", "refuse"),
    "notify the refusal": on("refusal", refusals.notify_refusal, "notify"),
    "edit the answer": on("earlystart", early_starts.edit_early_start, "edit", text=EARLY),
    "release the answer": on("earlystart", early_starts.release_early_start, "release"),
    "notify the answer": on("earlystart", early_starts.notify_early_start, "notify"),
}
PEOPLE = (
    "coordinator",
    "lead",
    "clerk",
    "second_clerk",
    "officer",
    "clerk as officer",
    "adviser",
    "foreign lead",
    "foreign clerk",
)
# The straight ways, so that random walks come far: each step is tried by whoever may.
RECEIVED = [
    ("save details", "coordinator"), ("request sign-off", "coordinator"), ("submit", "lead"),
    ("begin formal review", "clerk"), ("check formally", "clerk"), ("begin substantive review", "clerk"),
]  # fmt: skip
STRAIGHT = {
    "granted": [
        *RECEIVED, ("check in substance", "clerk"), ("prepare", "clerk"), ("release", "officer"), ("notify", "clerk"),
    ],
    "refused": [
        *RECEIVED, ("fail a point", "clerk"), ("prepare a refusal", "clerk"), ("hear", "clerk"),
        ("say nothing", "lead"), ("release the refusal", "officer"), ("notify the refusal", "clerk"),
    ],
    "advised": [
        *RECEIVED, ("ask the office", "clerk"), ("write an opinion", "adviser"), ("hand in the opinion", "adviser"),
    ],
    "begun early": [
        *RECEIVED, ("wish to begin", "lead"), ("answer the wish", "clerk"), ("release the answer", "officer"),
        ("notify the answer", "clerk"),
    ],
}  # fmt: skip


def people_of(world):
    clerk = User.objects.get(pk=world.clerk.user_id)
    return {
        "coordinator": world.district.coordinator,
        "lead": world.district.lead,
        "clerk": world.clerk,
        "second_clerk": world.second_clerk,
        "officer": world.officer,
        "clerk as officer": hire(Role.RELEASING_OFFICER, world.authority, user=clerk),
        "adviser": world.adviser,
        "foreign lead": world.city.lead,
        "foreign clerk": world.foreign_clerk,
    }


def steps_of(world):
    """The steps, and the one that names an office of this world."""
    text = OpinionText(world.adviser.organisation_id, "Was meinen Sie?", TODAY + timedelta(days=7))
    return STEPS | {ASK: on_application(opinions.request_opinion, text=text)}
