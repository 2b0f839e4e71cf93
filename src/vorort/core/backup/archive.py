"""The file of a backup: a ZIP with one member of lines for each table, and a manifest that says what it holds.

What the lines mean stands in tables.py.
"""

import io
import json
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import cast
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from django.utils import timezone

from vorort.core.backup.progress import Progress, Tally

FORMAT = 1
MANIFEST = "manifest.json"
LEVEL = 3  # twice as fast as zlib's own choice, and a twentieth larger
CHUNK = 1 << 17
LONGEST_MANIFEST = 16 * 1024 * 1024
# What zipfile and json raise for a file that is damaged, depending on where.
DAMAGE = (BadZipFile, zlib.error, struct.error, EOFError, OSError, LookupError, ValueError, TypeError, RuntimeError)
DAMAGED = "Die Datei ist beschädigt oder abgeschnitten ({0}). Nichts ist geschrieben."
FOREIGN = "Die Datei ist keine Sicherung von vorort. Nichts ist geschrieben."


class BackupRefused(Exception):
    """Nothing was written. The sentence says why."""


@dataclass(frozen=True)
class Part:
    """One table in the file: its columns with their kinds, how many rows, the number it gave last, the sum."""

    table: str
    columns: dict[str, str]
    rows: int
    last_number: int
    sha256: str

    @property
    def member(self) -> str:
        """The name of its lines in the file."""
        return f"{self.table}.jsonl"


@dataclass(frozen=True)
class Manifest:
    """What the file says of itself (Verzeichnis)."""

    version: str
    time: str
    database: str
    demo: bool
    migrations: list[str]
    parts: list[Part]

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(part.rows for part in self.parts)

    @property
    def origin(self) -> str:
        """Where it is from, as people read it."""
        moment = timezone.localtime(datetime.fromisoformat(self.time))
        return f"Version {self.version}, vom {moment:%d.%m.%Y, %H:%M} Uhr"

    def as_text(self) -> str:
        """As it stands in the file."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1)


class Archive:
    """A file that is read. ``opened`` gives one whose manifest could be read; ``check`` looks at all the rest."""

    def __init__(self, zipped: ZipFile, manifest: Manifest) -> None:
        self.manifest = manifest
        self._zipped = zipped

    def lines(self, part: Part) -> Iterator[bytes]:
        """The rows of one table. Raises BackupRefused where the file cannot be read."""
        try:
            with self._zipped.open(part.member) as member:
                yield from io.BufferedReader(cast("io.RawIOBase", member), CHUNK)
        except DAMAGE:
            raise BackupRefused(DAMAGED.format(part.member)) from None

    def check(self, progress: Progress) -> None:
        """Read everything once. Raises BackupRefused when a byte is not as it was written."""
        progress.begin("Prüfe die Datei", self.manifest.rows)
        for part in self.manifest.parts:
            seen = Tally(progress).all_of(self.lines(part))
            if (seen.rows, seen.sha256) != (part.rows, part.sha256):
                raise BackupRefused(DAMAGED.format(part.member))


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The backup in the file ``path``. Raises BackupRefused when it is none of ours."""
    try:
        file = path.open("rb")
    except OSError as fault:
        raise BackupRefused(f"{path} lässt sich nicht lesen: {fault.strerror}") from None
    with file:
        if file.read(2) != b"PK":
            raise BackupRefused(FOREIGN)
        try:
            zipped = ZipFile(file)
            manifest = _manifest(zipped)
        except DAMAGE:
            raise BackupRefused(DAMAGED.format("ZIP")) from None
        with zipped:
            yield Archive(zipped, manifest)


def _manifest(zipped: ZipFile) -> Manifest:
    names = zipped.namelist()
    if MANIFEST not in names:
        raise BackupRefused(FOREIGN)
    with zipped.open(MANIFEST) as member:
        said = json.loads(member.read(LONGEST_MANIFEST))
    if not isinstance(said, dict) or "format" not in said:
        raise BackupRefused(FOREIGN)
    if said.pop("format") != FORMAT:
        raise BackupRefused("Die Datei hat ein anderes Format, als diese Version von vorort liest.")
    manifest = Manifest(**{**said, "parts": [Part(**part) for part in said["parts"]]})
    _fits(names, manifest.parts)
    return manifest


def _fits(names: Sequence[str], parts: Sequence[Part]) -> None:
    if sorted(names) != sorted([MANIFEST, *(part.member for part in parts)]):
        raise BadZipFile


class Writer:
    """A file that is written, table by table. The manifest goes in last, when all sums are known."""

    def __init__(self, zipped: ZipFile, progress: Progress) -> None:
        self.parts: list[Part] = []
        self._zipped = zipped
        self._progress = progress

    def add(self, table: str, columns: dict[str, str], last_number: int, lines: Iterator[bytes]) -> None:
        """Write one table."""
        tally = Tally(self._progress)
        name = Part(table, columns, 0, 0, "").member
        with self._zipped.open(name, "w", force_zip64=True) as member, io.BufferedWriter(member, CHUNK) as out:
            for line in tally.through(lines):
                out.write(line)
        self.parts.append(Part(table, columns, tally.rows, last_number, tally.sha256))

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest."""
        self._zipped.writestr(MANIFEST, manifest.as_text())


@contextmanager
def written(file: "io.BufferedWriter", progress: Progress) -> Iterator[Writer]:
    """A new backup in ``file``."""
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=LEVEL) as zipped:
        yield Writer(zipped, progress)
