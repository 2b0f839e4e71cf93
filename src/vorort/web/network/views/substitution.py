"""Who represents somebody: entered by herself or by the admin of her organisation."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vorort.core import clock
from vorort.core.refusal import ActionRefused
from vorort.network import actions, permissions
from vorort.network.enums import Role
from vorort.network.models import Membership, Substitution
from vorort.network.queries.members import substitution_page
from vorort.network.rules import WITHOUT_DESK
from vorort.web.network.forms import SubstitutionForm, take_reasons
from vorort.web.shell import notice
from vorort.web.shell.request import Request


@require_http_methods(["GET", "POST"])
def substitution(request: Request, pk: int) -> HttpResponse:
    """The substitutions of one membership, and a form for a new one."""
    rows = Membership.objects.represented_through(request.capacity).select_related("organisation", "user")
    membership = get_object_or_404(rows.exclude(role__in=WITHOUT_DESK), pk=pk)
    page = substitution_page(membership, on=clock.today())
    form = SubstitutionForm(request.POST or None, colleagues=page.colleagues)
    if request.method == "POST" and form.is_valid():
        try:
            _enter(request, membership, form)
        except ActionRefused as refused:
            take_reasons(form, refused)
        else:
            notice.success(request, _("Die Vertretung ist eingetragen."))
            return redirect("network:substitution", pk)
    values = {
        "page": page,
        "form": form,
        "role": Role(membership.role).label,
        "herself": membership.user_id == request.capacity.user_id,
        "members_url": "",
    }
    if permissions.may_manage(request.capacity, membership.organisation_id):
        values["members_url"] = reverse("network:members", args=[membership.organisation_id])
    return render(request, "network/substitution.html", values, status=422 if form.errors else 200)


@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    """End a substitution at once."""
    found = get_object_or_404(Substitution.objects.visible_to(request.capacity), pk=pk)
    actions.end_substitution(actor=request.capacity, substitution=found)
    notice.success(request, _("Die Vertretung ist beendet."))
    return redirect("network:substitution", found.absent_id)


def _enter(request: Request, membership: Membership, form: SubstitutionForm) -> None:
    actions.enter_substitution(
        actor=request.capacity,
        absent=membership,
        substitute=Membership.objects.get(pk=form.cleaned_data["substitute"]),
        valid_from=form.cleaned_data["valid_from"],
        valid_to=form.cleaned_data["valid_to"],
    )
