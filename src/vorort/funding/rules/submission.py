"""What an application needs before it may be signed off and submitted, and what is only pointed out."""

from datetime import date
from decimal import Decimal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vorort.core import days
from vorort.core.money import ZERO, in_figures
from vorort.core.refusal import Reason
from vorort.funding.rules.calculation import NO_CLASS, plain_units
from vorort.funding.rules.facts import ApplicationFacts

VV_1_3 = "Nr. 1.3 VV zu § 44 LHO NRW"
VV_3 = "Nr. 3 VV zu § 44 LHO NRW"
WINDOW = "Antragsfrist des Aufrufs"
PERIOD = "Durchführungszeitraum des Aufrufs; Nr. 4.2 VV zu § 44 LHO NRW"
MINIMUM = _("Mindestbetrag der Richtlinie; Nr. 1.1 VV zu § 44 LHO NRW")
POSTS = "Stellentabelle der Richtlinie"
_ENDS_EARLY = Reason("period", _("Das Ende liegt vor dem Beginn."), field="ends_on")


def reasons_against_details(
    *, begins_on: date | None, ends_on: date | None, own_funds: Decimal, other_funds: Decimal
) -> list[Reason]:
    """Why the first section cannot even be kept as a draft. Amounts are euro."""
    reasons = [
        Reason("negative_funds", _("Ein Betrag ist nicht kleiner als 0,00 €."), field=field)
        for field, funds in (("own_funds", own_funds), ("other_funds", other_funds))
        if funds < ZERO
    ]
    if begins_on is not None and ends_on is not None and ends_on < begins_on:
        reasons.append(_ENDS_EARLY)
    return reasons


def reasons_against_sign_off(application: ApplicationFacts, on: date) -> list[Reason]:
    """What is missing before the application can be handed to the person who signs.

    Source: Nr. 3 VV zu § 44 LHO NRW.
    """
    reasons = [
        Reason("missing", sentence, VV_3, field=field)
        for field, sentence, missing in (
            ("title", _("Die Maßnahme hat noch keine Bezeichnung."), not application.title.strip()),
            ("need", _("Es fehlt, warum die Maßnahme nötig ist."), not application.need.strip()),
            ("begins_on", _("Der Beginn der Maßnahme fehlt."), application.begins_on is None),
            ("ends_on", _("Das Ende der Maßnahme fehlt."), application.ends_on is None),
        )
        if missing
    ]
    if not application.calculation.lines:
        reasons.append(Reason("no_items", _("Es ist noch kein Baustein beantragt."), VV_3, field="items"))
    reasons += [
        Reason("unanswered", _("Noch offen: %(question)s") % {"question": question.text}, VV_3, field=question.code)
        for question in application.questions
        if question.required and not question.answered
    ]
    reasons += application.against_applying
    reasons += reasons_against_missing_class(application)
    return reasons + _against_period(application) + reasons_against_begun(application)


def reasons_against_missing_class(application: ApplicationFacts) -> list[Reason]:
    """Why nothing can be asked for or granted yet: a cap gives units by class, and the applicant's is not entered.

    Source: the cap's, in the programme's guideline.
    """
    lines = application.calculation.without_class
    if not lines:
        return []
    sentence = _(
        "Es fehlt die Klasse der Antragstellerin. Ohne sie zählt nichts von: %(labels)s. Die Programmverantwortung im "
        "Ministerium trägt sie ein."
    ) % {"labels": ", ".join(dict.fromkeys(line.item.rate.label for line in lines))}
    return [Reason(NO_CLASS, sentence, lines[0].reasons[0].source, field="items")]


def reasons_against_submission(application: ApplicationFacts, on: date) -> list[Reason]:
    """Why the application may not be submitted on the day ``on``; empty when it may.

    A late application is received and flagged, not refused. Source: Nr. 1.3 (not begun) and Nr. 3 VV zu § 44 LHO NRW.
    """
    reasons = reasons_against_sign_off(application, on)
    if on < application.opens_on:
        sentence = _("Der Aufruf öffnet am %(day)s.") % {"day": days.in_figures(application.opens_on)}
        reasons.append(Reason("not_open_yet", sentence, WINDOW))
    return reasons


