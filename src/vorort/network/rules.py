"""The network's rules: pure, on values; every function returns the reasons against something, empty when it may be."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vorort.core.refusal import Reason
from vorort.network.enums import FIXED_KINDS, OrganisationKind, Role

# Nothing waits for them on a desk, and they need not know one another by name.
WITHOUT_DESK = frozenset({Role.VOLUNTEER, Role.MEDIATOR, Role.COUNCIL_MEMBER})
_LEGAL_FORM = re.compile(r"\b(e\.?\s?v\.?|eingetragener verein|verein)(?=\W|$)")


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both counted."""

    first: date
    last: date


@dataclass(frozen=True)
class MemberFacts:
    """A membership as values."""

    user_id: int
    organisation_id: int
    role: str
    valid_from: date
    valid_to: date | None
    ended: bool

    def holds_through(self, period: Period) -> bool:
        """Whether it holds on every day of ``period``."""
        over = self.ended or (self.valid_to is not None and self.valid_to < period.last)
        return not over and self.valid_from <= period.first


def reasons_against_period(period: Period, *, on: date) -> list[Reason]:
    """Why nothing may be entered for ``period`` on the day ``on``."""
    if period.last < period.first:
        return [Reason("ends_before_it_begins", _("Der letzte Tag liegt vor dem ersten."), field="valid_to")]
    if period.last < on:
        return [Reason("long_past", _("Dieser Zeitraum ist schon vorbei."), field="valid_to")]
    return []


def reasons_against_substitution(
    absent: MemberFacts, substitute: MemberFacts, period: Period, *, on: date
) -> list[Reason]:
    """Why ``substitute`` may not represent ``absent`` in ``period``, entered on the day ``on``.

    Only somebody else in the same role at the same organisation: so nobody sees work that her own role does not see.
    """
    reasons = []
    if absent.role in WITHOUT_DESK:
        reasons.append(
            Reason("role_without_desk", _("In dieser Rolle wartet keine Arbeit, die jemand vertreten kann."))
        )
    reasons += reasons_against_period(period, on=on)
    if absent.user_id == substitute.user_id:
        reasons.append(Reason("oneself", _("Niemand vertritt sich selbst."), field="substitute"))
    if (absent.organisation_id, absent.role) != (substitute.organisation_id, substitute.role):
        sentence = _("Vertreten kann nur, wer dieselbe Rolle in derselben Organisation hat.")
        reasons.append(Reason("other_role", sentence, field="substitute"))
    if not (absent.holds_through(period) and substitute.holds_through(period)):
        sentence = _("Beide müssen ihre Rolle in der ganzen Zeit haben.")
        reasons.append(Reason("not_member_throughout", sentence, field="substitute"))
    return reasons


def reasons_against_kind(
    before: OrganisationKind, after: OrganisationKind, *, needed: Collection[str], known: Collection[str]
) -> list[Reason]:
    """Why an organisation may not become of the kind ``after``, which has the roles ``known``.

    ``needed`` are the roles that somebody holds there or is invited to.
    """
    if before in FIXED_KINDS or after in FIXED_KINDS:
        sentence = _(
            "Ministerien, Bewilligungsbehörden, Kommunale Integrationszentren und der Betrieb bleiben, was sie sind: "
            "Programme und Kennzahlen beziehen sich darauf."
        )
        return [Reason("fixed_kind", sentence, field="kind")]
    lost = [str(role.label) for role in Role if role in needed and role not in known]
    if lost:
        sentence = _(
            "In einer Organisation dieser Art gibt es diese Rollen nicht: {0}. "
            "Beenden Sie zuerst die Rollen und nehmen Sie die Einladungen zurück."
        )
        return [Reason("roles_of_other_kind", format_lazy(sentence, ", ".join(sorted(lost))), field="kind")]
    return []


def plain_name(name: str) -> str:
    """The name of a club as one compares it: ``Treff am Markt e. V.`` and ``treff am markt`` are the same."""
    without_form = _LEGAL_FORM.sub(" ", name.casefold())
    return " ".join(re.findall(r"\w+", without_form))
