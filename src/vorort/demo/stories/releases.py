"""What the ministry puts out, each by two people: one drafts, another releases."""

from collections.abc import Iterable, Sequence

from vorort.demo.stage import Stage
from vorort.funding import definitions
from vorort.funding.actions import call as calls
from vorort.funding.actions import guideline as guidelines
from vorort.funding.actions import programme, tables
from vorort.funding.actions.call import CallText
from vorort.funding.models import BudgetLine, Call, GuidelineVersion
from vorort.funding.tables import Sheet
from vorort.steering.models import Goal


def guideline(stage: Stage, name: str) -> GuidelineVersion:
    """The shipped rule set ``name``, established and released."""
    return released(stage, draft(stage, name))


def draft(stage: Stage, name: str) -> GuidelineVersion:
    """The shipped rule set ``name`` as a draft, so that tables can still be entered."""
    return programme.establish_programme(
        actor=stage["owner"], definition=definitions.shipped(name), owner=stage.ministry, authority=stage.authority
    )


def table(stage: Stage, under: GuidelineVersion, sheet: Sheet, rows: Iterable[Sequence[str]]) -> None:
    """A table taken in from a file: into a draft by the owner, into a released version by the second person."""
    lines = [";".join(cells) for cells in (sheet.header, *rows)]
    look = tables.look(
        capacity=stage["owner"],
        guideline_id=under.pk,
        sheet=sheet,
        content="\n".join(lines).encode(),
        file_name=f"{sheet.name}.csv",
    )
    run = tables.keep(capacity=stage["owner"], preview=look)
    second = "releaser" if tables.needs_second_person(under, sheet) else "owner"
    tables.apply(capacity=stage[second], run_id=run.pk)


def released(stage: Stage, draft: GuidelineVersion) -> GuidelineVersion:
    """The draft as it stands now, released by the second person."""
    draft.refresh_from_db(fields=["version"])
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
