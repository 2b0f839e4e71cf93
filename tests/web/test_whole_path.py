"""From the call to the notice in her hand by plain forms: no script, one window a person."""

import pytest

from tests.funding.world import PDF
from tests.web.posts import ANSWERS, DETAILS, checks, filled, granted, units, upload
from tests.web.scene import Scene
from vorort.core import documents
from vorort.funding.models import Application, Award

FORMAL = checks("complete", "eligible", "threshold", "not_begun")
SUBSTANTIVE = checks("necessary", "adequate", "financed")


def begun(scene: Scene) -> str:
    """The address of the new application."""
    answer = scene.coordinator.send("/foerderung/aufrufe/komm-an-ii-2027/")
    key = Application.objects.get(call=scene.world.call).pk
    assert answer["Location"] == f"/foerderung/antraege/{key}/angaben/"
    return f"/foerderung/antraege/{key}/"


def row(path: str) -> Application:
    return Application.objects.get(pk=path.split("/")[3])


def goes(person, path: str, values: dict[str, object], to: str) -> None:
    """The form is taken and leads on."""
    answer = person.send(path, values)
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == to


def drafted(scene: Scene) -> str:
    path, writer = begun(scene), scene.coordinator
    goes(writer, f"{path}angaben/", {"version": "1", **DETAILS, "next": "1"}, f"{path}bausteine/")
    goes(writer, f"{path}bausteine/", {"version": "2", **units(row(path)), "next": "1"}, f"{path}fragen/")
    goes(writer, f"{path}fragen/", {"version": "3", **ANSWERS, "next": "1"}, f"{path}anlagen/")
    goes(writer, f"{path}anlagen/", {"version": "4", "file": upload(), "question": "concept"}, f"{path}anlagen/")
    return path


def decided(scene: Scene) -> str:
    path = drafted(scene)
    goes(scene.coordinator, f"{path}pruefen/", {"version": "5"}, path)
    goes(scene.lead, f"{path}einreichen/", {"version": "6"}, path)
    goes(scene.clerk, f"{path}pruefung/", {"version": "7", "begin": "1"}, f"{path}pruefung/")
    goes(scene.clerk, f"{path}pruefung/", {"version": "8", **FORMAL, "close": "1"}, f"{path}pruefung/")
    goes(scene.clerk, f"{path}pruefung/", {"version": "10", **SUBSTANTIVE, "award": "1"}, f"{path}bewilligung/")
    goes(scene.clerk, f"{path}bewilligung/", {"version": "11", **granted(row(path))}, path)
    goes(scene.officer, f"{path}bewilligung/freigabe/", {"version": "1"}, path)
    return path


def test_the_whole_path_by_plain_forms(scene):
    path = decided(scene)
    notice = documents.of(Award.objects.get(application=row(path))).get()
    address = f"{path}schriftstuecke/{notice.pk}/"
    assert scene.officer.get(address).status_code == 200
    assert scene.lead.get(address).status_code == 404
    assert "Zuwendungsbescheid" not in scene.lead.get(path).content.decode()
    goes(scene.clerk, f"{path}bewilligung/bekanntgabe/", {"version": "2"}, path)
    html = scene.lead.get(path).content.decode()
    assert f'href="{address}"' in html
    assert "bewilligt" in html
    answer = scene.lead.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    goes(scene.lead, f"{path}bewilligung/verzicht/", {"version": "3"}, path)
    assert "bestandskräftig" in scene.lead.get(path).content.decode()
    assert row(path).state == "decided"
    assert row(path).requested == 600  # 6 hours at 100 euro


def test_the_attached_file_comes_back_as_it_was(scene):
    path = drafted(scene)
    answer = scene.coordinator.get(f"{path}anlagen/{row(path).attachments.get().pk}/")
    assert answer.content == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="Plan.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_file_can_be_removed_again(scene):
    path = drafted(scene)
    key = row(path).attachments.get().pk
    goes(scene.coordinator, f"{path}anlagen/", {"version": "5", "remove": str(key)}, f"{path}anlagen/")
    assert row(path).attachments.count() == 0


def test_back_into_the_draft_and_once_more(scene):
    path = drafted(scene)
    goes(scene.coordinator, f"{path}pruefen/", {"version": "5"}, path)
    goes(scene.lead, f"{path}zurueck-in-den-entwurf/", {"version": "6", "reason": "Bitte kürzer."}, path)
    goes(scene.coordinator, f"{path}angaben/", {"version": "7", **DETAILS, "title": "Treff"}, f"{path}angaben/")
    goes(scene.coordinator, f"{path}pruefen/", {"version": "8"}, path)
    assert row(path).state == "sign_off"


def test_withdrawn_and_begun_anew(scene):
    path = drafted(scene)
    goes(scene.lead, f"{path}zurueckziehen/", {"version": "5", "reason": "Der Träger springt ab."}, path)
    assert "Der Träger springt ab." in scene.lead.get(path).content.decode()
    answer = scene.lead.send("/foerderung/aufrufe/komm-an-ii-2027/")
    assert answer["Location"] != f"{path}angaben/"


def test_a_change_before_the_notice_is_known_voids_the_release(scene):
    path = decided(scene)
    change = filled(f"{path}bewilligung/") | {"special_conditions": "Bis zum 30.6. ist zu berichten."}
    goes(scene.clerk, f"{path}bewilligung/", change, path)
    assert scene.clerk.send(f"{path}bewilligung/bekanntgabe/", {"version": "3"}).status_code == 409
    goes(scene.officer, f"{path}bewilligung/freigabe/", {"version": "3"}, path)
    goes(scene.officer, f"{path}bewilligung/bekanntgabe/", {"version": "4"}, path)


@pytest.mark.parametrize("version", ["5"])
def test_whoever_wrote_last_does_not_sign(scene, version):
    path = drafted(scene)
    goes(scene.lead, f"{path}angaben/", {"version": version, **DETAILS}, f"{path}angaben/")
    goes(scene.coordinator, f"{path}pruefen/", {"version": "6"}, path)
    answer = scene.lead.send(f"{path}einreichen/", {"version": "7"})
    assert answer.status_code == 409
    assert "Vier-Augen-Prinzip" in answer.content.decode()


def test_while_typing_the_sum_and_the_new_version_come_back(scene):
    path = begun(scene)
    answer = scene.coordinator.type(f"{path}bausteine/", {"version": "1", **units(row(path), "3")})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="version" value="2"' in html
    assert "300,00" in html
