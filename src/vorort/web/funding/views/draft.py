"""Writing the draft, section by section. Every section saves itself; without script a button does."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.forms import BoundField, Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vorort.core import clock, days
from vorort.core.money import in_figures
from vorort.core.refusal import ActionRefused, NotFound, VersionConflict
from vorort.funding.actions import draft
from vorort.funding.enums import DETAIL_FIELDS, ApplicationState, QuestionKind
from vorort.funding.models import Application, FlatRate
from vorort.funding.permissions import reasons_against_editing
from vorort.funding.queries import facts, parts
from vorort.funding.rules import submission
from vorort.funding.rules.information import QUESTION, group_of
from vorort.web import errors
from vorort.web.funding.forms import DetailsForm, ItemsForm, UploadForm, VersionForm, answers_form, item_rows
from vorort.web.funding.views.application import crumbs, visible_application
from vorort.web.funding.words import SECTIONS
from vorort.web.shell import notice
from vorort.web.shell.components import Difference, Fact
from vorort.web.shell.forms import AmountField, german_number
from vorort.web.shell.request import Request, key_from

Save = Callable[[int], object]


@require_http_methods(["GET", "POST"])
def details(request: Request, pk: int) -> HttpResponse:
    """What is to be done, when, and with whose money besides."""
    found = visible_application(request, pk)
    fields = ("title", "need", "begins_on", "ends_on", "own_funds", "other_funds", "not_begun", "input_tax")
    initial = {name: getattr(found, name) for name in fields}
    form = DetailsForm(request.POST or None, initial={**initial, "version": found.version})
    _close_fields(found, form)

    def save(version: int) -> object:
        return draft.save_details(
            capacity=request.capacity, application_id=pk, expected_version=version, details=form.details()
        )

    return _section(request, found, form, "details", save)


@require_http_methods(["GET", "POST"])
def items(request: Request, pk: int) -> HttpResponse:
    """What is applied for: units per flat rate, computed while typing."""
    found = visible_application(request, pk)
    rates = list(FlatRate.objects.of_call(found.call).select_related("cap", "component"))
    years = range(found.call.execution_from.year, found.call.execution_to.year + 1)
    posted = [name.removeprefix("units-") for name in request.POST if name.startswith("units-")]
    rows, initial = item_rows(rates, years, found.items.order_by("pk"), wanted=posted)
    form = ItemsForm(
        request.POST or None,
        rows=rows,
        while_typing=bool(request.htmx),
        initial={**initial, "version": found.version},
    )

    def save(version: int) -> object:
        return draft.save_items(
            capacity=request.capacity, application_id=pk, expected_version=version, entries=form.entries()
        )

    return _section(request, found, form, "items", save)


@require_http_methods(["GET", "POST"])
def answers(request: Request, pk: int) -> HttpResponse:
    """The call's own questions."""
    found = visible_application(request, pk)
    questions = list(found.call.questions.filter(version=found.question_version).order_by("position"))
    given = {row.question.code: row.text for row in found.answers.select_related("question")}
    form = answers_form(questions)(request.POST or None, initial={**given, "version": found.version})
    _close_fields(found, form, questions=True)

    def save(version: int) -> object:
        texts = {name: _text(form.cleaned_data[name]) for name in form.fields if name != "version"}
        return draft.save_answers(capacity=request.capacity, application_id=pk, expected_version=version, answers=texts)

    return _section(request, found, form, "answers", save)


