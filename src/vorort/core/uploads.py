"""Takes a file in: type by content and by name, bounded size, checksum.

What is no allowed file is refused with a reason.
"""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from vorort.core import clock
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


def take(name: str, content: bytes) -> Upload:
    """Keep the file. Raises ActionRefused when it is not allowed."""
    refuse_when(reasons_against(name, content))
    kind = _type_of(name, content)
    return Upload.objects.create(
        name=_safe_name(name),
        media_type=kind.media_type if kind else "",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
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
