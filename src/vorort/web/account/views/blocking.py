"""The operator blocks an account, so that nobody signs in with it, and lifts the block again; each with a reason."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vorort.core.refusal import refuse_when
from vorort.network import actions, permissions
from vorort.network.queries import second_factor
from vorort.web.account.forms import BlockForm
from vorort.web.reauthentication import reauthenticated
from vorort.web.shell import notice
from vorort.web.shell.request import Request


@require_http_methods(["GET", "POST"])
@reauthenticated
def block(request: Request, pk: int) -> HttpResponse:
    """Block the account of one person, or lift the block. A form from before the other was done changes nothing."""
    user = get_object_or_404(second_factor.blocked_by(request.capacity), pk=pk)
    reasons = permissions.reasons_against_blocking(request.capacity, pk)
    form = BlockForm(request.POST or None)
    if request.method == "POST":
        refuse_when(reasons)
    if request.method == "POST" and form.is_valid():
        lifting = request.POST.get("do") == "unblock"
        change = actions.unblock_account if lifting else actions.block_account
        change(actor=request.capacity, user=user, reason=form.cleaned_data["reason"])
        words = _("Die Sperre von %(name)s ist aufgehoben.") if lifting else _("Das Konto von %(name)s ist gesperrt.")
        notice.success(request, words % {"name": user.name})
        return redirect("account:members")
    values = {"person": user, "reasons": reasons, "form": form}
    return render(request, "account/block.html", values, status=422 if form.is_bound else 200)
