"""While the authority asks for more: what may be written is a form, the rest is read; who sends the answer is said."""

from datetime import timedelta

from tests.funding.world import TODAY
from tests.web.scene import Scene
from vorort.core import clock

STAYS = "Die Behörde fragt nur nach diesen Angaben."


def test_details_that_stay_are_read_under_the_form_and_said_once(scene: Scene):
    page = scene.coordinator.get(scene.path("funding:details", "asked_again"))
    html = page.content.decode()
    assert html.count(STAYS) == 1
    assert 'name="need"' in html
    assert 'name="title"' not in html
    assert [(fact.label, fact.value) for fact in page.context["closed"]][:4] == [
        ("Bezeichnung der Maßnahme", "Geheimer Treff am Marktplatz"),
        ("Beginn", "1.2.2027"),
        ("Ende", "30.11.2027"),
        ("Eigene Mittel", "250,00\xa0€"),
    ]


def test_what_is_read_only_stays_when_the_form_is_saved(scene: Scene):
    path = scene.path("funding:details", "asked_again")
    version = scene.applications["asked_again"].version
    assert scene.coordinator.send(path, {"version": version, "need": "Neu", "title": "Anders"}).status_code == 302
    again = scene.coordinator.get(path)
    assert again.context["form"].initial["need"] == "Neu"
    assert again.context["form"].initial["title"] == "Geheimer Treff am Marktplatz"


def test_a_draft_says_nothing_of_what_stays(scene: Scene):
    page = scene.coordinator.get(scene.path("funding:details", "draft"))
    assert page.context["closed"] == []
    assert STAYS not in page.content.decode()


def test_the_check_leads_to_the_answer(scene: Scene):
    html = scene.coordinator.get(scene.path("funding:check", "asked_again")).content.decode()
    assert "Alles da." not in html
    assert "Zur Mitzeichnung geben" not in html
    assert scene.path("funding:information_answer", "asked_again") in html


def test_a_complete_draft_is_handed_over(scene: Scene):
    html = scene.coordinator.get(scene.path("funding:check", "draft")).content.decode()
    assert "Alles da." in html


def test_files_of_a_section_that_is_closed_can_be_read_and_not_removed(scene: Scene):
    html = scene.coordinator.get(scene.path("funding:attachments", "submitted")).content.decode()
    assert "Sie können diesen Abschnitt jetzt nicht ändern." in html
    assert scene.path("funding:attachment", "submitted") in html
    assert 'name="remove"' not in html
    assert "Datei hinzufügen" not in html


def test_the_coordinator_reads_who_sends_the_answer_and_the_lead_sends_it(scene: Scene):
    path = scene.path("funding:information_answer", "asked_again")
    sentence = "Danach zeichnet Ihre Leitung mit und schickt die Antwort ab."
    assert sentence in scene.coordinator.get(path).content.decode()
    lead = scene.lead.get(path).content.decode()
    assert sentence not in lead
    assert "<h2>Mitzeichnen</h2>" in lead


def test_the_authority_reads_in_its_first_sentence_what_is_overdue(scene: Scene):
    path = scene.path("funding:application", "in_formal_review")
    assert "überfällig" not in scene.clerk.get(path).context["next"].sentence
    with clock.at(TODAY + timedelta(days=400)):
        late = scene.clerk.get(path).context["next"].sentence
    assert late.startswith("Der Antrag wartet auf die formelle Prüfung. ")
    assert "Tagen überfällig." in late
