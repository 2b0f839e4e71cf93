"""The last steps of a decision: what the budget line still has, what stands against it, what comes after the notice."""

from datetime import date

from tests.web.scene import Scene
from vorort.core import clock


def test_the_officer_sees_what_the_budget_line_has_left(scene: Scene):
    page = scene.officer.get(scene.path("funding:release", "prepared"))
    [(line, parts)] = page.context["budget"]
    assert line == scene.world.budget
    assert [(part.label, part.amount) for part in parts] == [
        ("schon gebunden", scene.world.budget.__class__.objects.get().bound),
        ("dieser Bescheid", scene.award("prepared").amount),
    ]
    assert "Was die Haushaltsstelle noch hat" in page.content.decode()


def test_a_refusal_shows_no_budget_line(scene: Scene):
    page = scene.officer.get(scene.path("funding:refusal_release", "refusal"))
    assert page.context["budget"] == []


def test_what_stands_against_a_refusal_leads_to_the_review_instead_of_a_form(scene: Scene):
    html = scene.clerk.get(scene.path("funding:refusal", "in_formal_review")).content.decode()
    assert "Noch nicht geprüft" in html
    assert scene.path("funding:review", "in_formal_review") in html
    assert 'name="reasoning"' not in html
    assert 'name="reasoning"' in scene.clerk.get(scene.path("funding:refusal", "reviewed")).content.decode()


def steps_on(scene: Scene, day: date) -> list[tuple[str, str, str]]:
    with clock.at(day):
        page = scene.lead.get(scene.path("funding:application", "notified"))
    return [(step.label, step.when, step.state) for step in page.context["steps"][-2:]]


def test_a_period_that_is_over_does_not_run_and_the_proof_was_due(scene: Scene):
    assert steps_on(scene, date(2027, 11, 30)) == [
        ("Durchführung", "bis 30.11.2027", "now"),
        ("Nachweis", "fällig 31.3.2028", "todo"),
    ]
    assert steps_on(scene, date(2027, 12, 1))[1] == ("Nachweis", "fällig 31.3.2028", "now")
    assert steps_on(scene, date(2028, 4, 1))[1] == ("Nachweis", "war fällig 31.3.2028", "now")


def test_the_next_step_says_how_the_proof_is_handed_in_and_when_it_was_due(scene: Scene):
    path = scene.path("funding:application", "notified")
    with clock.at(date(2028, 3, 31)):
        assert "auf Papier" in (sentence := scene.lead.get(path).context["next"].sentence)
        assert sentence.endswith("Er ist am 31.3.2028 fällig.")
    with clock.at(date(2028, 4, 1)):
        assert scene.lead.get(path).context["next"].sentence.endswith("Er war am 31.3.2028 fällig.")
