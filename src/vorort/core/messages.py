"""Tells people what concerns them: a row in the inbox in the transaction of the decision, and a job that e-mails it.

Contexts register their kinds of message; sentences are put together when they are read, not when they are sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Model, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django_tasks import task

from vorort.core import mail
from vorort.core.actor import Actor
from vorort.core.language import officially
from vorort.core.models import Message
from vorort.core.prepared import Prepared


@dataclass(frozen=True)
class Kind:
    """A kind of message: its sentence with places for values, and the name of the page it leads to.

    ``of_subject``: that page is the subject's and takes its number; otherwise it is one page for everybody.
    """

    code: str
    sentence: str | Promise
    address: str
    of_subject: bool = True


@dataclass(frozen=True)
class Recipient:
    """One person at one organisation."""

    user_id: int
    organisation_id: int


_KINDS: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known. Called from a context's ``apps.py``."""
    _KINDS.update({kind.code: kind for kind in kinds})


def kind_of(message: Message) -> Kind:
    """The registered kind of ``message``."""
    return _KINDS[message.kind]


def sentence_of(message: Message) -> str:
    """What the message says, in the reader's language."""
    values: dict[str, str] = message.values
    return str(kind_of(message).sentence) % values


@officially
def send(code: str, item: Model, recipients: Iterable[Recipient], *, occasion: str, **values: Any) -> None:
    """Put a message about ``item`` into the inbox of each recipient, once per ``occasion`` however often it is
    called.
    """
    key = f"{code}:{item._meta.label_lower}:{item.pk}:{occasion}"
    for recipient in set(recipients):
        message, created = Message.objects.get_or_create(
            key=key,
            recipient_user_id=recipient.user_id,
            recipient_organisation_id=recipient.organisation_id,
            defaults={
                "kind": _KINDS[code].code,
                "subject_kind": item._meta.label_lower,
                "subject_id": item.pk,
                "values": {name: str(value) for name, value in values.items()},
                "sent_on": timezone.now(),
            },
        )
        if created and settings.MAIL_FROM:
            email_message.enqueue(message.pk)


def inbox(actor: Actor) -> QuerySet[Message]:
    """The messages of ``actor`` at the organisation she acts for, newest first."""
    if actor.user_id is None or actor.organisation_id is None:
        return Message.objects.none()
    return Message.objects.filter(
        recipient_user_id=actor.user_id, recipient_organisation_id=actor.organisation_id
    ).order_by("-id")


def unread(actor: Actor) -> int:
    """How many messages ``actor`` has not read. One statement."""
    if actor.user_id is None or actor.organisation_id is None:
        return 0
    found = _UNREAD.rows(user=actor.user_id, organisation=actor.organisation_id)
    return sum(count for _user, count in found)


def _unread(*, user: int, organisation: int) -> QuerySet[Any, Any]:
    own = Message.objects.filter(recipient_user_id=user, recipient_organisation_id=organisation, read_on__isnull=True)
    columns: QuerySet[Any, Any] = own.order_by().values_list("recipient_user_id").annotate(Count("pk"))
    return columns


_UNREAD = Prepared(_unread)  # every page asks for it


def mark_read(actor: Actor, message: Message) -> None:
    """Note that the recipient has read it. Reading twice changes nothing."""
    inbox(actor).filter(pk=message.pk, read_on__isnull=True).update(read_on=timezone.now())


def mark_all_read(actor: Actor) -> int:
    """Note that the recipient has read everything in her inbox. Returns how much she had not."""
    return inbox(actor).filter(read_on__isnull=True).update(read_on=timezone.now())


@task()
@officially
def email_message(message_id: int) -> None:
    """Copy one message to the recipient's e-mail address. Safe to run again: it is sent once.

    What the database has no room for is seen before the mail leaves, not after.
    """
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message_id)
        if message.emailed_on is None:
            message.emailed_on = timezone.now()
            message.save(update_fields=["emailed_on"])
            mail.send(message.recipient_user_id, sentence_of(message))
