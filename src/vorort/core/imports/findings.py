"""What somebody should know about a file before it is taken in: errors, which stop it, and hints, which do not."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

VALUE_LENGTH = 60


class Severity(StrEnum):
    """An error (Fehler) stops the whole import, a hint (Hinweis) wants to be read."""

    ERROR = "error"
    HINT = "hint"


@dataclass(frozen=True)
class Finding:
    """One thing about one row. ``row`` counts as a spreadsheet does, the header being 1; 0 means the whole file."""

    severity: Severity
    row: int
    sentence: str | Promise
    column: str = ""
    value: str = ""


def error(row: int, sentence: str | Promise, *, column: str = "", value: object = "") -> Finding:
    """Something that keeps the whole file from being taken in."""
    return Finding(Severity.ERROR, row, sentence, column, _shortened(value))


def hint(row: int, sentence: str | Promise, *, column: str = "", value: object = "") -> Finding:
    """Something to read before one says yes."""
    return Finding(Severity.HINT, row, sentence, column, _shortened(value))


def errors_in(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The errors by row."""
    return _by_row(finding for finding in findings if finding.severity is Severity.ERROR)


def hints_in(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The hints by row."""
    return _by_row(finding for finding in findings if finding.severity is Severity.HINT)


def _by_row(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.row))


def _shortened(value: object) -> str:
    text = "".join(sign if sign.isprintable() else "·" for sign in str(value)[: VALUE_LENGTH + 1])
    return text if len(text) <= VALUE_LENGTH else f"{text[:VALUE_LENGTH]}…"
