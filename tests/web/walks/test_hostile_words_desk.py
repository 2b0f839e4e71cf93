"""Words that would be a script at the programme desk: versions of a guideline with their parts, tables, calls,
programmes and budget lines. The ministry looks at them, the authority, and whoever applies.
"""

import csv
from datetime import timedelta
from io import StringIO
from itertools import count

import pytest

from tests.web.walks.every_page import file_of
from tests.web.walks.hostile_words import WORDS, Watch, numbered, of, types
from tests.web.walks.people import Person
from tests.web.walks.scene import Scene, Town
from vorort.core import clock
from vorort.funding.actions import draft
from vorort.funding.enums import ParameterCode
from vorort.funding.models import BudgetLine, Call, GuidelineVersion

pytestmark = pytest.mark.full
PROGRAMME = "/foerderung/programme/komm-an-ii/"
TEXTS = ("title", "source", "note", "purpose", "ancillary_conditions", "ancillary_source", "payout")
CALL = ("title", "summary", "contact", "file_prefix", "question-0", "help-0")
DAYS = ("opens_on", "closes_on", "approval_from", "approval_to", "execution_from", "execution_to")
NOTES = [f"{name}-{code}" for code in ParameterCode for name in ("source", "note")]
VALUES = [f"value-{code}" for code in ParameterCode]
LIMIT = "<q data-planted>"
FILE = "<img data-planted src=x onerror=alert(1)>.csv"
_years = count(2061)


def begun(watch: Watch, owner: Person) -> tuple[str, list[str]]:
    """The address of a draft whose title and source are words, and these."""
    year = next(_years)
    days = {"dated_on": f"1.12.{year - 1}", "valid_from": f"1.1.{year}"}
    typed = watch.fills(owner, f"{PROGRAMME}neue-fassung/", "title", "source", beside=days)
    return f"/foerderung/fassungen/{GuidelineVersion.objects.latest('pk').pk}/", of(typed)


def looked_at_by(watch: Watch, owner: Person, releaser: Person, path: str, words: list[str]) -> None:
    """Both see the words in the version and in what it changes, and nothing runs where they are told of it."""
    for person in (owner, releaser):
        watch.looks(person, path, words)
        watch.looks(person, f"{path}freigabe/", words)
        for other in ("/", "/nachrichten/", "/foerderung/programme/", PROGRAMME):
            watch.looks(person, other)


# --- A version --------------------------------------------------------------------------------------------------------
@types(
    "funding:new_version title source",
    f"funding:guideline_texts {' '.join(TEXTS)}",
    f"funding:guideline_parameters {' '.join(NOTES)}",
)
def test_words_in_the_texts_and_figures_of_a_version_run_nowhere(watch, scene: Scene):
    owner, releaser = watch.seats(scene["owner"]), watch.seats(scene["releaser"])
    path, begun_with = begun(watch, owner)
    watch.looks(owner, path, begun_with)
    texts = watch.fills(owner, f"{path}angaben/", *TEXTS)
    watch.looks(owner, f"{path}angaben/", of(texts))
    figures = watch.fills(owner, f"{path}stellgroessen/", *NOTES, beside=dict.fromkeys(VALUES, "1"))
    watch.looks(owner, f"{path}stellgroessen/", of(figures))
    looked_at_by(watch, owner, releaser, path, [*of(texts), *of(figures)])
    watch.looks(owner, PROGRAMME, of(texts, "title"))


@types(
    "funding:new_version title source",
    "funding:guideline_part code title",
    "funding:guideline_part label source limits",
    "funding:guideline_part label unit unit_plural provided_by source note",
)
def test_words_in_the_parts_of_a_version_run_nowhere(watch, scene: Scene):
    owner, releaser = watch.seats(scene["owner"]), watch.seats(scene["releaser"])
    path, _begun_with = begun(watch, owner)
    component = watch.fills(owner, f"{path}teile/bausteine/0/", "code", "title")
    cap = {"code": "neu", "scope": "year", "limits": f"{LIMIT} = 2"}
    cap_words = watch.fills(owner, f"{path}teile/obergrenzen/0/", "label", "source", beside=cap)
    rate = {"code": "neu", "component": of(component, "code")[0], "kind": "money", "amount": "5", "cap": "neu"}
    texts = ("label", "unit", "unit_plural", "provided_by", "source", "note")
    rate_words = watch.fills(owner, f"{path}teile/pauschalen/0/", *texts, beside=rate)
    for kind in ("pauschalen", "obergrenzen"):
        watch.looks(owner, f"{path}teile/{kind}/0/")
    shown = [*of(component), *of(cap_words, "label"), *of(rate_words, "label", "unit", "source", "note")]
    looked_at_by(watch, owner, releaser, path, shown)
    watch.looks(releaser, f"{path}freigabe/", [*of(component), *of(cap_words), *of(rate_words), LIMIT])


