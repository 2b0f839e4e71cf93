"""The file of an application, and withdrawing it."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vorort.core import clock
from vorort.core.workflow import Option
from vorort.funding.actions import application as actions
from vorort.funding.enums import ApplicationState, Side
from vorort.funding.models import Application
from vorort.funding.permissions import may_assign
from vorort.funding.queries.beside import beside
from vorort.funding.queries.colleagues import colleagues_of
from vorort.funding.queries.file import ApplicationFile, application_file, deadlines_of, seen_application
from vorort.funding.rules.deadlines import Deadline
from vorort.funding.workflow import APPLICATION
from vorort.web.funding import listing, words
from vorort.web.funding.forms import ReasonForm
from vorort.web.funding.next_step import early_start_buttons, next_step
from vorort.web.shell import notice
from vorort.web.shell.components import Crumb, Due
from vorort.web.shell.request import Request


def visible_application(request: Request, pk: int) -> Application:
    """The application, when the acting capacity may see it; 404 otherwise."""
    found = seen_application(request.capacity, pk)
    if found is None:
        raise Http404
    return found


@require_GET
def application(request: Request, pk: int) -> HttpResponse:
    """Where it stands, what comes next, the money, the papers, what happened."""
    found = visible_application(request, pk)
    file = application_file(found, request.capacity)
    today = clock.today()
    around = beside(file, request.capacity)
    heard = around.open_hearing
    deadlines = deadlines_of(file, heard.hearing if heard else None, request.capacity)
    values = {
        "file": file,
        "beside": around,
        "application": found,
        "crumb_items": crumbs(found, back=listing.back_to(request.GET.get("liste", ""))),
        "tone": words.tone_of(file),
        "state_word": words.state_word(file, today),
        "steps": words.steps(file, around, today),
        "next": next_step(file, around, deadlines, request.capacity, today),
        "early_start_buttons": early_start_buttons(file, around, request.capacity),
        "segments": words.segments(file),
        "applicant_side": found.applicant_id == request.capacity.organisation_id,
        **_charge(request, file, deadlines),
    }
    return render(request, "funding/application.html", values)


def _charge(request: Request, file: ApplicationFile, deadlines: Sequence[Deadline]) -> dict[str, object]:
    """Until when something is due, and who looks after the file on the reader's side."""
    today = clock.today()
    colleagues = colleagues_of(request.capacity, today)
    over = file.application.state == ApplicationState.WITHDRAWN
    return {
        "dues": [
            Due(row.day, str(row.kind.label), words.left(row, today), late=row.is_late(today)) for row in deadlines
        ],
        "house_rule": any(row.whose == Side.AUTHORITY for row in deadlines),
        "colleagues": None if over else colleagues,
        "charge": words.in_charge(colleagues.in_charge_of(file.application) if colleagues else None, colleagues),
        "may_assign": may_assign(request.capacity),
    }


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw the application for a reason."""
    found = visible_application(request, pk)
    form = ReasonForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        actions.withdraw_application(
            capacity=request.capacity,
            application_id=found.pk,
            expected_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )
        notice.success(request, _("Der Antrag ist zurückgezogen."))
        return redirect("funding:application", found.pk)
    file = application_file(found, request.capacity)
    values = {
        "form": form,
        "file": file,
        "option": option_of(request, file, "withdraw"),
        "crumb_items": crumbs(found, _("Zurückziehen")),
    }
    return render(request, "funding/withdraw.html", values, status=422 if form.errors else 200)


def option_of(request: Request, file: ApplicationFile, name: str) -> Option:
    """The button of one transition, also for somebody who may not press it: it says why."""
    against = APPLICATION.reasons_against(
        file.application, name, actor=request.capacity, facts=file.facts, on=clock.today()
    )
    return Option(name, APPLICATION.transitions[name].label, tuple(against))


def crumbs(found: Application, here: str = "", *, back: str = "") -> list[Crumb]:
    """The way to a page of this application; ``back`` is the filter of the list somebody came from."""
    name = found.file_number or found.title or _("Entwurf")
    desk = reverse("funding:desk")
    way = [
        Crumb(_("Zurück zur Liste"), f"{desk}?{back}") if back else Crumb(_("Förderung"), desk),
        Crumb(found.call.title, reverse("funding:call", args=[found.call.code])),
    ]
    if not here:
        return [*way, Crumb(name)]
    return [*way, Crumb(name, reverse("funding:application", args=[found.pk])), Crumb(here)]
