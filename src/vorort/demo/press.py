"""What the Land's press releases stated, held against what the records give on the day of the release."""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from vorort.steering import metrics

FACTS = Path(__file__).parent / "facts" / "press_figures.csv"
TOLD = ("ki.",)


@dataclass(frozen=True)
class PressFigure:
    """One stated figure: its metric's code, the value, and the day of the release."""

    code: str
    stated: Decimal
    day: date


@dataclass(frozen=True)
class Comparison:
    """A stated figure beside the computed one. ``query`` is the address of the definition and the registered metric."""

    code: str
    stated: str
    computed: str
    ok: bool
    kind: str
    query: str


def stated() -> list[PressFigure]:
    """The press figures of the stories told so far."""
    with FACTS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [
        PressFigure(row["code"], Decimal(row["figure"]), date.fromisoformat(row["release"]))
        for row in rows
        if row["code"].startswith(TOLD)
    ]


def compare() -> list[Comparison]:
    """Every stated figure against the records of this database."""
    return [_compare(figure) for figure in stated()]


def _compare(figure: PressFigure) -> Comparison:
    metric = metrics.metric(figure.code)
    computed = metric.value(figure.day)
    return Comparison(
        code=figure.code,
        stated=f"{figure.stated.normalize():f}",
        computed="–" if computed is None else f"{computed.normalize():f}",
        ok=computed == figure.stated,
        kind=str(metric.kind),
        query=f"/kennzahlen/{figure.code}/?tag={figure.day.isoformat()} · metric {metric.code}",
    )