@types("funding:new_version title source", "funding:guideline_discard reason")
def test_words_in_the_reason_of_discarding_run_nowhere(watch, scene: Scene):
    owner, releaser = watch.seats(scene["owner"]), watch.seats(scene["releaser"])
    path, _begun_with = begun(watch, owner)
    typed = watch.fills(owner, f"{path}verwerfen/", "reason")
    for person in (owner, releaser):
        for other in (path, "/", "/nachrichten/", PROGRAMME):
            watch.looks(person, other, of(typed) if other == path else [])


# --- Tables -----------------------------------------------------------------------------------------------------------
HEAD = (
    "Baustein", "Kürzel", "Gegenstand", "Einheit", "Einheiten", "Art", "Betrag", "Obergrenze", "Bereitgestellt von",
    "Gültig ab", "Quelle", "Anmerkung", "Platzhalter", "Teilbar",
)  # fmt: skip


def table(*rows: tuple[str, ...]) -> dict[str, object]:
    """A CSV file of rates under a name that would be a script too."""
    written = StringIO()
    csv.writer(written, delimiter=";").writerows([HEAD, *rows])
    return {"name": FILE, "mimeType": "text/csv", "buffer": written.getvalue().encode()}


@types("funding:new_version title source", "funding:guideline_import file")
def test_words_in_the_cells_of_a_table_run_nowhere(watch, scene: Scene):
    owner, releaser = watch.seats(scene["owner"]), watch.seats(scene["releaser"])
    path, _begun_with = begun(watch, owner)
    labels = [" ".join(numbered(100 + number, 200)) for number in range(len(WORDS))]
    notes = [" ".join(numbered(200 + number, 300)) for number in range(len(WORDS))]
    rows = [
        ("A", f"neu-{number}", label, "Raum", "Räume", "", "50,00", "", "", "", "Test", note, "", "")
        for number, (label, note) in enumerate(zip(labels, notes, strict=True))
    ]
    watch.fills(owner, f"{path}tabellen/pauschalen/", beside={"file": table(*rows)})
    watch.judges(owner, [*labels, FILE])
    owner.presses("Übernehmen")
    owner.sees("Übernommen")
    watch.judges(owner, [FILE])
    looked_at_by(watch, owner, releaser, path, [*labels, *notes])
    watch.looks(owner, path, [FILE])


@types("funding:new_version title source", "funding:guideline_import file")
def test_words_in_cells_that_are_refused_run_nowhere(watch, scene: Scene):
    owner = watch.seats(scene["owner"])
    path, _begun_with = begun(watch, owner)
    rows = [(words,) * len(HEAD) for words in WORDS]
    watch.is_refused(owner, f"{path}tabellen/pauschalen/", beside={"file": table(*rows)})
    watch.judges(owner, [words[:50] for words in WORDS])  # a long cell is cut


# --- Programmes and money ---------------------------------------------------------------------------------------------
@types(
    f"funding:new_programme programme_title legal_basis {' '.join(TEXTS)}",
    "funding:new_budget_line code title source",
    "funding:edit_budget_line source",
)
def test_words_in_a_programme_and_its_money_run_nowhere(watch, scene: Scene):
    owner, releaser, clerk = (watch.seats(scene[who]) for who in ("owner", "releaser", "clerk"))
    days = {"code": "neues-programm", "dated_on": "1.12.2026", "valid_from": "1.1.2027"}
    first = {"authority": str(scene.stage.authority.pk)}
    founded = watch.fills(
        owner, "/foerderung/programme/neu/", "programme_title", "legal_basis", *TEXTS, beside=days | first
    )
    path = "/foerderung/programme/neues-programm/"
    money = {"year": "2027", "appropriated": "1.000,00"}
    line = watch.fills(owner, f"{path}haushaltsstellen/neu/", "code", "title", "source", beside=money)
    money_path = f"/foerderung/haushaltsstellen/{BudgetLine.objects.latest('pk').pk}/"
    watch.looks(owner, path, [*of(founded, "programme_title", "legal_basis", "title"), *of(line, "code", "source")])
    watch.looks(owner, money_path, [*of(founded, "programme_title"), *of(line)])
    why = watch.fills(owner, f"{money_path}aendern/", "source", beside={"appropriated": "2.000,00"})
    watch.looks(owner, f"{money_path}aendern/", of(why))
    for reader in (owner, releaser, clerk):
        watch.looks(reader, "/foerderung/programme/", of(founded, "programme_title"))
        for other in (path, money_path, "/", "/nachrichten/"):
            watch.looks(reader, other)


