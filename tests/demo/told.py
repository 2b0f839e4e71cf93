"""What a told story leaves behind."""

from dataclasses import dataclass

from vorort.demo import press
from vorort.demo.stage import Stage
from vorort.funding.models import Award


@dataclass(frozen=True)
class Told:
    """The stage, the awards in the order they were told, and the lines of progress."""

    stage: Stage
    awards: list[Award]
    progress: list[str]


def computed() -> dict[str, str]:
    """What the records of this database give for every stated figure."""
    return {row.code: row.computed for row in press.compare()}


def differing() -> list[str]:
    """The figures that are not as stated."""
    return [row.code for row in press.compare() if not row.ok]
