"""What other processes do at once in the tests of the core. Each function takes the number of its process first."""

import time

from django.db import transaction

from vorort.core import anchors, history
from vorort.core.actor import SYSTEM
from vorort.core.models import DailyRun

ANCHORS, ENTRIES = 20, 40


def anchor_or_write(number: int) -> list[str]:
    """The first process takes anchors, the others write to the log and take their time over it."""
    if number == 0:
        return [str(anchors.compare([])[0]) for _ in range(ANCHORS)]
    for _ in range(ENTRIES):
        with transaction.atomic():
            history.record(SYSTEM, "run.noted", DailyRun(pk=number))
            time.sleep(0.005)
    return []
