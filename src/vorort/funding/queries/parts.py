"""The parts of an application that a request can reopen: their names, and their content as people read it."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from vorort.core import days
from vorort.core.language import officially
from vorort.core.money import in_figures
from vorort.funding.enums import DETAIL_FIELDS, FieldGroup, InformationState, QuestionKind
from vorort.funding.models import Application, InformationRequest
from vorort.funding.rules.calculation import plain_units
from vorort.funding.rules.information import QUESTION


def known_parts(application: Application) -> dict[str, str]:
    """Every part that can be reopened, by code. One statement."""
    questions = application.call.questions.filter(version=application.question_version).exclude(kind=QuestionKind.FILE)
    groups = {str(group): str(group.label) for group in FieldGroup}
    return groups | {f"{QUESTION}{row.code}": row.text for row in questions.order_by("position")}


@officially
def texts_of(application: Application, codes: Iterable[str]) -> Mapping[str, str]:
    """The content of these parts as it stands now, in German: it is kept and compared. At most three statements."""
    wanted = set(codes)
    found = {code: text for code, text in _details(application).items() if code in wanted}
    if FieldGroup.ITEMS in wanted:
        found[FieldGroup.ITEMS] = "\n".join(
            f"{row.rate.label} ({row.year}{', ' + row.place if row.place else ''}): {plain_units(row.units)}"
            for row in application.items.select_related("rate").order_by("pk")
        )
    if FieldGroup.ATTACHMENTS in wanted:
        rows = application.attachments.select_related("upload").defer("upload__content").order_by("pk")
        found[FieldGroup.ATTACHMENTS] = "\n".join(row.upload.name for row in rows)
    if any(code.startswith(QUESTION) for code in wanted):
        given = {QUESTION + row.question.code: row.text for row in application.answers.select_related("question")}
        found |= {code: given.get(code, "") for code in wanted if code.startswith(QUESTION)}
    return found


def kept_values(application: Application, code: str) -> list[list[str]]:
    """The values of one part as plain texts, to put them back later. One statement for items and questions."""
    if code == FieldGroup.ITEMS:
        rows = application.items.order_by("pk").values_list("rate_id", "year", "place", "units")
        return [[str(value) for value in row] for row in rows]
    if code.startswith(QUESTION):
        given = application.answers.filter(question__code=code.removeprefix(QUESTION))
        return [[text] for text in given.values_list("text", flat=True)]
    names = DETAIL_FIELDS.get(FieldGroup(code), ())
    values = [(name, getattr(application, name)) for name in names]
    return [[name, "" if value is None else str(value)] for name, value in values]


def open_request(application: Application) -> InformationRequest | None:
    """The request that waits for its answer, with its reopened fields. Two statements, one when there is none."""
    rows = InformationRequest.objects.filter(application=application, state=InformationState.OPEN)
    found = rows.prefetch_related("fields").first()
    if found is not None:
        found.application = application
    return found


def reopened_codes(request: InformationRequest | None) -> frozenset[str]:
    """What ``request`` reopens; nothing without one. No statement when its fields are prefetched."""
    return frozenset(row.code for row in request.fields.all()) if request else frozenset()


def _details(application: Application) -> dict[str, str]:
    begins, ends = (days.in_figures(day) if day else "–" for day in (application.begins_on, application.ends_on))
    return {
        FieldGroup.TITLE: application.title,
        FieldGroup.NEED: application.need,
        FieldGroup.PERIOD: f"{begins} bis {ends}",
        FieldGroup.FUNDS: _("eigene Mittel %(own)s, Mittel von Dritten %(other)s")
        % {"own": in_figures(application.own_funds), "other": in_figures(application.other_funds)},
        FieldGroup.DECLARATIONS: _("noch nicht begonnen: %(begun)s, Vorsteuerabzug: %(tax)s")
        % {
            "begun": _("ja") if application.not_begun else _("nein"),
            "tax": _("ja") if application.input_tax else _("nein"),
        },
    }
