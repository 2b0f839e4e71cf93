"""Words that would be a script in an application and in its review, looked at by everybody who reads them; and in
addresses.
"""

from urllib.parse import quote

import pytest

from tests.web.posts import DETAILS
from tests.web.walks.every_page import file_of
from tests.web.walks.hostile_words import WORDS, of, types
from tests.web.walks.scene import Scene, Town
from tests.web.walks.way import Way

pytestmark = pytest.mark.full
DRAFT = ("angaben/", "bausteine/", "fragen/", "anlagen/", "pruefen/")
NAME = "<img data-planted src=x onerror=alert(1)>'.pdf"


@types("funding:details title need")
def test_every_word_in_the_title_runs_nowhere(watch, scene: Scene, town: Town):
    Way(scene, town).brought_to(Way.write)
    coordinator = watch.seats(town.coordinator)
    for _word in WORDS:
        typed = watch.fills(coordinator, f"{file_of(town)}angaben/", "title", "need", button="Nur speichern")
        watch.looks(coordinator, "/foerderung/", of(typed, "title"))
        watch.looks(coordinator, file_of(town), of(typed))
        watch.looks(coordinator, f"{file_of(town)}angaben/", of(typed))
    assert watch.pages == 4 * len(WORDS)


@types(
    "funding:details title need",
    "funding:items place-#-#-#",
    "funding:answers target-group",
    "funding:attachments file",
)
def test_words_in_a_draft_run_on_neither_side(watch, scene: Scene, town: Town):
    way = Way(scene, town)
    way.brought_to(Way.write)
    coordinator = watch.seats(town.coordinator)
    file = file_of(town)
    details = watch.fills(coordinator, f"{file}angaben/", "title", "need", button="Nur speichern")
    place = building(coordinator, f"{file}bausteine/")
    items = watch.fills(coordinator, f"{file}bausteine/", place)
    answers = watch.fills(coordinator, f"{file}fragen/", "target-group", button="Nur speichern")
    attached = {"name": NAME, "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    watch.fills(coordinator, f"{file}anlagen/", beside={"file": attached}, button="Hinzufügen")
    everything = [*of(details), *of(items), *of(answers), NAME]
    for section, words in zip(DRAFT, (of(details), of(items), of(answers), [NAME], []), strict=True):
        watch.looks(coordinator, file + section, words)
    watch.looks(coordinator, file, everything)
    way.ask_for_sign_off()
    lead = watch.seats(town.lead)
    watch.looks(lead, f"{file}einreichen/")
    way.submit()
    for member in (scene["clerk"], scene["officer"], scene["owner"], town.lead):
        reader = watch.seats(member)
        watch.looks(reader, file, everything)
        for path in ("/", "/nachrichten/", "/foerderung/?stand=alle"):
            watch.looks(reader, path)


def building(person, path: str) -> str:
    """The name of the field for the building on the page of the items."""
    person.opens(path)
    return person.page.locator("[name^=place-]").first.get_attribute("name")


@types("funding:return_to_draft reason", "funding:withdraw reason")
def test_words_in_the_reasons_of_the_applicant_run_nowhere(watch, scene: Scene, town: Town):
    way = Way(scene, town)
    way.brought_to(Way.ask_for_sign_off)
    file, lead = file_of(town), watch.seats(town.lead)
    given_back = watch.fills(lead, f"{file}zurueck-in-den-entwurf/", "reason")
    watch.looks(watch.seats(town.coordinator), file, of(given_back))
    way.ask_for_sign_off()
    way.submit()
    withdrawn = watch.fills(lead, f"{file}zurueckziehen/", "reason")
    for member in (scene["clerk"], scene["officer"], town.lead):
        reader = watch.seats(member)
        watch.looks(reader, file, of(withdrawn))
        for path in ("/", "/nachrichten/", "/foerderung/?stand=zurueckgezogen"):
            watch.looks(reader, path)


FORMAL, SUBSTANCE = ("complete", "eligible", "threshold", "not_begun"), ("necessary", "adequate", "financed")


def remarks(points: tuple[str, ...]) -> tuple[list[str], dict[str, str]]:
    """The fields of the remarks, and the results beside them."""
    return [f"remark-{point}" for point in points], {f"result-{point}": "ok" for point in points}


@types(
    "funding:review remark-complete remark-eligible remark-threshold remark-not_begun",
    "funding:review remark-necessary remark-adequate remark-financed",
)
def test_words_in_the_remarks_of_a_review_run_nowhere(watch, scene: Scene, town: Town):
    Way(scene, town).brought_to(Way.take_up)
    file, clerk = file_of(town), watch.seats(scene["clerk"])
    for points, button in ((FORMAL, "Speichern und formelle Prüfung abschließen"), (SUBSTANCE, "Speichern")):
        names, results = remarks(points)
        typed = watch.fills(clerk, f"{file}pruefung/", *names, beside=results, button=button)
        if points == SUBSTANCE:
            watch.looks(clerk, f"{file}pruefung/", of(typed))
        for member in (scene["clerk"], scene["officer"]):
            watch.looks(watch.seats(member), file, of(typed))
    watch.looks(watch.seats(town.lead), file)


@types("funding:details title need")
def test_words_in_an_older_version_run_nowhere(watch, scene: Scene, town: Town):
    Way(scene, town).brought_to(Way.write)
    first, second = watch.seats(town.coordinator), watch.seats(town.lead)
    path = f"{file_of(town)}angaben/"
    second.opens(path)
    typed = watch.fills(first, path, "title", "need", button="Nur speichern")
    second.writes("Warum ist sie nötig?", WORDS[0])
    second.stands_on("Jemand hat inzwischen etwas anderes gespeichert")
    watch.judges(second, [WORDS[0], *of(typed, "need")])


# --- What takes no words ----------------------------------------------------------------------------------------------
@types(
    "funding:details title need begins_on ends_on own_funds other_funds",
    "funding:items units-#-#-# place-#-#-#",
    "funding:answers target-group meeting-points partners",
)
def test_words_where_an_amount_belongs_are_shown_again_and_run_nowhere(watch, scene: Scene, town: Town):
    Way(scene, town).brought_to(Way.begin)
    coordinator, file = watch.seats(town.coordinator), file_of(town)
    watch.is_refused(coordinator, f"{file}angaben/", *(name for name in DETAILS if name != "not_begun"))
    watch.is_refused(coordinator, f"{file}bausteine/", building(coordinator, f"{file}bausteine/"))
    watch.is_refused(coordinator, f"{file}fragen/", "meeting-points")


# --- Addresses --------------------------------------------------------------------------------------------------------
@types(
    "funding:desk suche",
    "network:organisations suche",
    "steering:figures tag",
    "steering:figure tag",
    "steering:centres tag",
    "account_login next",
)
def test_words_in_an_address_run_nowhere(watch, town: Town):
    lead, nobody = watch.seats(town.lead), watch.seats()
    for words in WORDS:
        for path in ("/foerderung/?suche=", "/netzwerk/?suche="):
            watch.looks(lead, path + quote(words), [words])
        for path in ("/kennzahlen/?tag=", "/kennzahlen/ki.planned/?tag=", "/kennzahlen/karte/zentren/?tag="):
            watch.looks(lead, path + quote(words))
        watch.looks(nobody, f"/anmelden/?next={quote(words)}")
