"""All organisations that exist or are planned: the list of the network."""

from datetime import date

from vorort.core.pages import Page, newest_first
from vorort.network.enums import OrganisationKind
from vorort.network.models import Organisation


def organisations(*, on: date, before: int | None = None, kind: str = "", text: str = "") -> Page[Organisation]:
    """Organisations that are not over on the day ``on``, the newest first, in pages by key. One statement."""
    rows = Organisation.objects.planned_on(on).select_related("area")
    if kind in OrganisationKind.values:
        rows = rows.filter(kind=kind)
    if text:
        rows = rows.filter(name__icontains=text)
    return newest_first(rows, before=before)
