"""The filter of the work list as it stands in the address: German words, numbers of objects, nothing personal.

What cannot be read is left out, and the page says so.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vorort.core.pages import DayKey
from vorort.funding.enums import ApplicationState, Side
from vorort.funding.queries.colleagues import Colleagues
from vorort.funding.queries.worklist import Charge, Due, ListedCall, ListFilter
from vorort.web.shell.request import KEY, words_from

OPEN, ALL = "offen", "alle"
STATE_WORDS = {
    ApplicationState.DRAFT: "entwurf",
    ApplicationState.SIGN_OFF: "mitzeichnung",
    ApplicationState.SUBMITTED: "eingegangen",
    ApplicationState.FORMAL_REVIEW: "formelle-pruefung",
    ApplicationState.SUBSTANTIVE_REVIEW: "fachliche-pruefung",
    ApplicationState.INFORMATION_REQUESTED: "nachforderung",
    ApplicationState.DECIDED: "entschieden",
    ApplicationState.WITHDRAWN: "zurueckgezogen",
}
STATES = {STATE_WORDS.get(state, state.value): state for state in ApplicationState}
CHARGES = {"ich": Charge.MINE, "niemand": Charge.NOBODY}
DUES = {"ueberfaellig": Due.LATE, "woche": Due.WEEK, "monat": Due.MONTH}
DUE_LABELS = {
    "ueberfaellig": gettext_lazy("überfällig"),
    "woche": gettext_lazy("diese Woche"),
    "monat": gettext_lazy("diesen Monat"),
}
BY_DUE_DAY = "frist"
ORDERS = {"eingang": gettext_lazy("neueste zuerst"), BY_DUE_DAY: gettext_lazy("nach Frist")}
PROGRAMME = "programm:"
LABELS: dict[str, str | Promise] = {
    "stand": gettext_lazy("Stand"),
    "aufruf": gettext_lazy("Programm oder Aufruf"),
    "zustaendig": gettext_lazy("Zuständig"),
    "frist": gettext_lazy("Fällig"),
    "sortierung": gettext_lazy("Reihenfolge"),
    "suche": gettext_lazy("Aktenzeichen, Titel oder Träger"),
    "weiter": gettext_lazy("Seite"),
}
CALL_CODE = re.compile(r"(?:programm:)?[-a-zA-Z0-9_]{1,60}")
LONGEST_TEXT = 100


@dataclass(frozen=True)
class Select:
    """One list of choices above the table: name, label, and (value, label, chosen)."""

    name: str
    label: str
    options: Sequence[tuple[str, str, bool]]


@dataclass(frozen=True)
class Reading:
    """What an address asks for. ``values`` are its words as far as they could be read, ``ignored`` labels the rest."""

    values: Mapping[str, str]
    wanted: ListFilter
    after: DayKey | None
    ignored: Sequence[str]

    @property
    def query(self) -> str:
        """The filter as an address, without the page."""
        return urlencode({name: value for name, value in self.values.items() if name != "weiter"})

    @property
    def narrowed(self) -> bool:
        """Whether one of the choices that begin folded up is made."""
        return bool(self.values.keys() - {"stand", "suche", "weiter"})

    @property
    def here(self) -> str:
        """The filter and the page: where somebody comes back to."""
        return urlencode(self.values)


def read(query: QueryDict, *, colleagues: Colleagues | None, calls: Iterable[ListedCall], side: Side | None) -> Reading:
    """The filter of an address, for this reader."""
    values, ignored = well_formed(query)
    known: dict[str, Callable[[str], bool]] = {
        "zustaendig": lambda word: _is_charge(word, colleagues),
        "aufruf": lambda word: word in _call_words(calls),
    }
    for name, is_known in known.items():
        if name in values and not is_known(values[name]):
            ignored.append(str(LABELS[name]))
            del values[name]
    values = {"stand": values.pop("stand", ALL if side == Side.APPLICANT else OPEN), **values}
    return Reading(values, _filter(values), DayKey.read(values.get("weiter", "")), ignored)


def well_formed(query: QueryDict) -> tuple[dict[str, str], list[str]]:
    """The words of an address that can be read, and the labels of those that cannot. Nothing is looked up."""
    values, ignored = {}, []
    for name, label in LABELS.items():
        text = words_from(query, name)
        if not text:
            continue
        if _is_readable(name, text):
            values[name] = text
        else:
            ignored.append(str(label))
    return values, ignored


def back_to(text: str) -> str:
    """The address of the list somebody came from, given as the text of a parameter: whatever it is, ours alone."""
    values, _ignored = well_formed(QueryDict(text[:2000]))
    return urlencode(values)


def without_page(text: str) -> str:
    """The filter of an address alone: what a view keeps."""
    values, _ignored = well_formed(QueryDict(text))
    return urlencode({name: value for name, value in values.items() if name != "weiter"})


def selects(
    reading: Reading, *, colleagues: Colleagues | None, calls: Sequence[ListedCall], side: Side | None
) -> list[Select]:
    """The lists of choices for this reader, with what is chosen."""
    found = [_select(reading, "stand", _state_options(side)), _select(reading, "aufruf", _call_options(calls))]
    if colleagues is not None:
        found.append(_select(reading, "zustaendig", _charge_options(colleagues)))
    dues = [("", _("egal wann")), *((word, str(label)) for word, label in DUE_LABELS.items())]
    orders = [(word, str(label)) for word, label in ORDERS.items()]
    return [*found, _select(reading, "frist", dues), _select(reading, "sortierung", orders)]


def _select(reading: Reading, name: str, options: Iterable[tuple[str, str]]) -> Select:
    chosen = reading.values.get(name, "")
    return Select(name, str(LABELS[name]), [(value, label, value == chosen) for value, label in options])


def _state_options(side: Side | None) -> list[tuple[str, str]]:
    before = () if side == Side.APPLICANT else (ApplicationState.DRAFT, ApplicationState.SIGN_OFF)
    states = [(word, str(state.label)) for word, state in STATES.items() if state not in before]
    return [(OPEN, _("offene")), (ALL, _("alle")), *states]


def _charge_options(colleagues: Colleagues) -> list[tuple[str, str]]:
    others = [(str(key), person.name) for key, person in colleagues.people.items() if key not in colleagues.own]
    mine = [("ich", _("ich, auch in Vertretung") if colleagues.absent else _("ich"))] if colleagues.mine else []
    return [("", _("egal wer")), *mine, ("niemand", _("niemand")), *others]


def _call_options(calls: Sequence[ListedCall]) -> list[tuple[str, str]]:
    return [("", _("alle")), *_call_words(calls).items()]


def _call_words(calls: Iterable[ListedCall]) -> dict[str, str]:
    """Programmes first, then their calls."""
    rows = list(calls)
    programmes = {call.programme: call.programme_title for call in rows}
    named = {f"{PROGRAMME}{code}": _("Programm %(title)s") % {"title": title} for code, title in programmes.items()}
    return named | {call.code: call.title for call in rows}


def _is_readable(name: str, text: str) -> bool:
    readable: dict[str, Callable[[str], object]] = {
        "stand": lambda word: word in (OPEN, ALL) or word in STATES,
        "aufruf": CALL_CODE.fullmatch,
        "zustaendig": lambda word: word in CHARGES or KEY.fullmatch(word),
        "frist": DUES.__contains__,
        "sortierung": ORDERS.__contains__,
        "suche": lambda word: len(word) <= LONGEST_TEXT,
        "weiter": DayKey.read,
    }
    return bool(readable[name](text))


def _is_charge(word: str, colleagues: Colleagues | None) -> bool:
    if colleagues is None:
        return False
    return word in CHARGES or int(word) in colleagues.people


def _filter(values: Mapping[str, str]) -> ListFilter:
    stand, call, who = values["stand"], values.get("aufruf", ""), values.get("zustaendig", "")
    of_programme = call.startswith(PROGRAMME)
    return ListFilter(
        open_only=stand == OPEN,
        states=(STATES[stand],) if stand in STATES else (),
        call="" if of_programme else call,
        programme=call.removeprefix(PROGRAMME) if of_programme else "",
        charge=int(who) if who and who not in CHARGES else CHARGES.get(who, Charge.ANYBODY),
        due=DUES.get(values.get("frist", ""), Due.ANY),
        text=values.get("suche", ""),
        by_due_day=values.get("sortierung") == BY_DUE_DAY,
    )
