"""What a draft still lacks leads to the field that settles it."""

import re

from vorort.funding.models import Answer, Application


def emptied(scene) -> Application:
    """The draft of the scene as it was on the first day: nothing written yet."""
    draft = scene.applications["draft"]
    Application.objects.filter(pk=draft.pk).update(title="", need="", begins_on=None, ends_on=None, not_begun=False)
    Answer.objects.filter(application=draft).delete()
    draft.items.all().delete()
    draft.attachments.all().delete()
    return draft


def test_every_missing_point_is_a_link_to_its_field(scene):
    draft = emptied(scene)
    shown = scene.coordinator.get(scene.path("funding:check", "draft")).context["missing"]
    before = f"/foerderung/antraege/{draft.pk}"
    assert [(point.sentence, point.url) for point in shown] == [
        ("Die Maßnahme hat noch keine Bezeichnung.", f"{before}/angaben/#id_title"),
        ("Es fehlt, warum die Maßnahme nötig ist.", f"{before}/angaben/#id_need"),
        ("Der Beginn der Maßnahme fehlt.", f"{before}/angaben/#id_begins_on"),
        ("Das Ende der Maßnahme fehlt.", f"{before}/angaben/#id_ends_on"),
        ("Es ist noch kein Baustein beantragt.", f"{before}/bausteine/"),
        ("Noch offen: Wen erreichen Sie?", f"{before}/fragen/#id_target_group"),
        ("Noch offen: Ihr Integrationskonzept", f"{before}/anlagen/"),
        ("Bitte erklären Sie, dass die Maßnahme noch nicht begonnen hat.", f"{before}/angaben/#id_not_begun"),
    ]


def test_the_field_a_missing_point_leads_to_is_there(scene):
    emptied(scene)
    shown = scene.coordinator.get(scene.path("funding:check", "draft")).context["missing"]
    for point in shown:
        path, _hash, field = point.url.partition("#")
        page = scene.coordinator.get(path).content.decode()
        assert not field or re.search(rf'id="{field}"', page), point.url


def test_a_complete_draft_names_nothing_missing(scene):
    page = scene.coordinator.get(scene.path("funding:check", "draft"))
    assert page.context["missing"] == []
    assert "Das fehlt noch" not in page.content.decode()
