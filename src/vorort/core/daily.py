"""Work that is due once a day. Contexts register theirs; a day is done once, and missed days are caught up."""

import logging
from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise

from vorort.core import clock
from vorort.core.models import DailyRun

logger = logging.getLogger(__name__)
Work = Callable[[date], None]
_WORK: dict[str, Work] = {}


def register(name: str | Promise, work: Work) -> None:
    """``work`` is called with each day, in order, once. It must be safe to be called again after a crash."""
    _WORK[str(name)] = work


def run() -> list[date]:
    """Do every day that is not done yet, up to today. Returns the days that were done now."""
    done = []
    _take_back_days_to_come()
    for day in _open_days():
        with transaction.atomic():
            run_of_day, created = DailyRun.objects.get_or_create(day=day, defaults={"finished_at": timezone.now()})
            if not created:
                continue
            for work in _WORK.values():
                work(day)
            run_of_day.finished_at = timezone.now()
            run_of_day.save(update_fields=["finished_at"])
        done.append(day)
    return done


def _take_back_days_to_come() -> None:
    """A clock that was fast did days that had not come. They are done again when they come; else nothing would be done
    until then. Tomorrow is left alone: the clocks of two machines may differ around midnight.
    """
    ahead, _each = DailyRun.objects.filter(day__gt=clock.today() + timedelta(days=1)).delete()
    if ahead:
        logger.warning("Die Uhr ging vor: Das Tägliche von %d Tagen, die noch kommen, gilt wieder als offen.", ahead)


def _open_days() -> list[date]:
    today = clock.today()
    last = DailyRun.objects.order_by("-day").values_list("day", flat=True).first()
    first = today if last is None else last + timedelta(days=1)
    return [first + timedelta(days=offset) for offset in range((today - first).days + 1)]
