"""Opens every page of the path, each in the state that shows most: thirty rows, errors, both versions.

What a page must hold is checked by whoever walks along: each function yields the page's name and the person before it.
"""

from collections.abc import Callable, Iterator

from tests.web.walks.people import Person
from tests.web.walks.scene import Scene, Town
from tests.web.walks.way import STEPS, Way
from vorort.funding.models import Opinion

Sit = Callable[..., Person]
Pages = Iterator[tuple[str, Person]]

ROWS = 30
WRONG = "31.2.2027"
MUCH = "viel"


def file_of(town: Town) -> str:
    """The address of the town's newest application."""
    return f"/foerderung/antraege/{town.application.pk}/"


def towns_by_step(scene: Scene) -> dict[str, Town]:
    """A town for every state its application can have, by the name of the last step."""
    found = {}
    for step in STEPS:
        town = scene.new_town()
        Way(scene, town).brought_to(step)
        found[step.__name__] = town
    withdrawn = scene.new_town()
    Way(scene, withdrawn).brought_to(Way.submit)
    Way(scene, withdrawn).withdraw()
    return found | {"withdraw": withdrawn}


def fill_the_desks(scene: Scene, town: Town) -> None:
    """Thirty applications of one centre, all but the last withdrawn: as many rows on its desk and the authority's."""
    way = Way(scene, town)
    for _row in range(ROWS - 1):
        way.brought_to(Way.submit)
        way.withdraw()
    way.brought_to(Way.submit)


# --- Everybody --------------------------------------------------------------------------------------------------------
def pages_of_everybody(sit: Sit, scene: Scene) -> Pages:
    """What needs no sign-in, and what everybody meets."""
    nobody = sit()
    nobody.opens("/anmelden/")
    yield "anmelden", nobody
    nobody.writes("E-Mail-Adresse", "niemand@vorort.example")
    nobody.writes("Passwort", "falsch")
    nobody.presses("Anmelden")
    yield "anmelden-fehler", nobody
    nobody.opens("/bausteine/")
    yield "bausteine-der-oberflaeche", nobody

    somebody = sit(scene.new_town().lead)
    for name, path in {
        "kennzahlen": "/kennzahlen/",
        "kennzahl": "/kennzahlen/ki.planned/?tag=2012-09-01",
        "zentren-karte": "/kennzahlen/karte/zentren/",
        "handeln-als": "/handeln-als/",
        "keine-nachrichten": "/nachrichten/",
        "nicht-gefunden": "/foerderung/antraege/999999/",
        "organisation": f"/netzwerk/organisationen/{scene.stage.authority.pk}/",
        "start-nichts-wartet": "/",
        "desk-leer": "/foerderung/",
        "desk-nichts-gefunden": "/foerderung/?suche=xyz",
    }.items():
        somebody.opens(path)
        yield name, somebody


# --- The applicant ----------------------------------------------------------------------------------------------------
def pages_of_the_applicant(sit: Sit, scene: Scene) -> Pages:
    """From the start page to the notice, with a desk of thirty rows."""
    towns = towns_by_step(scene)
    full = scene.new_town()
    fill_the_desks(scene, full)
    coordinator = sit(full.coordinator)
    for name, path in {
        "start": "/",
        "desk": "/foerderung/",
        "aufruf": f"/foerderung/aufrufe/{scene.call.code}/",
        "nachrichten": "/nachrichten/",
    }.items():
        coordinator.opens(path)
        yield name, coordinator
    newcomer = sit(scene.new_town().coordinator)
    newcomer.opens(f"/foerderung/aufrufe/{scene.call.code}/")
    yield "aufruf-beginnen", newcomer

    yield from sections(sit, towns)
    yield from files(sit, towns)
    yield from refusals(sit, towns)


