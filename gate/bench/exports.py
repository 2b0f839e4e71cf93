"""The list as a file: how soon it begins, how long it takes, what it costs in memory."""

import io
import zipfile
from collections.abc import Iterator

from gate.bench.figures import MEGABYTES, MS, SECONDS, BenchError, Figure, Series, same
from gate.bench.site import Answer, Visitor, watching
from gate.bench.stages import confirmed_again
from gate.bench.subjects import Stage
from tests.databases import connected_to

SUBJECT = "export"
CSV, XLSX = "/foerderung/liste.csv?stand=alle", "/foerderung/liste.xlsx?stand=alle"
CSV_SECONDS, FIRST_BYTE, MORE_MEMORY, XLSX_SECONDS = 1, 100, 20, 5
CSV_ROUNDS, XLSX_ROUNDS = 7, 3


def measure(stage: Stage) -> Iterator[Figure]:
    """Both files with every row of the large house."""
    clerk = stage.pattern.world.clerk
    with connected_to(stage.large.database):
        confirmed_again(stage.sessions[clerk.user_id])
    visitor = stage.visitor(stage.large, clerk)
    same(stage.large.rows, _file(visitor, CSV).body.count(b"\r\n") - 1, "Zeilen der CSV-Datei")
    same(stage.large.rows, _rows_of(_file(visitor, XLSX).body) - 1, "Zeilen der XLSX-Datei")
    yield from _csv(stage, visitor)
    yield from _xlsx(stage, visitor)


def _csv(stage: Stage, visitor: Visitor) -> Iterator[Figure]:
    with watching(stage.large.site.workers) as memory:
        answers = [_file(visitor, CSV) for _ in range(CSV_ROUNDS)]
    whole, first = Series([row.whole for row in answers]), Series([row.first_byte for row in answers])
    rows = stage.large.rows
    note = f"längste {whole.longest / 1000:.2f} s; {len(answers[0].body) / 1e6:.1f} MB"
    yield Figure(
        SUBJECT, stage.vendor, f"CSV mit {rows} Zeilen", whole.median / 1000, SECONDS, CSV_SECONDS, whole.median / 1000,
        CSV_ROUNDS, note,
    )  # fmt: skip
    note = "die Kopfzeile; sie wartet nicht auf die Datenbank"
    yield Figure(
        SUBJECT, stage.vendor, "CSV, erstes Byte, p95", first.p95, MS, FIRST_BYTE, first.median, CSV_ROUNDS, note
    )
    yield Figure(
        SUBJECT, stage.vendor, "CSV, mehr eigener Speicher im Arbeitsprozess", memory.more, MEGABYTES, MORE_MEMORY
    )


def _xlsx(stage: Stage, visitor: Visitor) -> Iterator[Figure]:
    with watching(stage.large.site.workers) as memory:
        answers = [_file(visitor, XLSX) for _ in range(XLSX_ROUNDS)]
    whole = Series([row.whole for row in answers])
    note = (
        f"längste {whole.longest / 1000:.2f} s; {memory.more:.0f} MB mehr Speicher; {len(answers[0].body) / 1e6:.1f} MB"
    )
    yield Figure(
        SUBJECT, stage.vendor, f"XLSX mit {stage.large.rows} Zeilen", whole.median / 1000, SECONDS, XLSX_SECONDS,
        whole.median / 1000, XLSX_ROUNDS, note,
    )  # fmt: skip


def _file(visitor: Visitor, path: str) -> Answer:
    answer = visitor.get(path)
    if answer.status != 200:
        raise BenchError(f"{path} antwortet mit {answer.status}")
    return answer


def _rows_of(workbook: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        return book.read("xl/worksheets/sheet1.xml").count(b"<row ")
