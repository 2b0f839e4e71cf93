"""The bench's own judgement: what it makes of times, what it keeps and where, and that it measures what it names."""

import json

import pytest

from gate.bench import __main__ as command
from gate.bench import kept, table
from gate.bench.catalogue import SUBJECTS
from gate.bench.figures import BenchError, Figure, Series, Skipped, alternating, same
from gate.bench.table import Run

FAST = Figure("list", "sqlite", "Seite 1", 12.34, "ms", 25, 10.0, 100, "Median 10.0 ms")
SLOW = Figure("list", "postgresql", "Seite 1", 26.0, "ms", 25)
TOLD = Figure("worker", "sqlite", "Speicher", 90, "MB")
MISSING = Skipped("regions", "sqlite", "VORORT_TEST_DATA fehlt")


@pytest.fixture
def run():
    run = Run({"Kerne": "2"}, 50_000, 100)
    run.figures += [FAST, SLOW, TOLD]
    run.skipped.append(MISSING)
    run.made["sqlite"] = {"applications": 55_000, "awards": 30_000, "entries": 150_000}
    return run


def test_every_named_subject_can_be_measured_and_is_explained():
    assert list(command.NAMES) == list(SUBJECTS)


# --- Times ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("times", "median", "p95", "longest"),
    [([7.0], 7, 7, 7), (list(range(1, 101)), 50.5, 95, 100), ([1.0] * 18 + [5.0, 9.0], 1, 5, 9), ([3, 1, 2], 2, 3, 3)],
)
def test_median_p95_and_longest_of_a_series(times, median, p95, longest):
    series = Series(times)
    assert (series.median, series.p95, series.longest) == (median, p95, longest)


def test_functions_take_turns_and_the_first_rounds_do_not_count():
    turns = []
    first, second = alternating(lambda: turns.append("a"), lambda: turns.append("b"), rounds=4, before=2)
    assert "".join(turns) == "ab" * 6
    assert (len(first.times), len(second.times)) == (4, 4)


def test_different_answers_are_not_timed():
    same([1, 2], [1, 2], "Zeilen")
    with pytest.raises(BenchError, match="Zeilen: erwartet 50, gefunden 49"):
        same(50, 49, "Zeilen")


def test_figure_holds_up_to_its_bound_and_one_without_a_bound_is_only_told():
    assert [figure.holds for figure in (FAST, SLOW, TOLD)] == [True, False, None]
    assert Figure("x", "sqlite", "x", 25, "ms", 25).holds is True


# --- What is shown and kept -------------------------------------------------------------------------------------------
def test_table_names_value_bound_and_verdict(run):
    lines = [line.split() for line in table.text(run).splitlines()]
    assert ["SQLite", "Seite", "1", "12,3", "ms", "≤", "25", "ms", "hält", "Median", "10,0", "ms"] in lines
    assert ["PostgreSQL", "Seite", "1", "26", "ms", "≤", "25", "ms", "VERFEHLT"] in lines
    assert "2 Grenzen: 1 halten, 1 sind verfehlt." in table.text(run)
    assert "Übersprungen: SQLite, regions. VORORT_TEST_DATA fehlt" in table.text(run)
    assert "Massendaten" in table.text(run)


def test_json_holds_every_figure_with_its_verdict(run):
    said = json.loads(json.dumps(run.plain()))
    assert [figure["holds"] for figure in said["figures"]] == [True, False, None]
    assert said["skipped"] == [{"subject": "regions", "database": "sqlite", "why": "VORORT_TEST_DATA fehlt"}]


def test_run_takes_the_place_of_the_one_before_and_leaves_what_people_wrote(run):
    page = f"# Messungen\n\n{kept.BEGIN}\nder Lauf davor\n{kept.END}\n\n## Was fehlt und warum\n"
    text = kept.renewed(page, run)
    assert text.startswith("# Messungen\n")
    assert text.endswith("\n\n## Was fehlt und warum\n")
    assert "der Lauf davor" not in text
    assert "| SQLite | Seite 1 | 12,3 ms | ≤ 25 ms | hält | Median 10,0 ms |" in text
    assert kept.renewed(text, run) == text


@pytest.mark.parametrize("page", ["", kept.BEGIN, f"{kept.BEGIN}{kept.END}{kept.BEGIN}"])
def test_page_without_its_markers_is_left_alone(run, page):
    with pytest.raises(ValueError, match="genau einmal"):
        kept.renewed(page, run)


def test_kept_page_has_its_markers():
    text = kept.PAGE.read_text()
    assert (text.count(kept.BEGIN), text.count(kept.END)) == (1, 1)


# --- The command ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["liste"], "liste gibt es nicht"),
        (["--rows", "10"], "sagen die Zahlen nichts"),
        (["--keep", "list"], "nur einen ganzen Lauf"),
        (["--keep", "--rows", "2000"], "nur einen ganzen Lauf"),
    ],
)
def test_wrong_words_are_refused_with_a_sentence(monkeypatch, capsys, words, sentence):
    monkeypatch.setattr("sys.argv", ["bench", *words])
    with pytest.raises(SystemExit) as end:
        command.main()
    assert end.value.code == 2
    assert sentence in capsys.readouterr().err


def test_missed_bound_is_no_error_and_a_failed_process_is(monkeypatch, capsys):
    said = {"rows": [("Figure", vars(SLOW))], "made": {}, "version": "15.18", "probes": [36.4, 51.7]}
    monkeypatch.setattr("sys.argv", ["bench", "--json", "--database", "sqlite"])
    monkeypatch.setattr(
        command, "_measured", lambda *_: {**said, "made": {"applications": 1, "awards": 1, "entries": 1}}
    )
    assert command.main() == 0
    told = json.loads(capsys.readouterr().out)
    assert told["figures"][0]["holds"] is False
    assert told["machine"]["Rechenprobe beim Messen auf SQLite"] == "36 bis 52 ms"
    monkeypatch.setattr(command, "_measured", lambda *_: None)
    assert command.main() == 1


def test_machine_without_postgresql_is_skipped_with_a_sentence(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["bench", "--database", "postgresql"])
    monkeypatch.setattr(command.programs, "postgres", lambda: None)
    assert command.main() == 0
    assert "Übersprungen: PostgreSQL, alles. PostgreSQL ab 15 fehlt" in capsys.readouterr().out
