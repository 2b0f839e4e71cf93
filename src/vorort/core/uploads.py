"""Takes a file in: type by content and by name, bounded size, a virus scanner where there is one, checksum.

What is no allowed file is refused with a reason.
"""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from vorort.core import clock, scanner
from vorort.core.models import Upload
from vorort.core.refusal import Reason, refuse_when

MAX_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class FileType:
    """An allowed kind of file: its endings and the bytes it begins with."""

    media_type: str
    endings: tuple[str, ...]
    magic: bytes


ALLOWED = (
    FileType("application/pdf", (".pdf",), b"%PDF-"),
    FileType("image/png", (".png",), b"\x89PNG\r\n\x1a\n"),
    FileType("image/jpeg", (".jpg", ".jpeg"), b"\xff\xd8\xff"),
)


def reasons_against(name: str, content: bytes) -> list[Reason]:
    """Why this file may not be taken in; empty when it may. Sizes in bytes."""
    if not content:
        return [Reason("empty_file", _("Die Datei ist leer."), field="file")]
    if len(content) > MAX_BYTES:
        return [Reason("file_too_large", _("Die Datei ist größer als 10 MB."), field="file")]
    if _type_of(name, content) is None:
        return [Reason("file_type", _("Erlaubt sind PDF, PNG und JPEG. Diese Datei ist nichts davon."), field="file")]
    return []


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept."""

    name: str
    media_type: str
    content: bytes


def checked(name: str, content: bytes) -> CheckedFile:
    """The file, when it is allowed; else raises ActionRefused. Asks the scanner, so it holds no lock meanwhile."""
    refuse_when(reasons_against(name, content))
    refuse_when(scanner.reasons_against(content))
    kind = _type_of(name, content)
    return CheckedFile(_safe_name(name), kind.media_type if kind else "", content)


def keep(file: CheckedFile) -> Upload:
    """The file as it lies in the database from now on."""
    return Upload.objects.create(
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        sha256=hashlib.sha256(file.content).hexdigest(),
        content=file.content,
        created_at=clock.now(),
    )


def _type_of(name: str, content: bytes) -> FileType | None:
    for kind in ALLOWED:
        if name.lower().endswith(kind.endings) and content.startswith(kind.magic):
            return kind
    return None


def _safe_name(name: str) -> str:
    kept = "".join(sign for sign in name.replace("\\", "/").rsplit("/", 1)[-1] if sign.isprintable())
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[:140]}{dot}{ending[:8]}"