def sections(sit: Sit, towns: dict[str, Town]) -> Pages:
    """The sections of the draft: empty, written, with errors."""
    beginner = sit(towns["begin"].coordinator)
    writer = sit(towns["write"].coordinator)
    for person, town, state in ((beginner, towns["begin"], "leer"), (writer, towns["write"], "geschrieben")):
        for section in ("angaben", "bausteine", "fragen", "anlagen", "pruefen"):
            person.opens(f"{file_of(town)}{section}/")
            yield f"{section}-{state}", person
    for section, field, text, button in (
        ("angaben", "Beginn", WRONG, "Nur speichern"),
        ("bausteine", "Laufende Kosten eines Treffpunkts", MUCH, "Speichern und weiter"),
        ("fragen", "Wie viele Treffpunkte sind beteiligt?", MUCH, "Nur speichern"),
    ):
        beginner.opens(f"{file_of(towns['begin'])}{section}/")
        beginner.writes(field, text)
        beginner.page.locator("#save-state", has_text="Noch nicht gespeichert").wait_for()
        yield f"{section}-fehler-beim-schreiben", beginner
        beginner.presses(button)
        beginner.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
        yield f"{section}-fehler", beginner
    beginner.opens(f"{file_of(towns['begin'])}anlagen/")
    beginner.presses("Hinzufügen")
    yield "anlagen-fehler", beginner


def files(sit: Sit, towns: dict[str, Town]) -> Pages:
    """The file in each state as the lead sees it, and what she does there."""
    for step, town in towns.items():
        lead = sit(town.lead)
        lead.opens(file_of(town))
        yield f"vorgang-{step}", lead
        if step == "ask_for_sign_off":
            lead.opens(f"{file_of(town)}einreichen/")
            yield "einreichen", lead
            lead.opens(f"{file_of(town)}zurueck-in-den-entwurf/")
            yield "zurueck-in-den-entwurf", lead
            lead.opens(f"{file_of(town)}angaben/")
            yield "angaben-gesperrt", lead
        elif step == "submit":
            lead.opens(f"{file_of(town)}zurueckziehen/")
            lead.presses("Antrag zurückziehen")
            lead.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
            yield "zurueckziehen-fehler", lead
        elif step == "make_known":
            lead.opens(f"{file_of(town)}bewilligung/verzicht/")
            yield "verzicht", lead
        lead.page.context.close()


def refusals(sit: Sit, towns: dict[str, Town]) -> Pages:
    """Both versions; what is refused because the page was passed by; and a form whose session has ended."""
    town = towns["write"]
    first, second = sit(town.coordinator), sit(town.lead)
    for person in (first, second):
        person.opens(f"{file_of(town)}angaben/")
    first.writes("Bezeichnung der Maßnahme", "Treffpunkte in drei Orten")
    first.sees_saved()
    second.writes("Warum ist sie nötig?", "In vier Orten gibt es keinen Treffpunkt, und wer neu ist, bleibt allein.")
    second.stands_on("Jemand hat inzwischen etwas anderes gespeichert")
    yield "zwei-fassungen", second

    beginner = sit(towns["begin"].coordinator)
    beginner.opens(f"{file_of(towns['begin'])}pruefen/")
    beginner.page.get_by_role("button", name="Zur Mitzeichnung geben").evaluate("button => { button.type = 'submit' }")
    beginner.page.get_by_role("button", name="Zur Mitzeichnung geben").dispatch_event("click")
    beginner.stands_on("Das geht noch nicht")
    yield "das-geht-noch-nicht", beginner

    lead = sit(towns["submit"].lead)
    lead.opens(f"{file_of(towns['submit'])}zurueckziehen/")
    lead.writes("Warum?", "Der Träger springt ab.")
    lead.page.context.clear_cookies(name="sessionid")
    lead.presses("Antrag zurückziehen")
    lead.stands_on("Sie sind abgemeldet")
    yield "abgemeldet", lead


# --- The authority ----------------------------------------------------------------------------------------------------
def pages_of_the_authority(sit: Sit, scene: Scene) -> Pages:
    """From a desk of thirty rows to the notice."""
    towns = towns_by_step(scene)
    fill_the_desks(scene, scene.new_town())
    clerk, officer = sit(scene["clerk"]), sit(scene["officer"])
    for name, path in {"start": "/", "desk": "/foerderung/", "nachrichten": "/nachrichten/"}.items():
        clerk.opens(path)
        yield f"behoerde-{name}", clerk
    yield from work_lists(clerk)
    line = scene.call.budget_lines.get()
    clerk.opens(f"/foerderung/haushaltsstellen/{line.pk}/")
    yield "haushaltsstelle", clerk
    for step in ("submit", "take_up", "close_formal_review", "prepare", "release", "make_known", "withdraw"):
        clerk.opens(file_of(towns[step]))
        yield f"behoerde-vorgang-{step}", clerk
    yield from reviews(clerk, towns)
    yield from decisions(clerk, officer, towns)
    yield from otherwise(sit, clerk, officer, towns)
    yield from opinion(sit(scene["adviser"]), clerk, file_of(towns["submit"]))