@require_http_methods(["GET", "POST"])
def attachments(request: Request, pk: int) -> HttpResponse:
    """Files: added one at a time, removed with one click."""
    found = visible_application(request, pk)
    questions = list(found.call.questions.filter(version=found.question_version, kind=QuestionKind.FILE))
    if "remove" in request.POST and _remove_attachment(request, found):
        notice.success(request, _("Die Datei ist entfernt."))
        return redirect("funding:attachments", pk)
    posted = request.POST if request.method == "POST" else None
    form = UploadForm(
        posted, request.FILES if posted is not None else None, questions=questions, initial={"version": found.version}
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            draft.attach_file(
                capacity=request.capacity,
                application_id=pk,
                expected_version=form.cleaned_data["version"],
                name=file.name,
                content=file.read(),
                question_code=form.cleaned_data["question"],
            )
        except ActionRefused as refused:
            if not any(reason.field for reason in refused.reasons):
                raise
            _beside_fields(form, refused)
        else:
            notice.success(request, _("Die Datei ist beigefügt."))
            return redirect("funding:attachments", pk)
    values = _page_values(request, found, form, "attachments")
    values["rows"] = found.attachments.select_related("upload", "question").defer("upload__content")
    return render(request, "funding/draft/attachments.html", values, status=422 if form.errors else 200)


def _remove_attachment(request: Request, found: Application) -> bool:
    """Whether it is done; not with a version that is none. Raises NotFound for a file that is not there."""
    form = VersionForm(request.POST)
    key = key_from(request.POST["remove"])
    if key is None:
        raise NotFound("attachment")
    if not form.is_valid():
        return False
    draft.remove_attachment(
        capacity=request.capacity,
        application_id=found.pk,
        expected_version=form.cleaned_data["version"],
        attachment_id=key,
    )
    return True


def _section(request: Request, found: Application, form: VersionForm, name: str, save: Save) -> HttpResponse:
    """Show a section, or save it: as a fragment while typing, else by going on to the next section."""
    if request.method == "POST" and form.is_valid():
        try:
            save(form.cleaned_data["version"])
        except VersionConflict as conflict:
            return _conflict(request, form, conflict, name)
        except ActionRefused as refused:
            if not any(reason.field for reason in refused.reasons):
                raise
            _beside_fields(form, refused)
        else:
            return _saved(request, found.pk, name)
    status = 422 if form.errors else 200
    template = "funding/draft/saved.html" if request.htmx else f"funding/draft/{name}.html"
    return render(request, template, _page_values(request, found, form, name), status=status)


def _saved(request: Request, pk: int, name: str) -> HttpResponse:
    if not request.htmx:
        following = _next_section(name) if "next" in request.POST else name
        notice.success(request, _("Gespeichert."))
        return redirect(f"funding:{following}", pk)
    found = visible_application(request, pk)
    return render(request, "funding/draft/saved.html", _page_values(request, found, None, name))


def _close_fields(found: Application, form: VersionForm, *, questions: bool = False) -> None:
    """Once the application is received, what a request for information does not name stays; it is read, not written."""
    if found.state == ApplicationState.INFORMATION_REQUESTED:
        reopened = _reopened(found)
        for name, field in form.fields.items():
            if name != "version" and (QUESTION + name if questions else group_of(name)) not in reopened:
                field.disabled = True


def _closed(form: Form | None) -> list[Fact]:
    """What stays as it was submitted, as it is read."""
    fields = form.visible_fields() if form else []
    return [Fact(str(row.label), _read(row)) for row in fields if row.field.disabled]


def _read(row: BoundField) -> str:
    """The value of a field as it is read."""
    if isinstance(row.field, AmountField) and row.initial is not None:
        return in_figures(row.initial)
    return _text(row.value()) or "–"


def _reopened(found: Application) -> frozenset[str]:
    return parts.reopened_codes(parts.open_request(found))


def _section_open(found: Application, name: str) -> bool:
    """Whether a request for information reopens something in this section."""
    if found.state != ApplicationState.INFORMATION_REQUESTED:
        return False
    reopened = _reopened(found)
    if name == "answers":
        return any(code.startswith(QUESTION) for code in reopened)
    return bool(reopened & {name}) if name in ("items", "attachments") else bool(reopened & set(DETAIL_FIELDS))


def _page_values(request: Request, found: Application, form: Form | None, name: str) -> dict[str, Any]:
    known = facts.application_facts(found)
    locked = reasons_against_editing(request.capacity, found, reopened=_section_open(found, name))
    return {
        "application": found,
        "form": form,
        "closed": _closed(form),
        "section": name,
        "sections": section_links(found),
        "editable": not locked,
        "locked": locked,
        "calculation": known.calculation,
        "hints": submission.hints(known, clock.today()),
        "ceilings": sorted(known.ceilings.items()),
        "crumb_items": crumbs(found, str(dict(SECTIONS)[name])),
    }


def section_links(found: Application) -> list[tuple[str, str, str]]:
    """The sections of the draft: key, label, address."""
    return [(key, str(label), reverse(f"funding:{key}", args=[found.pk])) for key, label in SECTIONS]


def _conflict(request: Request, form: VersionForm, conflict: VersionConflict, name: str) -> HttpResponse:
    """Both versions side by side, field by field; nothing was written."""
    current: Application = conflict.current
    theirs = _stored_values(current, form, name)
    differences = [
        Difference(str(field.label), _text(form.cleaned_data[key]), _text(theirs.get(key)))
        for key, field in form.fields.items()
        if key != "version"
    ]
    differing = [row for row in differences if row.differs]
    if not differing:  # our own save whose answer was lost: the same values stand there already
        return _saved(request, current.pk, name)
    back = reverse(f"funding:{name}", args=[current.pk])
    return errors.conflict(request, differing, version=current.version, back_url=back)


def _stored_values(current: Application, form: VersionForm, name: str) -> dict[str, Any]:
    if isinstance(form, ItemsForm):
        rates = [row.rate for row in form.rows]
        years = sorted({row.year for row in form.rows})
        _rows, stored = item_rows(dict.fromkeys(rates), years, current.items.order_by("pk"))
        return stored
    if name == "answers":
        return {row.question.code: row.text for row in current.answers.select_related("question")}
    return {key: getattr(current, key) for key in form.fields if key != "version"}


def _beside_fields(form: Form, refused: ActionRefused) -> None:
    for reason in refused.reasons:
        form.add_error(reason.field if reason.field in form.fields else None, str(reason.sentence))


def _next_section(name: str) -> str:
    keys: Sequence[str] = [key for key, _label in SECTIONS]
    return keys[keys.index(name) + 1]


def _text(value: Any) -> str:
    """``value`` as people read it; equal values give equal texts, however they were typed."""
    match value:
        case None:
            return ""
        case bool():
            return _("ja") if value else _("nein")
        case Decimal():
            return german_number(value.normalize())
        case date():
            return days.in_figures(value)
    return str(value)