def reasons_against_begun(application: ApplicationFacts) -> list[Reason]:
    """Why the measure counts as begun: not declared otherwise, no continuation, and no consent to an early start that
    covers its beginning. Source: Nr. 1.3 VV zu § 44 LHO NRW.
    """
    if application.not_begun or application.continuation:
        return []
    begins_on, consented_from = application.begins_on, application.early_start_from
    if begins_on is not None and consented_from is not None and begins_on >= consented_from:
        return []
    if consented_from is None:
        sentence = str(_("Bitte erklären Sie, dass die Maßnahme noch nicht begonnen hat."))
    else:
        day = days.in_figures(consented_from)
        sentence = _("Begonnen werden durfte erst am %(day)s (vorzeitiger Maßnahmebeginn).") % {"day": day}
    return [Reason("begun", sentence, VV_1_3, field="not_begun")]


def hints(application: ApplicationFacts, on: date) -> list[Reason]:
    """What the applicant should know and may still submit with: late, over the ceiling, below the minimum, caps
    that cut.

    Amounts are euro. Source: the programme's guideline and its allocation list.
    """
    found = list(application.calculation.reasons)
    if on > application.closes_on:
        found.append(
            Reason(
                "late",
                _("Die Frist endete am %(day)s. Der Antrag geht ein und wird als verspätet gekennzeichnet.")
                % {"day": days.in_figures(application.closes_on)},
                WINDOW,
            )
        )
    for year, ceiling in sorted(application.ceilings.items()):
        over = application.calculation.by_year.get(year, ZERO) - ceiling.amount
        if over > ZERO:
            found.append(
                Reason(
                    "over_ceiling",
                    _("Für %(year)s sind %(over)s mehr beantragt als der Höchstbetrag von %(ceiling)s.")
                    % {"year": year, "over": in_figures(over), "ceiling": in_figures(ceiling.amount)},
                    ceiling.source,
                )
            )
    found += _over_unit_ceilings(application)
    if application.minimum is not None and application.calculation.total < application.minimum:
        found.append(
            Reason(
                "below_minimum",
                _("Der Antrag liegt unter dem Mindestbetrag von %(minimum)s.")
                % {"minimum": in_figures(application.minimum)},
                format_lazy("{0}. {1}", MINIMUM, application.minimum_note) if application.minimum_note else MINIMUM,
            )
        )
    return found


def _over_unit_ceilings(application: ApplicationFacts) -> list[Reason]:
    found = []
    for (code, year), most in sorted(application.unit_ceilings.items()):
        lines = [
            line for line in application.calculation.lines if (line.item.rate.code, line.item.year) == (code, year)
        ]
        counted = sum((line.counted for line in lines), ZERO)
        if counted > most:
            sentence = _("%(label)s: Für %(year)s sind %(counted)s beantragt, die Stellentabelle nennt %(most)s.") % {
                "label": lines[0].item.rate.label,
                "year": year,
                "counted": plain_units(counted),
                "most": plain_units(most),
            }
            found.append(Reason("over_unit_ceiling", sentence, POSTS))
    return found


def is_late(submitted_on: date | None, closes_on: date) -> bool:
    """Whether an application came in after the window closed."""
    return submitted_on is not None and submitted_on > closes_on


def _against_period(application: ApplicationFacts) -> list[Reason]:
    begin, end = application.begins_on, application.ends_on
    if begin is None or end is None:
        return []
    if end < begin:
        return [_ENDS_EARLY]
    if begin < application.execution_from or end > application.execution_to:
        return [
            Reason(
                "period",
                _("Die Maßnahme muss zwischen dem %(first)s und dem %(last)s liegen (Durchführungszeitraum).")
                % {
                    "first": days.in_figures(application.execution_from),
                    "last": days.in_figures(application.execution_to),
                },
                PERIOD,
                field="begins_on",
            )
        ]
    return []
