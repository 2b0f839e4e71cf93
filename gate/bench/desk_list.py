"""The work list: the read model beside its bare statements, and the whole page, with many rows and with a tenth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from django.db import connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext

from gate.bench.data import OFTEN, SELDOM
from gate.bench.figures import MS, TIMES, Figure, alternating, same
from gate.bench.site import BEFORE, pages_alternating
from gate.bench.subjects import House, Stage
from tests.databases import connected_to
from vorort.core import clock
from vorort.core.pages import SIZE, DayKey
from vorort.funding.models import Application
from vorort.funding.queries.colleagues import colleagues_of
from vorort.funding.queries.worklist import ListFilter, work_list

SUBJECT = "list"
DEEP, DEEP_SMALL = 500, 50
READ_MODEL, PAGE, SEARCH, FLAT = 10, 25, 40, 1.5


@dataclass(frozen=True)
class Case:
    """A way to look at the list: its words in the address, as a filter, and which rows it means, said otherwise."""

    what: str
    query: str
    wanted: ListFilter
    bound: float
    meant: Q
    deep: bool = False


EVERYTHING, ALL = ListFilter(), Q()
REVIEW = "substantive_review"
CASES = (
    Case("Seite 1", "stand=alle", EVERYTHING, PAGE, ALL),
    Case("Seite 500", "stand=alle", EVERYTHING, PAGE, ALL, deep=True),
    Case("Filter nach Stand", "stand=fachliche-pruefung", ListFilter(states=(REVIEW,)), SEARCH, Q(state=REVIEW)),
    Case("Suche, häufiges Wort", f"stand=alle&suche={quote(OFTEN)}", ListFilter(text=OFTEN), SEARCH,
         Q(title__contains=OFTEN)),
    Case("Suche, seltenes Wort", f"stand=alle&suche={SELDOM}", ListFilter(text=SELDOM), SEARCH,
         Q(title__contains=SELDOM)),
    Case("Suche, ein Träger", "stand=alle&suche=verein+7+", ListFilter(text="verein 7"), SEARCH,
         Q(applicant__name__contains="verein 7")),
    Case("Suche ohne Treffer", "stand=alle&suche=gibtesnicht", ListFilter(text="gibtesnicht"), SEARCH, Q(pk=None)),
)  # fmt: skip


def measure(stage: Stage) -> Iterator[Figure]:
    """Figures of every case."""
    for house in stage.houses:
        with connected_to(house.database):
            same(house.rows, Application.objects.visible_to(stage.pattern.world.clerk).count(), "Anträge der Behörde")
    for case in CASES:
        yield from _read_model(stage, case)
        yield from _pages(stage, case)


# --- The read model ---------------------------------------------------------------------------------------------------
def _read_model(stage: Stage, case: Case) -> Iterator[Figure]:
    world, today = stage.pattern.world, clock.today()
    with connected_to(stage.large.database):
        after = key_of_page(DEEP, stage.large) if case.deep else None
        colleagues = colleagues_of(world.clerk, today)

        def model() -> Sequence[Any]:
            return work_list(world.clerk, case.wanted, colleagues, on=today, after=after).rows

        with CaptureQueriesContext(connection) as captured:
            rows = model()
        statements = [query["sql"] for query in captured.captured_queries]
        same([row.pk for row in rows], [row[0] for row in bare(statements)[:SIZE]], case.what)
        whole, alone = alternating(model, lambda: bare(statements), rounds=stage.rounds)
    ratio = whole.median / alone.median
    note = f"Lesemodell {whole.median:.1f} ms, {len(statements)} Anweisung(en) allein {alone.median:.1f} ms"
    what = f"{case.what}: Lesemodell gegen Anweisung"
    yield Figure(SUBJECT, stage.vendor, what, ratio, TIMES, READ_MODEL, whole.median, stage.rounds, note)


def bare(statements: Sequence[str]) -> list[Any]:
    """What the last of ``statements`` gives, all of them run as they stand."""
    rows: list[Any] = []
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            rows = cursor.fetchall()
    return rows


# --- The whole page ---------------------------------------------------------------------------------------------------
def _pages(stage: Stage, case: Case) -> Iterator[Figure]:
    asked = []
    for house in stage.houses:
        visitor, path = stage.visitor(house, stage.pattern.world.clerk), address(case, house)
        visitor.page(path, rows=min(SIZE, _meant(case, house)))
        asked.append((visitor, path))
    before = stage.large.site.computing
    small, large = pages_alternating(*asked, rounds=stage.rounds)
    each = (stage.large.site.computing - before) / (stage.rounds + BEFORE)
    note = f"Median {large.median:.1f} ms, längste {large.longest:.1f} ms, Rechenzeit {each:.0f} ms"
    yield Figure(
        SUBJECT, stage.vendor, f"{case.what}: ganze Seite, p95", large.p95, MS, case.bound, large.median, stage.rounds,
        note,
    )  # fmt: skip
    what = f"{case.what}: {stage.large.rows} gegen {stage.small.rows} Anträge"
    note = f"Mediane {large.median:.1f} und {small.median:.1f} ms"
    yield Figure(
        SUBJECT, stage.vendor, what, large.median / small.median, TIMES, FLAT, large.median, stage.rounds, note
    )


def _meant(case: Case, house: House) -> int:
    """How many rows the filter means, counted without it."""
    with connected_to(house.database):
        return _own().filter(case.meant).count()


def _own() -> QuerySet[Application]:
    return Application.objects.filter(file_number__isnull=False, call__guideline__programme__code="komm-an-ii")


def address(case: Case, house: House) -> str:
    """The page as a link leads to it."""
    if not case.deep:
        return f"/foerderung/?{case.query}"
    with connected_to(house.database):
        return f"/foerderung/?{case.query}&weiter={key_of_page(DEEP if house.rows > 40_000 else DEEP_SMALL, house)}"


def key_of_page(number: int, house: House) -> DayKey:
    """After which row the page begins: counted, not paged through."""
    last = min((number - 1) * SIZE, house.rows - SIZE - 1) - 1
    day, key = _own().order_by("-submitted_on", "-pk").values_list("submitted_on", "pk")[last]
    assert isinstance(day, date)  # noqa: S101 - received applications have one
    return DayKey(day, key)
