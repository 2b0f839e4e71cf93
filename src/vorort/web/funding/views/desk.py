"""The funding desk: the work list and the open calls. And the page of a budget line, for whoever runs the programme."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from vorort.core import clock
from vorort.core.refusal import Reason, refuse_when
from vorort.funding.actions import charge
from vorort.funding.enums import ApplicationState, DeadlineKind
from vorort.funding.models import BudgetLine
from vorort.funding.permissions import may_assign, reasons_against_running, side_of
from vorort.funding.queries import desk as queries
from vorort.funding.queries import worklist
from vorort.funding.queries.colleagues import Colleagues, colleagues_of
from vorort.funding.queries.views import SavedViews, saved_views
from vorort.funding.querysets import AUTHORITY_ROLES, OWNER_ROLES
from vorort.web.funding import listing, words
from vorort.web.funding.views.programme import crumbs
from vorort.web.shell import notice
from vorort.web.shell.components import Tone
from vorort.web.shell.navigation import addresses
from vorort.web.shell.request import Request, key_from
from vorort.web.shell.templatetags.shell import day, euro


@dataclass(frozen=True)
class Line:
    """A row of the list in words, nothing left to work out for the template: a page has fifty of them.

    ``due`` is a day, ``duty`` what has to be done by then and how long is left. Empty: there is none.
    """

    key: str
    url: str
    name: str
    title: str
    number: str
    can_change_hands: bool
    due: str
    duty: str
    late: bool
    state: str
    tone: Tone
    applicant: str
    call: str
    requested: str
    charge: words.InCharge


@require_GET
def desk(request: Request) -> HttpResponse:
    """The reader's applications as she wants to see them, in pages by key; and the open calls."""
    today, side = clock.today(), side_of(request.capacity.role)
    colleagues = colleagues_of(request.capacity, today)
    calls = worklist.calls_in_list(request.capacity)
    views = saved_views(request.capacity)
    asked = request.GET or QueryDict(views.default_query)
    reading = listing.read(asked, colleagues=colleagues, calls=calls, side=side)
    page = worklist.work_list(request.capacity, reading.wanted, colleagues, on=today, after=reading.after)
    values = {
        "calls": queries.open_calls(request.capacity, today),
        "lines": _lines(page.rows, colleagues, today),
        "next_after": page.next_after,
        "reading": reading,
        "text": reading.values.get("suche", ""),
        "selects": listing.selects(reading, colleagues=colleagues, calls=calls, side=side),
        "views": _marked(views, reading),
        "room_for_views": views.has_room,
        "colleagues": colleagues,
        "may_assign": may_assign(request.capacity),
        "sees_programmes": request.capacity.role in (*OWNER_ROLES, *AUTHORITY_ROLES),
    }
    return render(request, "funding/desk.html", values)


@require_POST
def assign(request: Request) -> HttpResponse:
    """Take over, give to a colleague or hand back every ticked file; then back to the list or the file."""
    colleagues = colleagues_of(request.capacity, clock.today())
    files = [key for text in request.POST.getlist("files")[:1000] if (key := key_from(text)) is not None]
    changed = charge.assign(
        capacity=request.capacity, application_ids=files, membership_id=_wanted(request, colleagues)
    )
    if changed:
        sentence = ngettext("Ein Vorgang hat gewechselt.", "%(count)d Vorgänge haben gewechselt.", changed)
        notice.success(request, sentence % {"count": changed})
    else:
        notice.hint(request, _("Das war schon so: Nichts hat gewechselt."))
    if request.POST.get("from") == "file" and len(files) == 1:
        return redirect("funding:application", files[0])
    return redirect(f"{reverse('funding:desk')}?{listing.back_to(request.POST.get('liste', ''))}")


def _wanted(request: Request, colleagues: Colleagues | None) -> int | None:
    """Whom the pressed button means: the reader herself, the chosen colleague, or nobody."""
    match request.POST.get("do"):
        case "take":
            own = sorted(colleagues.own) if colleagues else []
            if not own:
                refuse_when([Reason("not_in_charge", _("In Ihrer Rolle können Sie selbst keine Vorgänge übernehmen."))])
            return request.capacity.id if request.capacity.id in own else own[0]
        case "give":
            chosen = key_from(request.POST.get("to", ""))
            if chosen is None:
                refuse_when([Reason("nobody_chosen", _("Bitte wählen Sie, wer zuständig werden soll."), field="to")])
            return chosen
        case "back":
            return None
    refuse_when([Reason("no_button", _("Bitte wählen Sie: übernehmen, zuweisen oder abgeben."))])
    return None


def _lines(rows: Sequence[worklist.WorkRow], colleagues: Colleagues | None, today: date) -> list[Line]:
    states = {str(state): str(state.label) for state in ApplicationState}
    duties = {kind: str(kind.label) for kind in DeadlineKind}
    address = addresses("funding:application")
    return [
        Line(
            key=str(row.pk),
            url=address(row.pk),
            name=str(row),
            title=row.title or _("noch ohne Bezeichnung"),
            number=row.file_number or "",
            can_change_hands=row.state != ApplicationState.WITHDRAWN,
            due=day(row.deadline.day) if row.deadline else "",
            duty=_duty(duties[row.deadline.kind], words.left(row.deadline, today)) if row.deadline else "",
            late=row.late,
            state=states[row.state],
            tone=words.tone(row.state),
            applicant=row.applicant,
            call=row.call,
            requested=euro(row.requested),
            charge=words.in_charge(row.in_charge, colleagues),
        )
        for row in rows
    ]


def _duty(label: str, left: str) -> str:
    return f"{label}, {left}" if left else label


def _marked(views: SavedViews, reading: listing.Reading) -> list[tuple[str, str, bool]]:
    """Each view with its address, and whether the page shows it."""
    return [(view.name, f"?{view.query}", view.query == reading.query) for view in views.rows]


@require_GET
def budget_line(request: Request, pk: int) -> HttpResponse:
    """What a budget line carries and what awards have bound of it."""
    line = get_object_or_404(BudgetLine.objects.visible_to(request.capacity).select_related("programme"), pk=pk)
    return render(
        request,
        "funding/budget_line.html",
        {
            "line": line,
            "awards": queries.awards_of(line, request.capacity),
            "may_change": not reasons_against_running(request.capacity, line.programme),
            "crumb_items": crumbs(line.programme, line.code),
        },
    )
