"""Other people's lost second factor: who looks after an organisation, or the operator, removes it with a reason."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vorort.accounts import factors
from vorort.network import actions
from vorort.network.enums import Role
from vorort.network.queries import second_factor
from vorort.web.account.forms import RestoreForm
from vorort.web.reauthentication import reauthenticated
from vorort.web.shell import notice
from vorort.web.shell.request import Request, words_from


@require_GET
def members(request: Request) -> HttpResponse:
    """The people whose sign-in one looks after."""
    if request.capacity.role not in (Role.ORGANISATION_ADMIN, Role.OPERATOR):
        raise Http404
    search = words_from(request.GET, "suche")
    values = {
        "people": second_factor.people(request.capacity, search),
        "search": search,
        "blocks": request.capacity.role == Role.OPERATOR,
    }
    return render(request, "account/members.html", values)


@require_http_methods(["GET", "POST"])
@reauthenticated
def restore(request: Request, pk: int) -> HttpResponse:
    """Remove the lost factor of one person."""
    user = get_object_or_404(second_factor.looked_after_by(request.capacity), pk=pk)
    reasons = second_factor.reasons_against_restoring(request.capacity, user)
    form = RestoreForm(request.POST or None)
    if request.method == "POST" and (reasons or form.is_valid()):
        actions.restore_access(actor=request.capacity, user=user, reason=request.POST.get("reason", ""))
        notice.success(request, _("Die zweite Stufe ist entfernt. %(name)s richtet sie neu ein.") % {"name": user.name})
        return redirect("account:members")
    values = {"person": user, "factors": factors.of(user), "reasons": reasons, "form": form}
    return render(request, "account/restore.html", values, status=422 if form.is_bound else 200)