def work_lists(clerk: Person) -> Pages:
    """The list with a filter that cannot be read, thirty withdrawn rows, a refused tick, and one's own views."""
    clerk.opens("/foerderung/?stand=unsinn&zustaendig=ich")
    yield "desk-unlesbar", clerk
    clerk.opens("/foerderung/?stand=zurueckgezogen&sortierung=eingang")
    yield "desk-dreissig", clerk
    clerk.opens("/foerderung/ansichten/")
    yield "ansichten-leer", clerk
    clerk.opens("/foerderung/?stand=offen")
    clerk.page.get_by_text("Diese Ansicht speichern").click()
    yield "desk-ansicht-speichern", clerk
    clerk.writes("Name der Ansicht", "Mein Tag")
    clerk.presses("Speichern")
    clerk.sees("Die Ansicht „Mein Tag“ ist gespeichert.")
    yield "desk-mit-ansicht", clerk
    clerk.opens("/foerderung/ansichten/")
    yield "ansichten", clerk
    clerk.opens("/foerderung/")
    clerk.page.get_by_role("checkbox").first.check()
    clerk.presses("Zuweisen")
    clerk.stands_on("Das geht noch nicht")
    yield "zuweisen-verweigert", clerk


def reviews(clerk: Person, towns: dict[str, Town]) -> Pages:
    """Both reviews, with errors; and one that is closed too early."""
    clerk.opens(f"{file_of(towns['submit'])}pruefung/")
    yield "pruefung-beginnen", clerk
    clerk.opens(f"{file_of(towns['take_up'])}pruefung/")
    yield "pruefung-formell", clerk
    clerk.page.get_by_role("radio", name="nicht erfüllt").first.check()
    clerk.presses("Speichern")
    clerk.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
    yield "pruefung-fehler", clerk
    clerk.opens(f"{file_of(towns['take_up'])}pruefung/")
    clerk.page.get_by_role("radio", name="in Ordnung").first.check()
    clerk.presses("Speichern und formelle Prüfung abschließen")
    clerk.sees("Abschließen lässt sich die formelle Prüfung noch nicht.")
    yield "pruefung-noch-offen", clerk
    clerk.opens(f"{file_of(towns['close_formal_review'])}pruefung/")
    yield "pruefung-fachlich", clerk


def decisions(clerk: Person, officer: Person, towns: dict[str, Town]) -> Pages:
    """The award with errors, its release and its notice."""
    clerk.opens(f"{file_of(towns['check_substance'])}bewilligung/")
    yield "bewilligung", clerk
    clerk.writes("Bewilligte Menge: Ehrenamtliche Begleitung", "99999")
    clerk.writes("Zuwendungszweck", "")
    clerk.presses("Bewilligung speichern")
    clerk.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
    yield "bewilligung-fehler", clerk
    clerk.opens(f"{file_of(towns['release'])}bewilligung/")
    yield "bewilligung-aendern", clerk
    clerk.opens(f"{file_of(towns['release'])}bewilligung/bekanntgabe/")
    yield "bekanntgabe", clerk
    clerk.opens(f"{file_of(towns['prepare'])}bewilligung/freigabe/")
    yield "freigabe-verwehrt", clerk
    officer.opens("/")
    yield "freigabe-start", officer
    officer.opens(f"{file_of(towns['prepare'])}bewilligung/freigabe/")
    yield "freigabe", officer