# --- A call -----------------------------------------------------------------------------------------------------------
def around_today(scene: Scene) -> dict[str, object]:
    """The rest of a call that is open, for centres, with one long question."""
    today = clock.today()
    days = {"opens_on": today - timedelta(days=1), "closes_on": today + timedelta(days=30)}
    days |= {f"{name}_from": scene.call.execution_from for name in ("approval", "execution")}
    days |= {f"{name}_to": scene.call.execution_to for name in ("approval", "execution")}
    written = {name: f"{day:%d.%m.%Y}" for name, day in days.items()}
    line = str(scene.call.budget_lines.get().pk)
    chosen = {"eligible": ["centre"], "budget_lines": [line], "kind-0": "long_text"}
    return written | chosen | {"code": f"aufruf-{next(_years)}"}


@types(f"funding:new_call {' '.join(CALL)}", f"funding:edit_call {' '.join((*CALL, *DAYS))} code")
def test_words_in_a_call_run_neither_at_the_desk_nor_where_somebody_applies(watch, scene: Scene, town: Town):
    owner, releaser, clerk = (watch.seats(scene[who]) for who in ("owner", "releaser", "clerk"))
    version = f"/foerderung/fassungen/{scene.call.guideline_id}/"
    first = watch.fills(owner, f"{version}aufrufe/neu/", *CALL, beside=around_today(scene))
    call = Call.objects.latest("pk")
    desk = f"/foerderung/aufrufe/{call.pk}/"
    watch.looks(owner, f"{desk}veroeffentlichung/", of(first))
    watch.is_refused(owner, f"{desk}bearbeiten/", *DAYS)
    typed = watch.fills(owner, f"{desk}bearbeiten/", *CALL)
    watch.looks(owner, f"{desk}bearbeiten/", of(typed))
    watch.looks(owner, f"{desk}veroeffentlichung/", of(typed))
    owner.presses("Um Veröffentlichung bitten")
    for path in ("/", "/nachrichten/", PROGRAMME):
        watch.looks(releaser, path)
    watch.looks(releaser, f"{desk}veroeffentlichung/", of(typed))
    releaser.presses("Aufruf veröffentlichen")
    releaser.sees("Veröffentlicht am")
    lead = watch.seats(town.lead)
    for reader in (lead, owner, clerk):
        watch.looks(reader, f"/foerderung/aufrufe/{call.code}/", of(typed, "title", "summary", "contact"))
        for path in ("/", "/nachrichten/", "/foerderung/"):
            watch.looks(reader, path)
    draft.begin_application(capacity=town.coordinator.capacity, call=Call.objects.get(pk=call.pk))
    watch.looks(lead, file_of(town), of(typed, "title", "question-0"))
    watch.looks(lead, f"{file_of(town)}fragen/", of(typed, "question-0", "help-0"))


# --- What takes no words ----------------------------------------------------------------------------------------------
@types(
    "funding:new_version title source dated_on valid_from",
    f"funding:guideline_texts {' '.join(TEXTS)} dated_on valid_from valid_to",
    f"funding:guideline_parameters {' '.join((*NOTES, *VALUES))}",
    "funding:guideline_part code label limits source",
    "funding:guideline_part code label unit unit_plural amount provided_by valid_from source note",
    "funding:new_budget_line code title year appropriated source",
    "funding:edit_budget_line appropriated source",
    f"funding:new_programme code programme_title legal_basis {' '.join(TEXTS)} dated_on valid_from valid_to",
    f"funding:new_call {' '.join((*CALL, *DAYS))} code",
)
def test_words_where_a_figure_belongs_are_shown_again_and_run_nowhere(watch, scene: Scene):
    owner = watch.seats(scene["owner"])
    path, _begun_with = begun(watch, owner)
    watch.is_refused(owner, f"{PROGRAMME}neue-fassung/", "dated_on")
    watch.is_refused(owner, f"{path}angaben/", "valid_to")
    watch.is_refused(owner, f"{path}stellgroessen/", VALUES[0])
    watch.is_refused(owner, f"{path}teile/obergrenzen/0/", "limits", beside={"scope": "year"})
    watch.is_refused(owner, f"{path}teile/pauschalen/0/", "amount")
    watch.is_refused(owner, f"{PROGRAMME}haushaltsstellen/neu/", "year")
    watch.is_refused(owner, f"/foerderung/haushaltsstellen/{scene.call.budget_lines.get().pk}/aendern/", "appropriated")
    watch.is_refused(owner, "/foerderung/programme/neu/", "programme_title")
    watch.is_refused(owner, f"/foerderung/fassungen/{scene.call.guideline_id}/aufrufe/neu/", "opens_on")
