"""What the ministry puts out, each by two people: one drafts, another releases."""

from collections.abc import Sequence

from vorort.demo.stage import Stage
from vorort.funding import definitions
from vorort.funding.actions import call as calls
from vorort.funding.actions import guideline as guidelines
from vorort.funding.actions import programme
from vorort.funding.actions.call import CallText
from vorort.funding.models import BudgetLine, Call, GuidelineVersion
from vorort.steering.models import Goal


def guideline(stage: Stage, name: str) -> GuidelineVersion:
    """The shipped rule set ``name``, established and released."""
    draft = programme.establish_programme(
        actor=stage["owner"], definition=definitions.shipped(name), owner=stage.ministry, authority=stage.authority
    )
    return guidelines.release_guideline(
        capacity=stage["releaser"], guideline_id=draft.pk, expected_version=draft.version
    )


def call(
    stage: Stage,
    under: GuidelineVersion,
    text: CallText,
    *,
    goals: Sequence[Goal] = (),
    budget_lines: Sequence[BudgetLine] = (),
) -> Call:
    """A call, drafted and published."""
    draft = calls.draft_call(
        capacity=stage["owner"], guideline=under, text=text, goals=goals, budget_lines=budget_lines
    )
    return calls.publish_call(capacity=stage["releaser"], call_id=draft.pk, expected_version=draft.version)
