"""Looking at a file, taking it in, taking it back: nothing is written in between, and nothing is overwritten."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from tests.core.imports_world import HEADER, RIGHTS
from vorort.core import clock, imports
from vorort.core.imports.journal import Journal, abridged, objects_by_model, stored_values
from vorort.core.models import DailyRun, HistoryEntry, ImportedRow, ImportRun, ImportState, Upload
from vorort.core.refusal import ActionRefused

DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def importer(db):
    imports.register(RIGHTS)


@pytest.fixture
def taken(anna):
    """Two rights, taken in on 2 March 2026."""
    return take(anna, "read;Lesen\nwrite;Schreiben\n")


def look(text, **options):
    return imports.preview("invented_rights", (HEADER + text).encode(), file_name="rechte.csv", options=options)


def take(actor, text):
    with clock.at(DAY):
        run = imports.keep(actor=actor, preview=look(text))
        return imports.apply(actor=actor, run=run)


def rights():
    return dict(Permission.objects.filter(content_type__app_label="invented").values_list("codename", "name"))


def codes(refused):
    return [reason.code for reason in refused.value.reasons]


def counts(run):
    return run.created, run.changed, run.ended, run.kept


# --- Preview ----------------------------------------------------------------------------------------------------------
def test_preview_writes_nothing(taken):
    before = ImportRun.objects.count()
    preview = look("read;Ansehen\n")
    assert preview.reasons_against() == []
    assert rights() == {"read": "Lesen", "write": "Schreiben"}
    assert ImportRun.objects.count() == before


def test_preview_tells_errors_apart_from_hints(taken):
    assert [finding.sentence for finding in look("read;Lesen\n", tell="ja").hints] == ["write fehlt"]
    assert look("read;Lesen\n", tell="ja").errors == ()
    assert [finding.row for finding in look("read\nwrite;x\n").errors] == [2]


def test_after_an_error_in_reading_nothing_is_planned():
    assert look("read\n").plan.changes == ()
    assert [finding.row for finding in look("read\nfly;Fliegen\n").errors] == [2]


def test_rows_that_are_compared_one_by_one_show_their_errors_beside_those_that_cannot_be_read(anna):
    imports.register(replace(RIGHTS, row_by_row=True))
    preview = look("read;Lesen\nfly;Fliegen\nwrite\nfly;Schweben\n", tell="ja")
    assert [(finding.row, str(finding.sentence)[:11]) for finding in preview.errors] == [
        (3, "Dieses Rech"),
        (4, "Die Zeile h"),
        (5, "Dieses Rech"),
    ]
    # What is missing in a file that could not be read to the end means nothing, and no change is promised.
    assert (preview.hints, preview.plan.changes) == ((), ())
    with pytest.raises(ActionRefused) as refused:
        imports.keep(actor=anna, preview=preview)
    assert codes(refused) == ["import_has_errors"]


def test_file_with_errors_cannot_be_kept(anna):
    with pytest.raises(ActionRefused) as refused:
        imports.keep(actor=anna, preview=look("read;Lesen\nwrite\n"))
    assert codes(refused) == ["import_has_errors"]
    assert ImportRun.objects.count() == 0


def test_file_that_changes_nothing_cannot_be_kept(taken, anna):
    with pytest.raises(ActionRefused) as refused:
        imports.keep(actor=anna, preview=look("read;Lesen\nwrite;Schreiben\n"))
    assert codes(refused) == ["import_changes_nothing"]


def test_kept_preview_knows_the_file_and_who_looked_at_it(anna):
    with clock.at(DAY):
        run = imports.keep(actor=anna, preview=look("read;Lesen\n", tell="ja"))
    run.refresh_from_db()
    assert (run.file_name, run.size, run.options, run.previewed_on) == ("rechte.csv", 21, {"tell": "ja"}, DAY)
    assert run.sha256 == "aee080548580d500f72ff211aa7f9e2aebce23be7e93e03837a2e3a1aa77d394"
    assert (run.actor_user_id, run.actor_organisation_id, run.actor_role) == (7, 3, "checker")
    assert run.state == ImportState.PREVIEWED
    assert bytes(run.content) == b"code;name\nread;Lesen\n"
    assert str(run) == f"invented_rights {run.pk}: rechte.csv"


def test_kept_preview_can_be_shown_again(anna):
    run = imports.keep(actor=anna, preview=look("read;Lesen\n"))
    assert [change.subject for change in imports.preview_of(run).plan.changes] == ["read"]


def test_preview_nobody_said_yes_to_is_forgotten_after_a_week(anna, taken):
    with clock.at(DAY):
        imports.keep(actor=anna, preview=look("read;Ansehen\n"))
    imports.forget_old_previews(date(2026, 3, 9))
    assert ImportRun.objects.count() == 2
    imports.forget_old_previews(date(2026, 3, 10))
    assert list(ImportRun.objects.all()) == [taken]


# --- Apply ------------------------------------------------------------------------------------------------------------
def test_applied_file_is_written_and_counted(taken):
    assert rights() == {"read": "Lesen", "write": "Schreiben"}
    assert (taken.state, taken.applied_on, taken.undone_on, taken.content) == (ImportState.APPLIED, DAY, None, None)
    assert counts(taken) == (2, 0, 0, 0)
    assert [(row.row, row.model, row.before) for row in taken.rows.all()] == [
        (2, "auth.permission", None),
        (3, "auth.permission", None),
    ]


def test_second_file_creates_changes_ends_and_keeps(taken, anna):
    run = take(anna, "write;Schreiben\nread;Ansehen\nopen;Öffnen\n")
    assert rights() == {"write": "Schreiben", "read": "Ansehen", "open": "Öffnen"}
    assert counts(run) == (1, 1, 0, 1)
    run = take(anna, "write;Schreiben\nopen;Öffnen\n")
    assert rights()["read"] == "ended"
    assert counts(run) == (0, 0, 1, 2)


def test_applying_twice_is_refused(taken, anna):
    with pytest.raises(ActionRefused) as refused:
        imports.apply(actor=anna, run=taken)
    assert codes(refused) == ["import_state"]


def test_preview_that_is_no_longer_true_is_not_applied(taken, anna):
    run = imports.keep(actor=anna, preview=look("read;Ansehen\nwrite;Schreiben\n"))
    Permission.objects.filter(codename="read").update(name="Nachsehen")
    with pytest.raises(ActionRefused) as refused:
        imports.apply(actor=anna, run=run)
    assert codes(refused) == ["import_preview_is_old"]
    assert rights()["read"] == "Nachsehen"


def test_history_says_who_applied_and_who_undid(taken, anna):
    imports.undo(actor=anna, run=taken)
    entries = HistoryEntry.objects.filter(stream=f"core.importrun:{taken.pk}").select_related("payload")
    assert [(entry.action, entry.actor_user_id) for entry in entries] == [
        ("core.import_applied", 7),
        ("core.import_undone", 7),
    ]
    assert entries[0].payload.values["created"] == 2
    assert entries[0].payload.values["file"] == "rechte.csv"


def test_preview_at_hand_is_kept_and_written_at_once(anna):
    run = imports.take(actor=anna, preview=look("read;Lesen\n"))
    assert (rights(), run.state, counts(run)) == ({"read": "Lesen"}, ImportState.APPLIED, (1, 0, 0, 0))


def test_preview_at_hand_that_is_no_longer_true_is_not_written(taken, anna):
    preview = look("read;Ansehen\nwrite;Schreiben\n")
    Permission.objects.filter(codename="read").update(name="Nachsehen")
    with pytest.raises(ActionRefused) as refused:
        imports.take(actor=anna, preview=preview)
    assert codes(refused) == ["import_preview_is_old"]
    assert (rights()["read"], ImportRun.objects.count()) == ("Nachsehen", 1)


# --- Undo -------------------------------------------------------------------------------------------------------------
def test_undone_import_leaves_what_was_there_before(taken, anna):
    run = take(anna, "read;Ansehen\nopen;Öffnen\n")
    with clock.at(date(2026, 3, 5)):
        run = imports.undo(actor=anna, run=run)
    assert rights() == {"read": "Lesen", "write": "Schreiben"}
    assert (run.state, run.applied_on, run.undone_on) == (ImportState.UNDONE, DAY, date(2026, 3, 5))


@pytest.mark.parametrize("state", [ImportState.PREVIEWED, ImportState.UNDONE])
def test_only_an_applied_import_can_be_undone(anna, state):
    run = imports.keep(actor=anna, preview=look("read;Lesen\n"))
    if state == ImportState.UNDONE:
        run = imports.undo(actor=anna, run=imports.apply(actor=anna, run=run))
    with pytest.raises(ActionRefused) as refused:
        imports.undo(actor=anna, run=run)
    assert codes(refused) == ["import_state"]


def test_somebody_asks_once_that_what_was_taken_in_is_taken_back(taken, anna):
    asked = imports.ask_undo(actor=anna, run=taken)
    assert (asked.state, asked.undo_asked_by_user_id) == (ImportState.APPLIED, 7)
    assert rights() == {"read": "Lesen", "write": "Schreiben"}
    with pytest.raises(ActionRefused) as refused:
        imports.ask_undo(actor=anna, run=taken)
    assert codes(refused) == ["import_undo_asked"]
    entry = HistoryEntry.objects.filter(stream=f"core.importrun:{taken.pk}").latest("number")
    assert (entry.action, entry.payload.values["file"]) == ("core.import_undo_asked", "rechte.csv")


def test_nobody_asks_to_have_taken_back_what_is_not_taken_in(anna):
    run = imports.keep(actor=anna, preview=look("read;Lesen\n"))
    with pytest.raises(ActionRefused) as refused:
        imports.ask_undo(actor=anna, run=run)
    assert codes(refused) == ["import_state"]


def test_command_does_not_take_back_what_people_in_roles_decide_on(taken):
    imports.register(replace(RIGHTS, at_desk=True))
    with pytest.raises(CommandError, match="auf seiner Seite"):
        call_command("undo_import", str(taken.pk))
    assert rights() == {"read": "Lesen", "write": "Schreiben"}


def test_row_changed_since_keeps_the_import_from_being_undone(taken, anna):
    Permission.objects.filter(codename="write").update(name="Ändern")
    with pytest.raises(ActionRefused) as refused:
        imports.undo(actor=anna, run=taken)
    (reason,) = refused.value.reasons
    assert reason.code == "import_row_changed"
    assert "Zeile 3" in str(reason.sentence)
    assert rights() == {"read": "Lesen", "write": "Ändern"}


def test_row_changed_by_a_later_import_keeps_the_earlier_one_until_the_later_is_undone(taken, anna):
    later = take(anna, "read;Ansehen\nwrite;Schreiben\n")
    with pytest.raises(ActionRefused) as refused:
        imports.undo(actor=anna, run=taken)
    assert codes(refused) == ["import_row_changed"]
    imports.undo(actor=anna, run=later)
    imports.undo(actor=anna, run=taken)
    assert rights() == {}


def test_another_field_changed_since_does_not_stand_in_the_way_of_a_changed_row(taken, anna):
    later = take(anna, "read;Ansehen\nwrite;Schreiben\n")
    Permission.objects.filter(codename="read").update(codename="look")
    imports.undo(actor=anna, run=later)
    assert rights() == {"look": "Lesen", "write": "Schreiben"}


def test_row_that_is_gone_keeps_the_import_from_being_undone(taken, anna):
    Permission.objects.filter(codename="read").delete()
    with pytest.raises(ActionRefused) as refused:
        imports.undo(actor=anna, run=taken)
    assert codes(refused) == ["import_row_gone"]


def test_row_somebody_points_at_keeps_the_import_from_being_undone(taken, anna):
    readers = Group.objects.create(name="Lesende")
    readers.permissions.add(Permission.objects.get(codename="read"))
    with pytest.raises(ActionRefused) as refused:
        imports.undo(actor=anna, run=taken)
    (reason,) = refused.value.reasons
    assert reason.code == "import_row_referenced"
    assert "Lesen" in str(reason.sentence)
    assert readers.permissions.count() == 1


def test_rows_that_point_at_each_other_within_one_import_are_undone_together(anna):
    def write(changes, journal):
        kind = ContentType(app_label="invented", model="thing")
        journal.create(kind, row=1)
        journal.create(Permission(content_type=kind, codename="read", name="Lesen"), row=2)

    imports.register(imports.Importer("invented_rights", "Rechte", 1000, RIGHTS.read, RIGHTS.plan, write))
    imports.undo(actor=anna, run=take(anna, "read;Lesen\n"))
    assert not ContentType.objects.filter(app_label="invented").exists()
    assert rights() == {}


# --- The journal ------------------------------------------------------------------------------------------------------
def test_thing_changed_twice_comes_back_as_it_was_first(taken):
    run, journal = ImportRun.objects.get(pk=taken.pk), Journal()
    right = Permission.objects.get(codename="read")
    journal.change(right, row=2, name="Ansehen")
    journal.change(right, row=3, name="Nachsehen", codename="look")
    (row,) = journal.rows(run)
    assert (row.row, row.before, row.after) == (
        2,
        {"name": "Lesen", "codename": "read"},
        {"name": "Nachsehen", "codename": "look"},
    )


def test_thing_made_and_changed_at_once_counts_as_made(taken):
    run, journal = ImportRun.objects.get(pk=taken.pk), Journal()
    day = DailyRun(day=DAY, finished_at=datetime(2026, 3, 2, 5, 4, 3, 21, tzinfo=UTC))
    journal.create(day, row=2)
    journal.change(day, row=2, day=date(2026, 3, 3))
    (row,) = journal.rows(run)
    assert row.before is None
    assert row.after == {"id": day.pk, "day": "2026-03-03", "finished_at": "2026-03-02T05:04:03.000021+00:00"}
    assert str(row) == f"core.dailyrun:{day.pk}"


def test_days_and_times_come_back_to_the_microsecond(taken, anna):
    moment = datetime(2026, 3, 2, 5, 4, 3, 21, tzinfo=UTC)
    day = DailyRun.objects.create(day=DAY, finished_at=moment)
    journal = Journal()
    journal.change(day, row=9, day=date(2026, 3, 3), finished_at=datetime(2026, 1, 1, tzinfo=UTC))
    taken.rows.all().delete()
    ImportedRow.objects.bulk_create(journal.rows(taken))
    imports.undo(actor=anna, run=taken)
    day.refresh_from_db()
    assert (day.day, day.finished_at) == (DAY, moment)


def test_long_text_is_kept_as_its_checksum():
    checksum = "sha256:84a0678c90937f5dcf9994d5866668da6b995109c8ad845410559b48a4ecafed"
    assert abridged({"short": "x" * 200, "long": "x" * 201}) == {"short": "x" * 200, "long": checksum}


def test_decimals_are_kept_as_text_and_bytes_not_at_all():
    assert stored_values(ImportRun(size=Decimal("2.50")), ["size"]) == {"size": "2.50"}
    with pytest.raises(TypeError):
        stored_values(Upload(content=b"x"), ["content"])


def test_database_refuses_a_run_whose_days_do_not_fit_its_state(taken):
    with pytest.raises(IntegrityError, match="core_import_days_fit_state"), transaction.atomic():
        ImportRun.objects.filter(pk=taken.pk).update(undone_on=DAY)


def test_more_objects_are_read_than_one_statement_of_postgresql_takes(taken, django_assert_num_queries):
    keys = [(ImportRun, key) for key in (taken.pk, *range(2**40, 2**40 + 70_000))]
    assert objects_by_model(keys) == {ImportRun: {taken.pk: taken}}
    with django_assert_num_queries(0):
        assert objects_by_model([]) == {}
