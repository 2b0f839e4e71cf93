"""Keeps a run in docs/measurements.md, between two markers. What people write about it stands below and stays."""

from pathlib import Path

from gate.bench import table
from gate.bench.table import Run
from gate.processes import PROJECT

PAGE = PROJECT / "docs" / "measurements.md"
BEGIN, END = "<!-- gemessen: ab hier schreibt ./vorort bench --keep -->", "<!-- gemessen: Ende -->"


def write(run: Run, page: Path = PAGE) -> None:
    """Put ``run`` in the place of the one before."""
    page.write_text(renewed(page.read_text(), run))


def renewed(text: str, run: Run) -> str:
    """The page with this run. Raises ValueError when a marker is missing or stands twice."""
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise ValueError(f"docs/measurements.md braucht genau einmal „{BEGIN}“ und „{END}“.")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{markdown(run)}\n\n{END}{after}"


def markdown(run: Run) -> str:
    """The run as paragraphs and a table for each subject."""
    parts = ["\n".join(table.about(run))]
    for subject in dict.fromkeys(figure.subject for figure in run.figures):
        rows = [table.cells(figure) for figure in run.figures if figure.subject == subject]
        head = f"| {' | '.join(name or 'Urteil' for name in table.HEADER)} |"
        lines = [f"### {subject}", "", head, "|---" * len(table.HEADER) + "|"]
        parts.append("\n".join(lines + [f"| {' | '.join(row)} |" for row in rows]))
    if run.skipped:
        parts.append("\n".join(f"- Übersprungen: {row.subject}, {row.database}. {row.why}" for row in run.skipped))
    bound = [figure for figure in run.figures if figure.bound is not None]
    parts.append(f"{len(bound)} Grenzen: {len(bound) - len(run.missed)} halten, {len(run.missed)} sind verfehlt.")
    return "\n\n".join(parts)
