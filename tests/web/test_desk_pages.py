"""The pages of the programme desk: what changes stands side by side, a file is looked at first, conflicts show both."""

import pytest

from tests.web.desk_posts import VERSION, filled, table
from vorort.funding.models import Call, Ceiling, FlatRate, GuidelineVersion


def rate_of(scene, code="renovation"):
    return FlatRate.objects.get(component__guideline=scene.desk.version, code=code)


def test_the_releaser_reads_what_was_and_what_is_to_be(scene):
    path = scene.path("funding:guideline_part", "draft").replace("bausteine", "pauschalen").rsplit("/", 2)[0]
    rate = rate_of(scene)
    form = {
        "version": "1", "component": "A", "code": "renovation", "label": rate.label, "unit": "Raum", "kind": "money",
        "unit_plural": "Räume", "amount": "1.150,00", "cap": rate.cap.code, "valid_from": "1.1.2028", "source": "Neu",
    }  # fmt: skip
    assert scene.owner.send(f"{path}/{rate.pk}/", form).status_code == 302
    html = scene.releaser.get(scene.path("funding:guideline_release", "draft")).content.decode()
    for words in ("A · Renovierung eines Treffpunkts", "1.000,00", "1.150,00", "Geheime Fassung 2028"):
        assert words in html
    assert "A · Ausstattung eines Treffpunkts" not in html


def test_a_part_is_removed_from_the_draft(scene):
    rate = rate_of(scene, "translation")
    path = scene.path("funding:guideline", "draft") + f"teile/pauschalen/{rate.pk}/"
    assert scene.owner.send(path, {"remove": "1", "version": "x"}).status_code == 409
    assert scene.owner.send(path, {"remove": "1", "version": "1"}).status_code == 302
    assert not FlatRate.objects.filter(pk=rate.pk).exists()


