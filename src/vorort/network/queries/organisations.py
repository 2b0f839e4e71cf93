"""All organisations that exist or are planned: the list of the network."""

from datetime import date

from vorort.core.pages import NamePage, by_name
from vorort.network.enums import OrganisationKind
from vorort.network.models import Organisation


def organisations(*, on: date, after: str = "", kind: str = "", text: str = "") -> NamePage[Organisation]:
    """Organisations that are not over on the day ``on``, by name, in pages after a name. One statement."""
    rows = Organisation.objects.planned_on(on).select_related("area")
    if kind in OrganisationKind.values:
        rows = rows.filter(kind=kind)
    if text:
        rows = rows.filter(name__icontains=text)
    return by_name(rows, after=after)
