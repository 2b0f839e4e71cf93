"""The work list as a file for a spreadsheet: exactly the filter of the address, all rows. Asks who is sitting there."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vorort.core import clock
from vorort.core.sheets import Cell, Column, Kind, csv_parts, write_xlsx
from vorort.funding.enums import ApplicationState
from vorort.funding.permissions import side_of
from vorort.funding.queries import worklist
from vorort.funding.queries.colleagues import Colleagues, colleagues_of
from vorort.funding.queries.export import ExportRow, exported
from vorort.web.funding import listing
from vorort.web.reauthentication import reauthenticated
from vorort.web.shell.request import Request

MOST_IN_MEMORY = 1024 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Export:
    """The list as the filter of the address asks for it: its name without an ending, its columns, its rows."""

    name: str
    columns: Sequence[Column]
    rows: Iterator[Sequence[Cell]]


@require_GET
@reauthenticated
def as_csv(request: Request) -> HttpResponseBase:
    """The list as CSV, sent while it is read."""
    export = _export(request)
    if export is None:
        return _to_the_list(request)
    return StreamingHttpResponse(
        csv_parts(export.columns, export.rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{export.name}.csv"'},
    )


@require_GET
@reauthenticated
def as_xlsx(request: Request) -> HttpResponseBase:
    """The list as XLSX, written to a file of the system before it is sent."""
    export = _export(request)
    if export is None:
        return _to_the_list(request)
    with ExitStack() as unless_sent:
        file = unless_sent.enter_context(SpooledTemporaryFile(MOST_IN_MEMORY))
        write_xlsx(file, _("Anträge"), export.columns, export.rows)
        unless_sent.pop_all()  # from here on the response closes it
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{export.name}.xlsx", content_type=XLSX)


def _export(request: Request) -> Export | None:
    """What the address asks for; None when a part of its filter cannot be read."""
    today, capacity = clock.today(), request.capacity
    colleagues = colleagues_of(capacity, today)
    calls, side = worklist.calls_in_list(capacity), side_of(capacity.role)
    reading = listing.read(request.GET, colleagues=colleagues, calls=calls, side=side)
    if reading.ignored:
        return None
    rows = exported(capacity, reading.wanted, colleagues, on=today)
    return Export(f"antraege-{today.isoformat()}", _columns(colleagues), _cells(rows, colleagues))


def _to_the_list(request: Request) -> HttpResponse:
    """A filter that cannot be read whole exports nothing, it could be too much; the list says what is wrong with it."""
    return redirect(f"{reverse('funding:desk')}?{request.GET.urlencode()}")


def _columns(colleagues: Colleagues | None) -> Sequence[Column]:
    """The columns of this reader; who looks after a file is known on her own side alone."""
    in_charge = [Column(_("zuständig"), width=24)] if colleagues else []
    return [
        Column(_("Aktenzeichen"), width=18),
        Column(_("Aufruf"), width=32),
        Column(_("Antragstellerin"), width=32),
        Column(_("Bezeichnung der Maßnahme"), width=44),
        Column(_("Stand"), width=22),
        Column(_("beantragt (Euro)"), Kind.MONEY, width=16),
        *in_charge,
        Column(_("Eingang"), Kind.DAY, width=12),
        Column(_("Frist"), Kind.DAY, width=12),
        Column(_("bewilligt (Euro)"), Kind.MONEY, width=16),
    ]


def _cells(rows: Iterable[ExportRow], colleagues: Colleagues | None) -> Iterator[Sequence[Cell]]:
    """Each row in words. What needs the reader's language is looked up before the first one is sent."""
    states = {state.value: str(state.label) for state in ApplicationState}
    if colleagues is None:
        return ((*row[:4], states[row.state], *row[5:9]) for row in rows)
    names = {key: person.name for key, person in colleagues.people.items()}
    return ((*row[:4], states[row.state], row.requested, names.get(row.in_charge or 0), *row[6:9]) for row in rows)