def test_a_conflict_shows_both_and_ones_own_can_be_sent_again(scene):
    path = scene.path("funding:guideline_texts", "draft")
    scene.owner.send(path, VERSION | {"version": "1", "title": "Von der Kollegin"})
    answer = scene.owner.send(path, VERSION | {"version": "1", "title": "Von mir"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Von der Kollegin" in html
    assert "Von mir" in html
    assert "ANBest-G" not in html.split("Beide Fassungen")[1]  # what is the same is not shown
    assert scene.owner.send(path, VERSION | {"version": "2", "title": "Von mir"}).status_code == 302
    assert GuidelineVersion.objects.get(pk=scene.desk.version.pk).title == "Von mir"


def test_reasons_stand_beside_their_field(scene):
    path = scene.path("funding:new_call", "released")
    form = filled("funding:new_call", {}) | {"code": "geheim"}
    answer = scene.owner.send(path, form)
    assert answer.status_code == 422
    assert answer.context["form"].errors["code"] == ["Einen Aufruf mit diesem Kürzel gibt es schon."]


@pytest.mark.parametrize("field", ["goals", "budget_lines"])
@pytest.mark.parametrize("key", ["9223372036854775808", "-9223372036854775809", "9" * 30, "999999", "eins", "\x00"])
def test_a_row_that_is_none_is_an_unknown_choice_beside_its_field(scene, field, key):
    answer = scene.owner.send(scene.path("funding:new_call", "released"), filled("funding:new_call", {}) | {field: key})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: ["Bitte eine der Antworten wählen."]}


def test_a_new_call_begins_with_whom_the_shipped_rule_set_names_and_keeps_what_was_chosen(scene):
    version = scene.world.established("komm_an_2016")
    path = scene.path("funding:new_call", "released").replace(str(scene.world.guideline.pk), str(version.pk))
    initial = scene.owner.get(path).context["form"].initial
    assert (initial["eligible"], initial["municipalities"]) == (["centre", "municipality"], "without_centre")
    assert "eligible" not in scene.owner.get(scene.path("funding:new_call", "released")).context["form"].initial

    form = filled("funding:new_call", {}) | {"eligible": ["municipality"], "municipalities": "without_centre"}
    assert scene.owner.send(path, form | {"opens_on": "1.10.2016", "code": "kreise"}).status_code == 302
    call = Call.objects.get(code="kreise")
    assert call.municipalities == "without_centre"
    page = scene.owner.get(f"/foerderung/aufrufe/{call.pk}/veroeffentlichung/")
    assert "Kommune (nur Kreise und kreisfreie Städte ohne Kommunales Integrationszentrum)" in page.content.decode()


def test_a_file_is_looked_at_taken_in_and_taken_back(scene):
    answer = scene.owner.send(scene.path("funding:guideline_import", "draft"), {"file": table()})
    assert answer.status_code == 302
    run = answer["Location"]
    assert "Noch ist nichts geschrieben" in scene.owner.get(run).content.decode()
    assert not FlatRate.objects.filter(code="heizung").exists()
    scene.owner.send(run, {"apply": "1"})
    assert FlatRate.objects.filter(code="heizung").exists()
    assert "Zurücknehmen" in scene.owner.get(run).content.decode()
    scene.owner.send(run, {"undo": "1"})
    assert not FlatRate.objects.filter(code="heizung").exists()
    assert scene.owner.send(run, {"apply": "1"}).status_code == 409


def test_a_table_of_a_released_version_waits_for_the_second_person(scene):
    upload = scene.path("funding:guideline_import", "released").replace("pauschalen", "hoechstbetraege")
    rows = "Gebiet;Jahr;Betrag;Quelle;Erfunden\r\n05762;2027;67.000,00;Erlass;\r\n"
    run = scene.owner.send(upload, {"file": table(rows, "neue-werte.csv")})["Location"]
    version = scene.path("funding:guideline", "released")

    html = scene.owner.get(run).content.decode()
    assert "übernimmt eine zweite Person" in html
    assert "Was ihre Tabellen ändert, gibt die Programmfreigabe frei." in html
    assert scene.owner.send(run, {"apply": "1"}).status_code == 409
    assert "noch nicht übernommen" in scene.releaser.get(version).content.decode()
    assert not Ceiling.objects.filter(year=2027).exists()

    assert scene.releaser.send(run, {"apply": "1"}).status_code == 302
    assert Ceiling.objects.get(year=2027).amount == 67_000
    assert "Um Rücknahme bitten" in scene.owner.get(run).content.decode()
    assert scene.releaser.send(run, {"undo": "1"}).status_code == 409

    assert scene.owner.send(run, {"ask_undo": "1"}).status_code == 302
    assert "Rücknahme erbeten" in scene.releaser.get(version).content.decode()
    assert "Um die Rücknahme ist gebeten." in scene.releaser.get(run).content.decode()
    assert scene.releaser.send(run, {"undo": "1"}).status_code == 302
    assert not Ceiling.objects.filter(year=2027).exists()
    assert "neue-werte.csv" not in scene.clerk.get(version).content.decode()


def test_the_releaser_reads_what_changes_in_the_tables_and_when_the_version_holds(scene):
    run = scene.path("funding:import_run", "draft")
    assert scene.owner.send(run, {"apply": "1"}).status_code == 302
    html = scene.releaser.get(scene.path("funding:guideline_release", "draft")).content.decode()
    for words in ("Höchstbeträge", "Kreis Höxter (centre-05762) · 2028", "70.000,00", "Gilt ab", "1.1.2028"):
        assert words in html


def test_the_table_goes_out_as_it_comes_in(scene):
    path = scene.path("funding:guideline_table", "draft")
    full, empty = scene.owner.get(path).content, scene.owner.get(path + "?leer").content
    assert full.startswith(empty)
    assert empty.decode("utf-8-sig").startswith("Baustein;Kürzel;Gegenstand;")
    assert full.count(b"\r\n") == 12
    answer = scene.owner.send(scene.path("funding:guideline_import", "draft"), {"file": table(full.decode())})
    assert "Alles aus dieser Datei steht schon so da." in answer.content.decode()


def test_a_draft_of_a_call_is_nothing_to_an_applicant(scene):
    assert scene.coordinator.get("/foerderung/aufrufe/geheim/").status_code == 404
    assert scene.owner.get("/foerderung/aufrufe/geheim/").status_code == 200
