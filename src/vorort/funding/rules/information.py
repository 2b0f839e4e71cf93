"""What a request for additional information needs, what it reopens, and when it may be handed in or ended."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from vorort.core import days
from vorort.core.refusal import Reason
from vorort.funding.enums import CHECKS_OF, DETAIL_FIELDS, CheckCode, FieldGroup
from vorort.funding.rules.facts import InformationFacts

VWVFG_26 = "§ 26 Abs. 2 VwVfG NRW"
VV_3 = "Nr. 3 VV zu § 44 LHO NRW"
QUESTION = "question-"
NOT_ASKED = _("Danach ist nicht gefragt: Diese Angabe bleibt, wie sie eingereicht ist.")


def reasons_against_request(fields: Collection[str], known: Collection[str], *, due_on: date, on: date) -> list[Reason]:
    """Why these of the ``known`` parts cannot be asked for until that day."""
    reasons = []
    if set(fields) - set(known):
        reasons.append(Reason("unknown_field", _("Diesen Abschnitt gibt es nicht."), field="fields"))
    if due_on <= on:
        reasons.append(Reason("due_too_soon", _("Die Frist liegt nicht in der Zukunft."), VV_3, field="due_on"))
    return reasons


def reasons_against_changing(
    changed: Iterable[str], reopened: Collection[str], *, questions: bool = False
) -> list[Reason]:
    """Why what was submitted stays as it is: a reason beside each of the ``changed`` fields that is not reopened."""
    return [
        Reason("not_reopened", NOT_ASKED, VV_3, name)
        for name in changed
        if (QUESTION + name if questions else group_of(name)) not in reopened
    ]


def reasons_against_handing_in(request: InformationFacts, on: date) -> list[Reason]:
    """Why the answer may not go out: it says nothing, or the application lacks something now. Late is not too late."""
    reasons = []
    if not request.answer.strip():
        reasons.append(Reason("no_answer", _("Es fehlt die Antwort auf die Nachforderung."), VWVFG_26, field="answer"))
    return [*reasons, *request.missing]


def reasons_against_ending(request: InformationFacts, on: date) -> list[Reason]:
    """Why the authority may not go on without the answer: its day has not passed."""
    if on > request.due_on:
        return []
    sentence = _("Die Frist läuft bis zum %(day)s.") % {"day": days.in_figures(request.due_on)}
    return [Reason("not_due", sentence, VWVFG_26)]


def group_of(name: str) -> str:
    """The group a field of the draft belongs to; groups and questions are their own."""
    return next((str(group) for group, names in DETAIL_FIELDS.items() if name in names), name)


def reopened_checks(codes: Iterable[str]) -> set[CheckCode]:
    """The points of the review that looked at these groups; completeness always did."""
    found = {CheckCode.COMPLETE}
    for code in codes:
        if code in FieldGroup.values:
            found.update(CHECKS_OF[FieldGroup(code)])
    return found
