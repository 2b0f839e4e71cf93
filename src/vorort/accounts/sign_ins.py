"""How long a sign-in lasts: thirty minutes without a request, twelve hours in all. And in which browsers somebody is
signed in.

The two moments stand in the session itself, so that looking costs no statement. No IP address is kept.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from vorort.accounts.models import SignIn, User
from vorort.core import busy

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)
BEGAN, SEEN, NOTED_AS = "signed_in_at", "seen_at", "noted_as"

_moment: ContextVar[datetime | None] = ContextVar("vorort_moment", default=None)


class Over(Enum):
    """Why a sign-in is over."""

    IDLE = "idle"
    ABSOLUTE = "absolute"


@dataclass(frozen=True)
class OwnSignIn:
    """One line of one's own sign-ins."""

    id: int
    device: str
    began_at: datetime
    seen_at: datetime
    here: bool


def now() -> datetime:
    """The moment limits are measured at. Not the business day: a story on another day ends no sign-in."""
    return _moment.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let ``now()`` be ``moment`` inside the block, for this thread."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def over(session: SessionBase) -> Over | None:
    """Why the sign-in of ``session`` is over at this moment; None while it lasts or has not been noted yet.

    A moment far ahead, from a clock that was fast, ends it too: nobody knows how long ago it was.
    """
    if abs(now() - _moment_in(session, SEEN)) > IDLE:
        return Over.IDLE
    return Over.ABSOLUTE if now() - _moment_in(session, BEGAN) > ABSOLUTE else None


def note(session: SessionBase, user: User, device: str) -> None:
    """Keep that ``session`` was used just now; at most once a minute.

    Raises UpdateError when the session has been ended meanwhile. What cannot be written just now is noted by the next
    page: a page that is only read needs no room in the database.
    """
    known = session.get(NOTED_AS) == session.session_key
    if known and abs(now() - _moment_in(session, SEEN)) < NOTED_EVERY:
        return
    session[BEGAN] = min(_moment_in(session, BEGAN), now()).timestamp()
    session[SEEN] = now().timestamp()
    session[NOTED_AS] = session.session_key
    try:
        session.save()
    except UpdateError as error:
        fault = error.__context__
        if fault is None or not busy.passes_by_itself(fault):
            raise
        if not known:
            raise fault from None
    session.modified = False
    if not known:
        _remember(str(session.session_key), user, device, _moment_in(session, BEGAN))


def own(user: User, session: SessionBase) -> list[OwnSignIn]:
    """Where ``user`` is signed in now, the present browser first. One statement."""
    rows = SignIn.objects.filter(user=user, session__expire_date__gt=timezone.now()).select_related("session")
    found = []
    for row in rows:
        kept = row.session.get_decoded()
        seen = datetime.fromtimestamp(kept.get(SEEN, row.began_at.timestamp()), UTC)
        if abs(now() - seen) <= IDLE and now() - row.began_at <= ABSOLUTE:
            found.append(OwnSignIn(row.pk, row.device, row.began_at, seen, row.session_id == session.session_key))
    return sorted(found, key=lambda one: not one.here)


@transaction.atomic
def _remember(key: str, user: User, device: str, began_at: datetime) -> None:
    """The row for the list. The session's own row is locked, so that ending it and noting it cannot cross."""
    if Session.objects.select_for_update().filter(pk=key).exists():
        SignIn.objects.update_or_create(session_id=key, defaults={"user": user, "device": device, "began_at": began_at})


def _moment_in(session: SessionBase, key: str) -> datetime:
    return datetime.fromtimestamp(session.get(key, now().timestamp()), UTC)
