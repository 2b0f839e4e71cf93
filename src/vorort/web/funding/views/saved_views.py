"""One's own views of the work list: kept, renamed, made the first one, deleted."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vorort.core.refusal import ActionRefused
from vorort.funding.actions import saved_view as actions
from vorort.funding.queries.views import saved_views
from vorort.web.funding import listing
from vorort.web.funding.forms import ViewForm
from vorort.web.shell import notice
from vorort.web.shell.components import Crumb
from vorort.web.shell.request import Request


@require_http_methods(["GET", "POST"])
def views(request: Request) -> HttpResponse:
    """The reader's views; posting keeps the filter of the list she comes from under a name."""
    query = listing.back_to(request.POST.get("liste", "") or request.GET.get("liste", ""))
    form = ViewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            view = actions.save_view(
                capacity=request.capacity, name=form.cleaned_data["name"], query=listing.without_page(query)
            )
        except ActionRefused as refusal:
            for reason in refusal.reasons:
                form.add_error("name", str(reason.sentence))
        else:
            notice.success(request, _("Die Ansicht „%(name)s“ ist gespeichert.") % {"name": view.name})
            return redirect(f"{reverse('funding:desk')}?{view.query}")
    values = {
        "form": form,
        "query": query,
        "saved": saved_views(request.capacity),
        "crumb_items": [Crumb(_("Förderung"), f"{reverse('funding:desk')}?{query}"), Crumb(_("Meine Ansichten"))],
    }
    return render(request, "funding/views.html", values, status=422 if form.errors else 200)


@require_POST
def view(request: Request, pk: int) -> HttpResponse:
    """Rename or delete a view, or let the list open with it."""
    match request.POST.get("do"):
        case "delete":
            actions.delete_view(capacity=request.capacity, view_id=pk)
            notice.success(request, _("Die Ansicht ist gelöscht."))
        case "default" | "plain" as kind:
            actions.make_default(capacity=request.capacity, view_id=pk, is_default=kind == "default")
            notice.success(request, _("Gemerkt: So öffnet sich Ihre Liste."))
        case _other:
            found = actions.rename_view(capacity=request.capacity, view_id=pk, name=request.POST.get("name", ""))
            notice.success(request, _("Die Ansicht heißt jetzt „%(name)s“.") % {"name": found.name})
    return redirect("funding:views")
