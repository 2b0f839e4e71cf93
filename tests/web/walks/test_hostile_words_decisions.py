"""Words that would be a script in decisions and in what runs beside them: award, refusal, hearing, opinion, early
start, request for information. Whoever decides looks at them, and the other side.

What stands in the documents: tests/web/hostile/test_every_document.py.
"""

import pytest

from tests.web.walks.every_page import file_of
from tests.web.walks.hostile_words import Watch, of, types
from tests.web.walks.scene import Member, Scene, Town
from tests.web.walks.way import Way

pytestmark = pytest.mark.full
LATER = "31.12.2099"


def looked_at_by(watch: Watch, members: list[Member], file: str, words: list[str]) -> None:
    """Everybody finds the words in the file, and nothing runs where she is told of it."""
    for member in members:
        reader = watch.seats(member)
        watch.looks(reader, file, words)
        for path in ("/", "/nachrichten/", "/foerderung/?stand=alle"):
            watch.looks(reader, path)
        reader.page.close()


# --- Award and refusal ------------------------------------------------------------------------------------------------
@types("funding:award purpose reasoning special_conditions", "funding:hearing_answer answer")
def test_words_in_an_award_and_in_the_answer_to_it_run_nowhere(watch, scene: Scene, town: Town):
    way = Way(scene, town)
    way.brought_to(Way.check_substance)
    file, clerk, officer = file_of(town), watch.seats(scene["clerk"]), watch.seats(scene["officer"])
    less = {f"units-{town.application.items.first().pk}": "1"}
    texts = ("purpose", "reasoning", "special_conditions")
    typed = watch.fills(clerk, f"{file}bewilligung/", *texts, beside=less, button="Bewilligung speichern")
    watch.looks(clerk, f"{file}bewilligung/", of(typed))
    watch.fills(clerk, f"{file}anhoerung/", beside={"answer_until": LATER}, button="Anhörung eröffnen")
    lead = watch.seats(town.lead)
    watch.looks(lead, f"{file}anhoerung/antwort/", of(typed, "reasoning"))
    answer = watch.fills(lead, f"{file}anhoerung/antwort/", "answer", button="Antwort abgeben")
    looked_at_by(watch, [scene["clerk"], scene["officer"], town.lead], file, of(answer))
    watch.looks(officer, f"{file}bewilligung/freigabe/", of(typed))
    way.release()
    watch.looks(clerk, f"{file}bewilligung/bekanntgabe/", of(typed))
    way.make_known()
    looked_at_by(watch, [scene["clerk"], scene["owner"], town.lead, town.coordinator], file, of(answer))


@types("funding:refusal reasoning legal_basis", "funding:hearing_answer answer")
def test_words_in_a_refusal_and_in_the_answer_to_it_run_nowhere(watch, scene: Scene, town: Town):
    Way(scene, town).brought_to(Way.check_substance)
    file, clerk, officer = file_of(town), watch.seats(scene["clerk"]), watch.seats(scene["officer"])
    lead = watch.seats(town.lead)
    typed = watch.fills(clerk, f"{file}ablehnung/", "reasoning", "legal_basis", button="Ablehnung speichern")
    watch.looks(clerk, f"{file}ablehnung/", of(typed))
    watch.fills(clerk, f"{file}anhoerung/", beside={"answer_until": LATER}, button="Anhörung eröffnen")
    watch.looks(lead, f"{file}anhoerung/antwort/", of(typed, "reasoning"))
    answer = watch.fills(lead, f"{file}anhoerung/antwort/", "answer", button="Antwort abgeben")
    looked_at_by(watch, [scene["clerk"], scene["officer"], town.lead], file, of(answer))
    watch.looks(officer, f"{file}ablehnung/freigabe/", of(typed))
    officer.presses("Ablehnung freigeben")
    watch.looks(clerk, f"{file}ablehnung/bekanntgabe/", of(typed))
    clerk.presses("Ablehnung bekannt geben")
    clerk.sees("Die Ablehnung ist bekannt gegeben.")
    looked_at_by(watch, [scene["clerk"], scene["owner"], town.lead, town.coordinator], file, of(typed, "reasoning"))


# --- What runs beside them --------------------------------------------------------------------------------------------
@types("funding:information question", "funding:information_answer answer")
def test_words_in_a_request_for_information_and_in_its_answer_run_nowhere(watch, scene: Scene, town: Town):
    Way(scene, town).brought_to(Way.take_up)
    file, clerk, coordinator = file_of(town), watch.seats(scene["clerk"]), watch.seats(town.coordinator)
    asked = {"fields": ["need"], "due_on": LATER}
    question = watch.fills(clerk, f"{file}nachforderung/", "question", beside=asked)
    looked_at_by(watch, [scene["clerk"], scene["officer"], town.lead, town.coordinator], file, of(question))
    watch.looks(clerk, f"{file}nachforderung/beenden/")
    watch.looks(coordinator, f"{file}nachforderung/antwort/", of(question))
    watch.looks(coordinator, f"{file}angaben/")
    answer = watch.fills(coordinator, f"{file}nachforderung/antwort/", "answer", button="Antwort speichern")
    lead = watch.seats(town.lead)
    watch.looks(lead, f"{file}nachforderung/antwort/", of(answer))
    lead.presses("Mitzeichnen und nachreichen")
    lead.sees("Ihre Angaben sind bei der Behörde.")
    both = [*of(question), *of(answer)]
    looked_at_by(watch, [scene["clerk"], scene["officer"], town.lead, town.coordinator], file, both)


