"""Whether everything is as it was written. Asked by ``vorort check`` and after a backup was restored."""

from vorort.core import guards, history


def faults() -> list[str]:
    """Every fault of the log and every guard that is missing, a sentence each; empty when all is whole."""
    found = [f"{fault.stream} #{fault.number}: {fault.sentence}" for fault in history.verify()]
    return found + [f"Schutz fehlt: {name}" for name in guards.missing()]
