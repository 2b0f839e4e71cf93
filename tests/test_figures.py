"""What the gate prints of the figures tests have measured."""

from types import SimpleNamespace

from tests.figures import NAME, lines, pytest_terminal_summary


def test_numbers_for_the_same_are_added_up_and_words_stand_one_after_the_other():
    told = [("Runden", 20), ("Abstand", "0,3 ms"), ("Runden", 1000), ("Abstand", "0,5 ms")]
    assert lines(told) == ["Abstand: 0,3 ms; 0,5 ms", "Runden: 1020"]


def test_each_test_counts_once_however_many_reports_it_has():
    phases = [SimpleNamespace(when=when, user_properties=[(NAME, ("Seiten", 3))]) for when in ("call", "teardown")]
    decoy = SimpleNamespace(when="teardown", user_properties=[("else", "x")])
    written: list[str] = []
    stats = {"passed": [phases[0]], "": [phases[1], decoy, "no report"]}
    pytest_terminal_summary(SimpleNamespace(stats=stats, write_line=written.append))
    assert written == ["GEMESSEN Seiten: 3"]
