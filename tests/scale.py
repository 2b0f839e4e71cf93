"""How often a long test repeats itself: in the gate as often as fits, with ``./vorort test --full`` as it counts."""

import os

FULL = os.environ.get("VORORT_FULL") == "1"


def rounds(gate: int, full: int) -> int:
    """``gate`` rounds, or ``full`` ones when the whole run has time."""
    return full if FULL else gate
