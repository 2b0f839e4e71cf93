"""Who works in an organisation: invite, give a further role, end one. For its admin and the operator."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vorort.core import clock
from vorort.core.refusal import ActionRefused
from vorort.network import actions, mailing, permissions
from vorort.network.enums import Role
from vorort.network.models import Invitation, Membership, Organisation
from vorort.network.queries.members import members_page
from vorort.web.network import words
from vorort.web.network.forms import GrantForm, InviteForm, take_reasons
from vorort.web.network.views.links import invitation_link, remember
from vorort.web.shell import notice
from vorort.web.shell.request import Request


@require_GET
def members(request: Request, pk: int) -> HttpResponse:
    """Who works here, who is invited, who has left."""
    page = members_page(_managed(request, pk), on=clock.today())
    values = {
        "page": page,
        "invited": [(line, words.INVITATION_TONES[line.state]) for line in page.open_invitations],
        "past": [(line, words.INVITATION_TONES[line.state]) for line in page.past_invitations],
        "link": invitation_link(request),
        "own": request.capacity.organisation_id == pk,
    }
    return render(request, "network/members.html", values)


@require_http_methods(["GET", "POST"])
def invite(request: Request, pk: int) -> HttpResponse:
    """Invite somebody by a link."""
    organisation = _managed(request, pk)
    form = InviteForm(request.POST or None, offered=permissions.roles_to_offer(organisation))
    if request.method == "POST" and form.is_valid():
        try:
            invitation = actions.invite(actor=request.capacity, organisation=organisation, **form.cleaned_data)
        except ActionRefused as refused:
            take_reasons(form, refused)
        else:
            return _sent(request, invitation)
    against = permissions.reasons_against_ended(organisation)
    values = {"organisation": organisation, "form": form, "by_mail": mailing.is_configured(), "reasons": against}
    return render(request, "network/invite.html", values, status=422 if form.errors else 200)


@require_POST
def resend(request: Request, pk: int) -> HttpResponse:
    """Send a new link; the former one opens nothing any more."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.capacity), pk=pk)
    return _sent(request, actions.resend_invitation(actor=request.capacity, invitation=invitation))


@require_POST
def revoke(request: Request, pk: int) -> HttpResponse:
    """Take the invitation back."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.capacity), pk=pk)
    actions.revoke_invitation(actor=request.capacity, invitation=invitation)
    notice.success(request, _("Die Einladung ist zurückgenommen. Ihr Link öffnet nichts mehr."))
    return redirect("network:members", invitation.organisation_id)


@require_http_methods(["GET", "POST"])
def grant(request: Request, pk: int) -> HttpResponse:
    """A further role for the person of this membership."""
    membership = _membership(request, pk)
    form = GrantForm(request.POST or None, offered=permissions.roles_to_offer(membership.organisation))
    if request.method == "POST" and form.is_valid():
        try:
            actions.grant_role(
                actor=request.capacity,
                user=membership.user,
                organisation=membership.organisation,
                **form.cleaned_data,
            )
        except ActionRefused as refused:
            take_reasons(form, refused)
        else:
            notice.success(request, words.granted(membership.user.name, **form.cleaned_data))
            return redirect("network:members", membership.organisation_id)
    against = permissions.reasons_against_ended(membership.organisation)
    values = {"membership": membership, "form": form, "reasons": against}
    return render(request, "network/grant.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    """End this role at once."""
    membership = _membership(request, pk)
    if request.method == "POST":
        actions.end_membership(actor=request.capacity, membership=membership)
        notice.success(request, _("Die Rolle ist beendet."))
        still = permissions.may_manage(request.capacity, membership.organisation_id)
        leaving = membership.pk == request.capacity.id
        return redirect("network:members", membership.organisation_id) if still and not leaving else redirect("start")
    return render(request, "network/end.html", {"membership": membership, "role": Role(membership.role).label})


def _sent(request: Request, invitation: Invitation) -> HttpResponse:
    remember(request, invitation)
    if mailing.is_configured():
        notice.success(request, _("Die Einladung geht an %(email)s.") % {"email": invitation.email})
    else:
        notice.success(request, _("Eingeladen. Bitte geben Sie den Link weiter; er steht nur jetzt hier."))
    return redirect("network:members", invitation.organisation_id)


def _managed(request: Request, pk: int) -> Organisation:
    return get_object_or_404(Organisation.objects.managed_by(request.capacity), pk=pk)


def _membership(request: Request, pk: int) -> Membership:
    rows = Membership.objects.managed_by(request.capacity).select_related("organisation", "user")
    return get_object_or_404(rows, pk=pk)
