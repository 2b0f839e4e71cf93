"""From bytes to text: bounded size, and the ways in which German offices write umlauts."""

import re
from typing import IO

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vorort.core.imports.findings import Finding, error, hint
from vorort.core.refusal import ActionRefused, Reason

MEGABYTE = 1024 * 1024
ZIP, UTF8_BOM = b"PK\x03\x04", b"\xef\xbb\xbf"
UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
# "Ã¼" instead of "ü": somebody has read UTF-8 as something else and saved the result.
TWICE_ENCODED = re.compile("Ã[\u0080-\u00bf„Ÿ–œ]")


def content_of(file: IO[bytes], *, most: int) -> bytes:
    """The bytes of ``file``, never more than ``most`` of them. Raises ActionRefused for an empty and a longer file."""
    content = file.read(most + 1)
    if not content:
        raise ActionRefused([Reason("empty_file", _("Die Datei ist leer."), field="file")])
    if len(content) > most:
        sentence = format_lazy(
            _("Die Datei ist größer als {0} MB. So große Dateien werden nicht gelesen."), most // MEGABYTE
        )
        raise ActionRefused([Reason("file_too_large", sentence, field="file")])
    return content


def text_of(content: bytes) -> tuple[str, list[Finding]]:
    """``content`` as text, and what was found on the way. With an error the text is empty.

    UTF-8 with or without a byte order mark; else Windows-1252, with a hint.
    """
    if content.startswith(ZIP):
        return "", [error(0, _("Das ist eine Excel- oder ZIP-Datei. Speichern Sie die Tabelle bitte als „CSV UTF-8“."))]
    if content.startswith(UTF16_BOMS):
        return "", [error(0, _("Die Datei ist in UTF-16 geschrieben. Speichern Sie sie bitte als UTF-8."))]
    if b"\x00" in content:
        return "", [
            error(content[: content.index(b"\x00")].count(b"\n") + 1, _("Hier stehen Zeichen, die kein Text sind."))
        ]
    body = content.removeprefix(UTF8_BOM)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body)
    return _checked(text, [])


def _not_utf8(body: bytes) -> tuple[str, list[Finding]]:
    lines = body.split(b"\n")
    strange = [number for number, line in enumerate(lines, start=1) if not _is_utf8(line)]
    if len(strange) < sum(not line.isascii() for line in lines):
        sentence = _("Diese Zeile ist anders kodiert als die übrigen, die UTF-8 sind.")
        return "", [error(number, sentence) for number in strange]
    try:
        text = body.decode("cp1252")
    except UnicodeDecodeError as fault:
        row = body[: fault.start].count(b"\n") + 1
        return "", [error(row, _("Ein Zeichen ist weder in UTF-8 noch in Windows-1252 lesbar."))]
    note = _(
        "Die Datei ist nicht in UTF-8 geschrieben; sie wurde als Windows-1252 gelesen. Prüfen Sie bitte die Umlaute."
    )
    return _checked(text, [hint(0, note)])


def _checked(text: str, findings: list[Finding]) -> tuple[str, list[Finding]]:
    sentence = _("Die Umlaute sind doppelt kodiert („Ã¼“ statt „ü“). Speichern Sie die Urdatei bitte neu als UTF-8.")
    if not TWICE_ENCODED.search(text):
        return text, findings
    lines = enumerate(text.split("\n"), start=1)
    twice = [error(number, sentence, value=line) for number, line in lines if TWICE_ENCODED.search(line)]
    return "", findings + twice


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
