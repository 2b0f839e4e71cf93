"""Pages of one file, the first page, and how much memory the processes have that answer."""

from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gate.bench.figures import MEGABYTES, MS, STATEMENTS, BenchError, Figure
from gate.bench.site import BEFORE, HOST, memory, pages
from gate.bench.subjects import Stage
from tests.databases import connected_to
from vorort.network.capacity import Capacity

FILE, FILE_STATEMENTS, START, WORKER = 30, 15, 60, 200


def file(stage: Stage) -> Iterator[Figure]:
    """The page of a file: as it mostly is, and one that went every way there is."""
    world, rows = stage.pattern.world, stage.pattern.applications
    assert stage.pattern.fullest is not None  # noqa: S101 - built with the pattern
    read = (
        ("eingegangen, Sachbearbeitung", rows["submitted"].pk, world.clerk),
        ("bewilligt, Sachbearbeitung", rows["notified"].pk, world.clerk),
        ("bewilligt, Leitung des Zentrums", rows["notified"].pk, world.district.lead),
        ("mit allem, was es gibt, Sachbearbeitung", stage.pattern.fullest.pk, world.clerk),
    )
    for what, key, capacity in read:
        yield from _page(stage, "file", what, f"/foerderung/antraege/{key}/", capacity, FILE)
        count = statements(stage, f"/foerderung/antraege/{key}/", capacity)
        yield Figure("file", stage.vendor, f"{what}: Anweisungen", count, STATEMENTS, FILE_STATEMENTS)


def start(stage: Stage) -> Iterator[Figure]:
    """The first page of each role that has one of its own."""
    world = stage.pattern.world
    read = {
        "Sachbearbeitung": world.clerk,
        "Schlusszeichnung": world.officer,
        "Leitung des Zentrums": world.district.lead,
        "Koordination des Zentrums": world.district.coordinator,
        "Ministerium": world.owner,
    }
    for what, capacity in read.items():
        yield from _page(stage, "start", what, "/", capacity, START)


def worker(stage: Stage) -> Iterator[Figure]:
    """What each process holds after all the pages and files before."""
    found = [memory(process) for house in stage.houses for process in house.site.workers]
    largest = max(found, key=lambda one: one["VmRSS"])
    note = f"davon eigener {largest['RssAnon']:.0f} MB; Höchststand {largest['VmHWM']:.0f} MB"
    yield Figure(
        "worker", stage.vendor, "größter Arbeitsprozess danach", largest["VmRSS"], MEGABYTES, WORKER, None, len(found),
        note,
    )  # fmt: skip


def _page(stage: Stage, subject: str, what: str, path: str, capacity: Capacity, bound: float) -> Iterator[Figure]:
    before = stage.large.site.computing
    series = pages(stage.visitor(stage.large, capacity), path, rounds=stage.rounds)
    each = (stage.large.site.computing - before) / (stage.rounds + BEFORE)
    note = f"Median {series.median:.1f} ms, längste {series.longest:.1f} ms, Rechenzeit {each:.0f} ms"
    yield Figure(
        subject, stage.vendor, f"{what}: ganze Seite, p95", series.p95, MS, bound, series.median, stage.rounds, note
    )


def statements(stage: Stage, path: str, capacity: Capacity) -> int:
    """How many statements a page takes, the session's included."""
    client = Client(headers={"host": HOST, "x-forwarded-proto": "https"})
    client.cookies["sessionid"] = stage.sessions[capacity.user_id]
    with connected_to(stage.large.database), CaptureQueriesContext(connection) as captured:
        status = client.get(path).status_code
    if status != 200:
        raise BenchError(f"{path} antwortet mit {status}")
    return len(captured)
