"""Notices as PDF one after the other, and the official file of the municipalities."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db import transaction

from gate.bench.data import NOTICES
from gate.bench.figures import MS, SECONDS, Figure, Series, Skipped, same, timed
from gate.bench.subjects import Stage
from tests.databases import connected_to
from vorort.core.actor import SYSTEM
from vorort.funding import notices as funding_notices
from vorort.funding.models import Award
from vorort.regions import actions as regions

EACH, IMPORT, IMPORT_ROUNDS, MUNICIPALITIES = 60, 3, 3, 396
FILE = "regions/nrw_gemeinden.geojson"
NO_FOLDER = "VORORT_TEST_DATA nennt keinen Ordner mit regions/nrw_gemeinden.geojson"


def notices(stage: Stage) -> Iterator[Figure]:
    """Two hundred award notices of two hundred awards, in one process."""
    with connected_to(stage.large.database):
        with_lines = Award.objects.filter(state="notified", lines__isnull=False).order_by("pk").distinct()
        keys = list(with_lines.values_list("pk", flat=True)[:NOTICES])
        same(NOTICES, len(keys), "Bewilligungen mit Zeilen")
        assert funding_notices.award_notice(_award(keys[0])).startswith(b"%PDF")  # noqa: S101
        series = Series([timed(lambda key=key: funding_notices.award_notice(_award(key))) for key in keys])  # type: ignore[misc]
    note = f"Median {series.median:.1f} ms, p95 {series.p95:.1f} ms"
    what = f"Bescheid als PDF/A, der langsamste von {len(keys)}"
    yield Figure("notices", stage.vendor, what, series.longest, MS, EACH, series.median, len(keys), note)


def _award(key: int) -> Award:
    return Award.objects.select_related("application__call__guideline__programme", "application__applicant").get(pk=key)


def municipalities(stage: Stage) -> Iterator[Figure | Skipped]:
    """The official file read, compared and written, each time in a database that does not know it yet."""
    path = Path(os.environ.get("VORORT_TEST_DATA", "")) / FILE
    if not path.is_file():
        yield Skipped("regions", stage.vendor, NO_FOLDER)
        return
    content = path.read_bytes()
    database = stage.store.copy("gemeinden")
    with connected_to(database):
        series = Series([timed(lambda: _import(content)) for _ in range(IMPORT_ROUNDS)])
    stage.store.drop(database)
    note = f"längste {series.longest / 1000:.2f} s; {len(content) / 1e6:.1f} MB GeoJSON"
    what = f"{MUNICIPALITIES} Gemeinden mit Grenzen einlesen"
    seconds = series.median / 1000
    yield Figure("regions", stage.vendor, what, seconds, SECONDS, IMPORT, seconds, IMPORT_ROUNDS, note)


def _import(content: bytes) -> None:
    with transaction.atomic():
        preview = regions.preview_units(
            content=content, file_name="nrw_gemeinden.geojson", valid_from=date(2021, 1, 1), source="BKG 2021"
        )
        run = regions.import_units(actor=SYSTEM, preview=preview)
        same(MUNICIPALITIES, run.created + run.changed, "Gemeinden in der Datei")
        transaction.set_rollback(True)
