"""Why something may not be done. Rules return reasons; actions raise them; web shows them as a page with the way on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Reason:
    """One reason against an action: a code for programs, a sentence for people, the source of law or contract."""

    code: str
    sentence: str | Promise
    source: str | Promise = ""
    field: str = ""


class ActionRefused(Exception):
    """The action was not done and nothing was written. ``reasons`` says why."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons: Sequence[Reason] = tuple(reasons)
        super().__init__("; ".join(reason.code for reason in self.reasons))


class VersionConflict(Exception):
    """Somebody else saved ``current`` in the meantime. Nothing was written; both versions can be shown."""

    def __init__(self, current: Any, *, expected_version: int) -> None:
        self.current = current
        self.expected_version = expected_version
        super().__init__(f"expected version {expected_version}")


class NotFound(Exception):
    """There is no such object for whoever asks: it does not exist, or it is not hers to see.

    Web answers 404 to both.
    """


def refuse_when(reasons: Sequence[Reason]) -> None:
    """Raise ActionRefused when there is a reason."""
    if reasons:
        raise ActionRefused(reasons)
