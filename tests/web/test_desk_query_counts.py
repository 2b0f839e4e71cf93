"""The pages of the programme desk ask the database the same few times, with one row and with thirty."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from tests.web.desk_scene import ROUTES
from tests.web.scene import Scene
from tests.web.test_query_counts import copies, statements
from vorort.core import history
from vorort.funding.models import (
    BudgetLine,
    CapLimit,
    Ceiling,
    Component,
    FlatRate,
    Programme,
    Question,
    RateCap,
    RecipientGroup,
    UnitCeiling,
)
from vorort.regions.models import Area

MORE = 30


def fuller_desk(scene: Scene) -> None:
    """Thirty more programmes, versions, calls and budget lines."""
    desk, first = scene.desk, scene.desk.version.programme
    numbers = range(MORE)
    for number in numbers:
        Programme.objects.create(
            code=f"p-{number}", title="P", legal_basis="§", owner=first.owner, authority=first.authority
        )
    copies(desk.version, title=[f"Fassung {number}" for number in numbers])
    copies(desk.call, code=[f"entwurf-{number}" for number in numbers])
    copies(scene.world.budget, code=[f"weitere-{number}" for number in numbers])


def fuller_version(scene: Scene) -> None:
    """Thirty more of every part of the draft, and of what happened to it."""
    draft = scene.desk.version
    areas = list(Area.objects.order_by("pk")[:MORE])
    component = Component.objects.filter(guideline=draft).first()
    rate = FlatRate.objects.filter(component=component).first()
    for number in range(MORE):
        Component.objects.create(guideline=draft, code=f"C{number}", title="C", position=9)
        cap = RateCap.objects.create(guideline=draft, code=f"cap-{number}", label="O", scope="year", source="Test")
        CapLimit.objects.create(cap=cap, group="class_1", units=Decimal(1))
        actor = (scene.world.owner, scene.world.releaser)[number % 2]
        history.record(actor, "guideline.edited", draft, fields=["title"])
    copies(rate, code=[f"more-{number}" for number in range(MORE)])
    Ceiling.objects.bulk_create(
        Ceiling(guideline=draft, area=area, year=2028, amount=1, source="Test") for area in areas
    )
    UnitCeiling.objects.bulk_create(
        UnitCeiling(rate=rate, area=area, year=2028, units=1, source="Test") for area in areas
    )
    RecipientGroup.objects.bulk_create(
        RecipientGroup(guideline=draft, area=area, group="class_1", valid_from=date(2028, 1, 1), source="Test")
        for area in areas
    )


def fuller_call(scene: Scene) -> None:
    """Thirty more questions, and as many budget lines to choose from."""
    call = scene.desk.call
    for number in range(MORE):
        Question.objects.create(call=call, version=1, code=f"f-{number}", text="Frage?", kind="number", position=9)
    call.budget_lines.add(*copies(scene.world.budget, code=[f"weitere-{number}" for number in range(MORE)]))


def longer_history(scene: Scene) -> None:
    for number in range(MORE):
        actor = (scene.world.owner, scene.world.clerk)[number % 2]
        history.record(actor, "budget_line.changed", BudgetLine.objects.get(pk=scene.world.budget.pk), source="Test")


@dataclass(frozen=True)
class Page:
    """A page read by ``who``, and the statements it needs."""

    name: str
    stage: str
    who: str
    statements: int
    more: Callable[[Scene], object]


PAGES = (
    Page("programmes", "", "owner", 8, fuller_desk),
    Page("programmes", "", "clerk", 8, fuller_desk),
    Page("programme", "", "owner", 8, fuller_desk),
    Page("new_programme", "", "owner", 6, fuller_desk),
    Page("new_version", "", "owner", 8, fuller_desk),
    Page("new_budget_line", "", "owner", 5, fuller_desk),
    Page("edit_budget_line", "", "owner", 7, longer_history),
    Page("guideline", "draft", "owner", 19, fuller_version),
    Page("guideline", "released", "clerk", 18, fuller_desk),
    Page("guideline_texts", "draft", "owner", 8, fuller_version),
    Page("guideline_parameters", "draft", "owner", 9, fuller_version),
    Page("guideline_part", "draft", "owner", 9, fuller_version),
    Page("guideline_release", "draft", "releaser", 25, fuller_version),
    Page("guideline_discard", "draft", "owner", 8, fuller_version),
    Page("guideline_import", "draft", "owner", 5, fuller_version),
    Page("guideline_table", "draft", "owner", 8, fuller_version),
    Page("import_run", "draft", "owner", 11, fuller_version),
    Page("new_call", "released", "owner", 7, fuller_desk),
    Page("edit_call", "draft", "owner", 13, fuller_call),
    Page("publish_call", "draft", "releaser", 17, fuller_call),
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.name} {page.stage} {page.who}")
def test_a_page_needs_the_same_few_statements_with_one_row_and_with_thirty(scene, page):
    path, person = scene.path(f"funding:{page.name}", page.stage), getattr(scene, page.who)
    before = statements(person, path)
    page.more(scene)
    assert (before, statements(person, path)) == (page.statements, page.statements)


def test_every_page_of_the_desk_is_counted():
    assert {page.name for page in PAGES} == set(ROUTES)
