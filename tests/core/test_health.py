"""Whether the installation works: each part that can fail is named when it does."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from tests.core import tampering
from tests.other_connection import gone
from vorort.core import clock, daily, health
from vorort.core.models import DailyRun, Heartbeat

SILENT = "Die Hintergrundarbeit (vorort worker) gibt kein Lebenszeichen."
UNDONE = "Das Tägliche ist seit mehr als einem Tag nicht erledigt."
TODAY = date(2026, 11, 22)


@pytest.fixture
def well(db, monkeypatch):
    """An installation whose worker lives and has done the day."""
    monkeypatch.setattr(daily, "_WORK", {})
    with clock.at(TODAY):
        health.beat()
        daily.run()
        yield


def test_an_installation_that_works_has_no_fault(well):
    assert health.faults() == []


def test_an_installation_whose_worker_never_ran_says_so(db):
    assert health.faults() == [SILENT, UNDONE]


@pytest.mark.parametrize(("minutes", "faults"), [(4, []), (6, [SILENT])])
def test_a_worker_that_is_silent_for_five_minutes_is_missed(well, minutes, faults):
    Heartbeat.objects.update(at=timezone.now() - timedelta(minutes=minutes))
    assert health.faults() == faults


@pytest.mark.parametrize(("minutes", "faults"), [(4, []), (6, [SILENT])])
def test_a_sign_of_life_from_a_clock_that_was_fast_is_none(well, minutes, faults):
    Heartbeat.objects.update(at=timezone.now() + timedelta(minutes=minutes))
    assert health.faults() == faults


@pytest.mark.parametrize(("days", "faults"), [(1, []), (2, [UNDONE])])
def test_daily_work_may_be_a_day_old_but_not_two(well, days, faults):
    with clock.at(TODAY + timedelta(days=days)):
        assert health.faults() == faults


def test_daily_work_of_a_clock_that_was_fast_is_none(well):
    DailyRun.objects.update(finished_at=timezone.now() + timedelta(days=9000))
    assert health.faults() == [UNDONE]


def test_two_signs_of_life_are_one_row_with_the_later_time(db):
    health.beat()
    first = Heartbeat.objects.get().at
    health.beat()
    assert Heartbeat.objects.get().at > first


def test_missing_guard_is_named(well):
    tampering.drop_trigger("core_historyentry_no_delete", "core_historyentry")
    assert health.faults() == ["Schutz fehlt: core_historyentry_no_delete"]


def forget_a_migration():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")


@pytest.mark.parametrize("command", ["check_integrity", "vorort_worker", "daily"])
def test_commands_say_in_one_line_that_the_database_is_not_migrated(well, command):
    forget_a_migration()
    with pytest.raises(CommandError) as refused:
        call_command(command)
    assert str(refused.value) == (
        "Der Datenbank fehlen 1 Schritte bis zum Stand dieser Version: zuerst „vorort migrate“."
    )
    assert health.faults() == [str(refused.value)]


def test_a_database_that_does_not_answer_is_said(committed_database):
    with gone():
        assert health.unready() == "Die Datenbank antwortet nicht."
        assert health.faults() == ["Die Datenbank antwortet nicht."]


def test_a_database_that_fails_meanwhile_is_said(well, monkeypatch):
    monkeypatch.setattr(health, "unready", lambda: "")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE core_heartbeat")
    assert health.faults() == ["Die Datenbank antwortet nicht."]


def test_worker_gives_a_sign_of_life(committed_database, run_worker, monkeypatch):
    monkeypatch.setattr(daily, "_WORK", {})
    run_worker()
    assert health.faults() == []
    assert DailyRun.objects.count() == 1
