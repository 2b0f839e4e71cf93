"""A run of the bench as a table of text, as JSON, and as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from gate.bench.figures import Figure, Skipped
from gate.bench.machine import load

KINDS = {"Figure": Figure, "Skipped": Skipped}
VERDICTS = {True: "hält", False: "VERFEHLT", None: ""}
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
HEADER = ("Datenbank", "Was", "Wert", "Grenze", "", "Bemerkung")


@dataclass
class Run:
    """All of it: the machine, how many rows and rounds, what came out."""

    machine: dict[str, str]
    rows: int
    rounds: int
    figures: list[Figure] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    made: dict[str, dict[str, int]] = field(default_factory=dict)
    day: str = field(default_factory=lambda: f"{datetime.now(UTC):%d.%m.%Y}")

    def __post_init__(self) -> None:
        self.machine["Last zu Beginn"] = load()

    def add(self, vendor: str, said: dict[str, Any]) -> None:
        """Take in what the process for one database wrote."""
        for kind, values in said["rows"]:
            row = KINDS[kind](**values)
            self.figures.append(row) if isinstance(row, Figure) else self.skipped.append(row)
        self.made[vendor] = said["made"]
        quickest, slowest = said["probes"]
        self.machine[f"Rechenprobe beim Messen auf {NAMES[vendor]}"] = f"{quickest:.0f} bis {slowest:.0f} ms"
        if vendor == "postgresql":
            self.machine["PostgreSQL"] = said["version"]

    @property
    def missed(self) -> list[Figure]:
        return [figure for figure in self.figures if figure.holds is False]

    def plain(self) -> dict[str, Any]:
        """As JSON writes it."""
        return {
            "day": self.day,
            "machine": self.machine,
            "rows": self.rows,
            "rounds": self.rounds,
            "made": self.made,
            "figures": [figure.plain() for figure in self.figures],
            "skipped": [vars(row) for row in self.skipped],
        }


def text(run: Run) -> str:
    """For the terminal."""
    lines = [*about(run), ""]
    for subject in dict.fromkeys(figure.subject for figure in run.figures):
        rows = [HEADER, *(cells(figure) for figure in run.figures if figure.subject == subject)]
        widths = [max(len(row[place]) for row in rows) for place in range(len(HEADER))]
        lines.append(subject)
        lines += ["  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
                  for row in rows]  # fmt: skip
        lines.append("")
    lines += [f"Übersprungen: {NAMES[row.database]}, {row.subject}. {row.why}" for row in run.skipped]
    bound = [figure for figure in run.figures if figure.bound is not None]
    lines.append(f"{len(bound)} Grenzen: {len(bound) - len(run.missed)} halten, {len(run.missed)} sind verfehlt.")
    return "\n".join(lines)


def about(run: Run) -> list[str]:
    """What was measured on what."""
    machine = ", ".join(f"{name} {value}" for name, value in run.machine.items())
    made = "; ".join(
        f"{NAMES[vendor]}: {many(counted['applications'])} Anträge, davon {many(run.rows)} der Behörde, "
        f"{many(counted['awards'])} Bewilligungen, {many(counted['entries'])} Einträge im Protokoll"
        for vendor, counted in run.made.items()
    )
    return [
        f"{run.day}. {machine}.",
        f"{made}. Massendaten: eine kleine Welt ging durch die Handlungen, ihre Vorgänge sind in die Tabellen kopiert.",
        f"Je Seite {run.rounds} Durchgänge nacheinander, über gunicorn wie bei „vorort serve“, angemeldet.",
    ]


def cells(figure: Figure) -> Sequence[str]:
    """A figure as a row."""
    return (
        NAMES[figure.database],
        figure.what,
        number(figure.value, figure.unit),
        "" if figure.bound is None else f"≤ {number(figure.bound, figure.unit)}",
        VERDICTS[figure.holds],
        figure.note.replace(".", ","),
    )


def number(value: float, unit: str) -> str:
    """``12,3 ms``; whole numbers without a comma."""
    places = 0 if value == int(value) else 2 if unit in ("s", "×") else 1
    return f"{value:.{places}f} {unit}".replace(".", ",")


def many(count: int) -> str:
    """``50.000``."""
    return f"{count:,}".replace(",", ".")