@types("funding:opinion_request question", "funding:opinion text")
def test_words_in_an_opinion_run_nowhere(watch, scene: Scene, town: Town):
    application = Way(scene, town).brought_to(Way.check_substance)
    file, clerk, adviser = file_of(town), watch.seats(scene["clerk"]), watch.seats(scene["adviser"])
    question = watch.fills(clerk, f"{file}stellungnahme/", "question", beside={"due_on": LATER})
    looked_at_by(watch, [scene["clerk"], scene["adviser"]], file, of(question))
    path = f"{file}stellungnahmen/{application.opinions.get().pk}/"
    watch.looks(adviser, path, of(question))
    given = {"recommendation": "yes"}
    text = watch.fills(adviser, path, "text", beside=given, button="Speichern und abgeben")
    for member in (scene["clerk"], scene["officer"], scene["owner"], scene["adviser"]):
        watch.looks(watch.seats(member), path, [*of(question), *of(text)])
    looked_at_by(watch, [scene["clerk"], scene["officer"], scene["owner"], town.lead], file, [])


@types("funding:opinion_request question", "funding:opinion_drop reason")
def test_words_in_the_reason_to_wait_no_longer_run_nowhere(watch, scene: Scene, town: Town):
    application = Way(scene, town).brought_to(Way.check_substance)
    file, clerk = file_of(town), watch.seats(scene["clerk"])
    watch.fills(clerk, f"{file}stellungnahme/", "question", beside={"due_on": LATER})
    typed = watch.fills(clerk, f"{file}stellungnahmen/{application.opinions.get().pk}/verzicht/", "reason")
    looked_at_by(watch, [scene["clerk"], scene["officer"]], file, of(typed))
    looked_at_by(watch, [scene["adviser"], town.lead], file, [])


@types("funding:early_start reason", "funding:early_start_answer reasoning")
def test_words_in_a_wish_to_begin_early_and_in_its_answer_run_nowhere(watch, scene: Scene, town: Town):
    Way(scene, town).brought_to(Way.take_up)
    file, clerk, officer = file_of(town), watch.seats(scene["clerk"]), watch.seats(scene["officer"])
    lead = watch.seats(town.lead)
    wish = watch.fills(lead, f"{file}vorzeitiger-beginn/", "reason", beside={"starts_on": LATER})
    looked_at_by(watch, [scene["clerk"], scene["officer"], town.lead], file, of(wish))
    path = f"{file}vorzeitiger-beginn/antwort/"
    watch.looks(clerk, path, of(wish))
    answer = watch.fills(clerk, path, "reasoning", beside={"consented": "nein", "starts_on": LATER})
    watch.looks(clerk, path, of(answer))
    watch.looks(officer, f"{file}vorzeitiger-beginn/freigabe/", of(answer))
    officer.presses("Antwort freigeben")
    watch.looks(clerk, f"{file}vorzeitiger-beginn/bekanntgabe/", of(answer))
    clerk.presses("Antwort bekannt geben")
    looked_at_by(watch, [scene["clerk"], scene["officer"], scene["owner"], town.lead], file, of(answer))


# --- What takes no words ----------------------------------------------------------------------------------------------
@types(
    "funding:award purpose reasoning special_conditions units-#",
    "funding:information question due_on",
    "funding:opinion_request question due_on",
    "funding:early_start reason starts_on",
    "funding:early_start_answer reasoning starts_on",
    "funding:refusal reasoning legal_basis",
    "funding:hearing answer_until",
)
def test_words_where_a_day_belongs_are_shown_again_and_run_nowhere(watch, scene: Scene, town: Town):
    Way(scene, town).brought_to(Way.check_substance)
    file, clerk, lead = file_of(town), watch.seats(scene["clerk"]), watch.seats(town.lead)
    watch.is_refused(clerk, f"{file}bewilligung/", "purpose", button="Bewilligung speichern")
    watch.is_refused(clerk, f"{file}nachforderung/", "due_on")
    watch.is_refused(clerk, f"{file}stellungnahme/", "due_on")
    watch.is_refused(lead, f"{file}vorzeitiger-beginn/", "starts_on")
    watch.fills(lead, f"{file}vorzeitiger-beginn/", "reason", beside={"starts_on": LATER})
    watch.is_refused(clerk, f"{file}vorzeitiger-beginn/antwort/", "starts_on", beside={"consented": "ja"})
    watch.fills(clerk, f"{file}ablehnung/", "reasoning", "legal_basis", button="Ablehnung speichern")
    watch.is_refused(clerk, f"{file}anhoerung/", "answer_until", button="Anhörung eröffnen")