def otherwise(sit: Sit, clerk: Person, officer: Person, towns: dict[str, Town]) -> Pages:
    """Refusal, hearing, request for information, early start and opinion, with errors where there is a form."""
    reviewed, received, taken = (file_of(towns[step]) for step in ("check_substance", "submit", "take_up"))
    for name, path, button in (
        ("ablehnung", f"{reviewed}ablehnung/", "Ablehnung speichern"),
        ("nachforderung", f"{taken}nachforderung/", "Nachforderung senden"),
        ("stellungnahme-erbitten", f"{received}stellungnahme/", "Stellungnahme erbitten"),
    ):
        clerk.opens(path)
        yield name, clerk
        clerk.presses(button)
        clerk.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
        yield f"{name}-fehler", clerk
    town = towns["check_substance"]
    clerk.opens(f"{reviewed}ablehnung/")
    clerk.writes("Gründe der Ablehnung", "Dieselben Begleitungen sind schon gefördert.")
    clerk.writes("Rechtsgrundlage", "Nr. 1.2 VV zu § 44 LHO NRW")
    clerk.presses("Ablehnung speichern")
    clerk.sees("Die Ablehnung ist vorbereitet.")
    clerk.opens(f"{reviewed}anhoerung/")
    yield "anhoerung", clerk
    clerk.presses("Anhörung eröffnen")
    clerk.sees("Die Anhörung ist eröffnet.")
    yield "vorgang-mit-anhoerung", clerk
    officer.opens(f"{reviewed}ablehnung/freigabe/")
    yield "ablehnung-freigabe", officer
    lead = sit(town.lead)
    lead.opens(f"{reviewed}anhoerung/antwort/")
    yield "anhoerung-antwort", lead

    clerk.opens(f"{taken}nachforderung/")
    clerk.writes("Was fehlt?", "Wie viele Menschen erreichen Sie?")
    clerk.chooses(clerk.page.get_by_label("Warum sie nötig ist"))
    clerk.writes("Antwort bis", "31.12.2199")
    clerk.presses("Nachforderung senden")
    clerk.sees("Die Nachforderung ist bei der Antragstellerin.")
    yield "vorgang-mit-nachforderung", clerk
    clerk.opens(f"{taken}nachforderung/beenden/")
    yield "nachforderung-beenden", clerk
    asked = sit(towns["take_up"].coordinator)
    for name, path in {"antwort": "nachforderung/antwort/", "angaben": "angaben/", "fragen": "fragen/"}.items():
        asked.opens(f"{taken}{path}")
        yield f"nachforderung-{name}", asked

    applicant = sit(towns["submit"].lead)
    applicant.opens(f"{received}vorzeitiger-beginn/")
    yield "vorzeitiger-beginn", applicant
    applicant.presses("Beantragen")
    applicant.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
    yield "vorzeitiger-beginn-fehler", applicant
    applicant.writes("Beginn ab", "01.12.2199")
    applicant.writes("Warum kann nicht gewartet werden?", "Die Räume sind nur jetzt frei.")
    applicant.presses("Beantragen")
    applicant.sees("Ihr Wunsch ist bei der Behörde.")
    yield "vorgang-mit-wunsch", applicant
    clerk.opens(f"{received}vorzeitiger-beginn/antwort/")
    yield "vorzeitiger-beginn-antwort", clerk


def opinion(adviser: Person, clerk: Person, file: str) -> Pages:
    """An office is asked, writes, hands in too early, and is waited for no longer."""
    clerk.opens(f"{file}stellungnahme/")
    clerk.field("Koordinierungsstelle").select_option(index=0)
    clerk.writes("Ihre Frage", "Passt das zum Konzept?")
    clerk.writes("Antwort bis", "31.12.2199")
    clerk.presses("Stellungnahme erbitten")
    clerk.sees("Die Stellungnahme ist erbeten.")
    number = Opinion.objects.get(application__pk=file.rstrip("/").rpartition("/")[2]).pk
    adviser.opens(f"{file}stellungnahmen/{number}/")
    yield "stellungnahme", adviser
    adviser.presses("Speichern und abgeben")
    adviser.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
    yield "stellungnahme-fehler", adviser
    clerk.opens(f"{file}stellungnahmen/{number}/verzicht/")
    yield "stellungnahme-verzicht", clerk
    clerk.presses("Nicht mehr warten")
    clerk.page.get_by_role("main").get_by_text("Fehler:").first.wait_for()
    yield "stellungnahme-verzicht-fehler", clerk
