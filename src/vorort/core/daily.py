"""Work that is due once a day. Contexts register theirs; a day is done once, and missed days are caught up."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.functional import Promise

from vorort.core import clock
from vorort.core.models import DailyRun

Work = Callable[[date], None]
_WORK: dict[str, Work] = {}


def register(name: str | Promise, work: Work) -> None:
    """``work`` is called with each day, in order, once. It must be safe to be called again after a crash."""
    _WORK[str(name)] = work


def run() -> list[date]:
    """Do every day that is not done yet, up to today. Returns the days that were done now."""
    done = []
    for day in _open_days():
        with transaction.atomic():
            run_of_day, created = DailyRun.objects.get_or_create(day=day, defaults={"finished_at": clock.now()})
            if not created and run_of_day.finished_at <= _soon():
                continue
            for work in _WORK.values():
                work(day)
            run_of_day.finished_at = clock.now()
            run_of_day.save(update_fields=["finished_at"])
        done.append(day)
    return done


def last_done() -> date | None:
    """The last day that is done. What a clock that was fast did ahead is not: it comes again when its day comes."""
    soon = _soon()
    finished = DailyRun.objects.filter(finished_at__lte=soon, day__lte=soon.date())
    return finished.order_by("-day").values_list("day", flat=True).first()


def _soon() -> datetime:
    """A day from now: the clocks of two machines may differ around midnight."""
    return clock.now() + timedelta(days=1)


def _open_days() -> list[date]:
    today, last = clock.today(), last_done()
    first = today if last is None else last + timedelta(days=1)
    return [first + timedelta(days=offset) for offset in range((today - first).days + 1)]
