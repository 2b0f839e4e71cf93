"""An organisation: what it is, for which area, since when."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vorort.network.enums import OrganisationKind
from vorort.network.models import Organisation
from vorort.web.shell.components import Fact
from vorort.web.shell.request import Request
from vorort.web.shell.templatetags.shell import day


@require_GET
def organisation(request: Request, pk: int) -> HttpResponse:
    """Organisations are known to everybody who works here; people's names are not on this page."""
    found = get_object_or_404(Organisation.objects.select_related("area"), pk=pk)
    facts = [
        Fact(_("Art"), str(OrganisationKind(found.kind).label)),
        Fact(_("Gebiet"), found.area.name),
        Fact(_("Geplant ab"), day(found.planned_from) or "–"),
        Fact(_("Besteht seit"), day(found.exists_from) or _("noch nicht eröffnet")),
    ]
    if found.ended_on:
        facts.append(Fact(_("Beendet am"), day(found.ended_on)))
    return render(request, "network/organisation.html", {"organisation": found, "facts": facts})
