"""Programme pages speak the reader's words: groups by their label, sources folded up, tables where they are read in."""

import pytest

from tests.web.scene import Scene
from vorort.funding.enums import group_label, group_named
from vorort.funding.models import CapLimit, RateCap
from vorort.web.funding.programme_forms import CapForm

CAP = {"version": "1", "code": "stellen", "label": "Fachstellen", "scope": "year", "source": "Richtlinie"}


@pytest.mark.parametrize(
    ("group", "label"),
    [
        ("district", "Kreis"),
        ("independent_city", "kreisfreie Stadt"),
        ("class_12", "Klasse 12"),
        ("Ballungsraum", "Ballungsraum"),
        ("", ""),
    ],
)
def test_a_group_is_called_by_its_label_and_found_by_it(group, label):
    assert group_label(group) == label
    assert group_named(label) == group


@pytest.mark.parametrize(("typed", "group"), [("kreis", "district"), ("klasse 1", "class_1"), ("class_1", "class_1")])
def test_a_group_is_found_by_its_code_and_in_small_letters(typed, group):
    assert group_named(typed) == group


def test_limits_are_typed_by_label_and_shown_by_label(scene: Scene):
    limits = "2\nKreis = 6\nkreisfreie Stadt = 5\nKlasse 1 = 1,5"
    form = CapForm(CAP | {"limits": limits}, draft=scene.desk.version)
    assert form.is_valid(), form.errors
    assert {group: str(units) for group, units in form.cleaned_data["limits"].items()} == {
        "": "2",
        "district": "6",
        "independent_city": "5",
        "class_1": "1.5",
    }
    cap = RateCap.objects.filter(guideline=scene.desk.version).first()
    CapLimit.objects.filter(cap=cap).delete()
    CapLimit.objects.create(cap=cap, group="independent_city", units=5)
    assert CapForm.initial_of(cap)["limits"] == "kreisfreie Stadt = 5"
    html = scene.owner.get(scene.path("funding:guideline", "draft")).content.decode()
    assert "kreisfreie Stadt: 5" in html
    assert "independent_city" not in html


def test_a_yes_is_no_one(scene: Scene):
    for path in (scene.path("funding:guideline", "released"), scene.path("funding:call")):
        html = scene.owner.get(path).content.decode()
        assert "(1 ja, 0 nein)" not in html
        assert "<dt>Anhörung vor einer Ablehnung</dt><dd>ja" in html


def test_a_rate_shows_its_limit_and_folds_up_its_source(scene: Scene):
    rate = scene.world.guideline.components.get(code="A").rates.get(code="renovation")
    html = scene.coordinator.get(scene.path("funding:items", "draft")).content.decode()
    before, after = html.split(f'<span class="kern-sr-only">: {rate.label}</span></summary>')
    assert f"<small>{rate.cap.label}.</small>" in before
    assert after.lstrip().startswith("<small>")
    assert rate.source in after.split("</details>")[0]


def test_rates_of_a_released_version_cannot_be_read_in_and_the_page_leads_to_a_new_version(scene: Scene):
    page = scene.owner.get(scene.path("funding:guideline", "released"))
    assert page.context["readable"] == ["hoechstbetraege", "stellen", "klassen"]
    html = scene.owner.get(scene.path("funding:guideline_import", "released")).content.decode()
    assert 'type="file"' not in html
    assert "Neue Pauschalen kommen mit einer neuen Fassung." in html
    assert scene.path("funding:new_version") in html
    draft = scene.owner.get(scene.path("funding:guideline_import", "draft")).content.decode()
    assert 'type="file"' in draft


def test_the_authority_is_not_offered_to_read_tables_in(scene: Scene):
    assert scene.clerk.get(scene.path("funding:guideline", "released")).context["readable"] == []


def test_the_log_of_a_budget_line_writes_euro(scene: Scene):
    path = scene.path("funding:edit_budget_line")
    before = scene.world.budget.appropriated
    assert f"{before:,.0f}".replace(",", ".") + ",00" in scene.owner.get(path).content.decode()
    version = scene.world.budget.version
    scene.owner.send(path, {"version": version, "appropriated": "1.234.567,89", "source": "Nachtrag"})
    html = scene.owner.get(path).content.decode()
    assert "→ 1.234.567,89\xa0€ · Nachtrag" in html
    assert "1234567" not in html


def test_whoever_runs_the_programmes_is_not_offered_as_an_applicant(scene: Scene):
    form = scene.owner.get(scene.path("funding:new_call", "released")).context["form"]
    offered = {value for value, _label in form.fields["eligible"].choices}
    assert {"centre", "municipality", "association"} <= offered
    assert not offered & {"ministry", "granting_authority", "audit_office", "operator"}
