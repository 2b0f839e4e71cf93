"""A person's own views of the work list: kept, renamed, made the first one, deleted. Nobody else sees them."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vorort.core.refusal import NotFound, Reason, refuse_when
from vorort.funding.models import SavedView
from vorort.network.capacity import Capacity
from vorort.network.models import Membership

MOST = 20
LONGEST_NAME = 60


@transaction.atomic
def save_view(*, capacity: Capacity, name: str, query: str) -> SavedView:
    """Keep the filter ``query`` under ``name``; under a name that is taken it replaces the old one.

    Raises ActionRefused when there is no name or no room left.
    """
    Membership.objects.select_for_update().get(pk=capacity.id)  # two windows may not pass the limit together
    name = _clean(name)
    own = SavedView.objects.filter(owner_id=capacity.id)
    if not own.filter(name=name).exists() and own.count() >= MOST:
        refuse_when([Reason("too_many", _("Mehr als %(most)d Ansichten gehen nicht.") % {"most": MOST}, field="name")])
    view, _created = SavedView.objects.update_or_create(owner_id=capacity.id, name=name, defaults={"query": query})
    return view


@transaction.atomic
def rename_view(*, capacity: Capacity, view_id: int, name: str) -> SavedView:
    """Give a view another name. Raises NotFound, or ActionRefused when it is taken or empty."""
    view, name = _own(capacity, view_id), _clean(name)
    if SavedView.objects.filter(owner_id=capacity.id, name=name).exclude(pk=view.pk).exists():
        refuse_when([Reason("name_taken", _("Eine Ansicht mit diesem Namen haben Sie schon."), field="name")])
    view.name = name
    view.save(update_fields=["name"])
    return view


@transaction.atomic
def delete_view(*, capacity: Capacity, view_id: int) -> None:
    """Delete a view. Raises NotFound."""
    _own(capacity, view_id).delete()


@transaction.atomic
def make_default(*, capacity: Capacity, view_id: int, is_default: bool = True) -> None:
    """Let the list open with this view, or no longer. Raises NotFound."""
    view = _own(capacity, view_id)
    SavedView.objects.filter(owner_id=capacity.id, is_default=True).update(is_default=False)
    view.is_default = is_default
    view.save(update_fields=["is_default"])


def _own(capacity: Capacity, view_id: int) -> SavedView:
    view = SavedView.objects.select_for_update().filter(pk=view_id, owner_id=capacity.id).first()
    if view is None:
        raise NotFound(f"view {view_id}")
    return view


def _clean(name: str) -> str:
    cleaned = " ".join(name.replace("\x00", "").split())  # PostgreSQL keeps no NUL
    if not cleaned:
        refuse_when([Reason("no_name", _("Die Ansicht braucht einen Namen."), field="name")])
    if len(cleaned) > LONGEST_NAME:
        refuse_when([Reason("too_long", _("Der Name ist zu lang."), field="name")])
    return cleaned
