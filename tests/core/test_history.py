"""Writing the log: numbers and digests chain, values are stored so that they can be verified, erasure is an entry."""

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tests.databases import run_processes
from vorort.core import clock, history
from vorort.core.actor import SYSTEM
from vorort.core.models import DailyRun, HistoryEntry, HistoryHead, HistoryPayload

STREAM = "core.dailyrun:17"


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def entries(stream=STREAM):
    return list(HistoryEntry.objects.filter(stream=stream).order_by("number"))


# --- Entries ----------------------------------------------------------------------------------------------------------
def test_entry_says_who_did_what_on_which_day(db, anna, thing):
    with clock.at(date(2012, 7, 16)):
        entry = history.record(anna, "run.noted", thing, reason="geprüft")
    stored = HistoryEntry.objects.get(pk=entry.pk)
    assert (stored.stream, stored.number, stored.action) == (STREAM, 1, "run.noted")
    assert (stored.actor_user_id, stored.actor_organisation_id, stored.actor_role) == (7, 3, "checker")
    assert stored.business_day == date(2012, 7, 16)
    assert stored.payload.values == {"actor": "Anna Berg, Prüfung", "reason": "geprüft"}


def test_entry_keeps_the_real_time_beside_the_business_day(db, anna, thing, monkeypatch):
    instant = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: instant)
    with clock.at(date(2012, 7, 16)):
        entry = history.record(anna, "run.noted", thing)
    assert HistoryEntry.objects.get(pk=entry.pk).recorded_at == instant


def test_entry_of_the_installation_names_no_person(db, thing):
    entry = history.record(SYSTEM, "run.noted", thing)
    assert (entry.actor_user_id, entry.actor_organisation_id, entry.actor_role) == (None, None, "")
    assert entry.payload.values == {"actor": "vorort"}


def test_numbers_count_up_in_each_stream_for_itself(db, anna, thing):
    other = DailyRun(pk=18)
    for item in (thing, other, thing, other, thing):
        history.record(anna, "run.noted", item)
    assert [entry.number for entry in entries()] == [1, 2, 3]
    assert [entry.number for entry in entries("core.dailyrun:18")] == [1, 2]


def test_each_entry_names_the_digest_of_the_one_before_in_its_stream(db, anna, thing):
    for item in (thing, DailyRun(pk=18), thing, thing):
        history.record(anna, "run.noted", item)
    first, second, third = entries()
    assert [entry.previous_digest for entry in (first, second, third)] == ["", first.digest, second.digest]
    assert len({first.digest, second.digest, third.digest}) == 3


def test_head_stands_at_the_last_entry(db, anna, thing):
    history.record(anna, "run.noted", thing)
    last = history.record(anna, "run.noted", thing)
    head = HistoryHead.objects.get(stream=STREAM)
    assert (head.count, head.digest) == (2, last.digest)


def test_digests_are_computed_as_they_were_written_down(db, anna, thing, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 22, 14, 30, tzinfo=UTC))
    monkeypatch.setattr("vorort.core.history.secrets.token_hex", lambda size: "ab" * size)
    with clock.at(date(2012, 7, 16)):
        first = history.record(anna, "run.noted", thing, amount=Decimal("4.80"))
        second = history.record(SYSTEM, "run.noted", thing)
    values = '["abababababababababababababababab",{"actor":"Anna Berg, Prüfung","amount":"4.80"}]'
    assert first.payload_digest == sha256(values)
    assert first.digest == sha256(
        '["core.dailyrun:17",1,"run.noted",7,3,"checker","2012-07-16","2026-11-22T14:30:00+00:00",'
        f'"{first.payload_digest}","",null]'
    )
    assert second.digest == sha256(
        '["core.dailyrun:17",2,"run.noted",null,null,"","2012-07-16","2026-11-22T14:30:00+00:00",'
        f'"{second.payload_digest}","{first.digest}",null]'
    )


def test_same_values_have_another_digest_each_time(db, anna, thing):
    first = history.record(anna, "run.noted", thing, reason="gleich")
    second = history.record(anna, "run.noted", thing, reason="gleich")
    assert first.payload_digest != second.payload_digest


def test_entry_of_an_action_that_failed_is_gone(db, anna, thing):
    history.record(anna, "run.noted", thing)

    @transaction.atomic
    def fail():
        history.record(anna, "run.lost", thing)
        raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert [entry.action for entry in entries()] == ["run.noted"]
    assert HistoryHead.objects.get(stream=STREAM).count == 1


def test_record_asks_the_same_few_times_whatever_stands_before(db, anna, thing, django_assert_num_queries):
    history.record(anna, "run.noted", thing)
    with django_assert_num_queries(7):
        history.record(anna, "run.noted", thing)
    for _ in range(28):
        history.record(anna, "run.noted", thing)
    with django_assert_num_queries(7):
        history.record(anna, "run.noted", thing)


def test_models_of_the_log_read_as_what_they_are(db, anna, thing):
    entry = history.record(anna, "run.noted", thing)
    assert str(entry) == "core.dailyrun:17 #1 run.noted"
    assert str(entry.payload) == f"values of {entry.pk}"
    assert str(HistoryHead.objects.get()) == "core.dailyrun:17: 1"


# --- Values -----------------------------------------------------------------------------------------------------------
VALUES = {
    "text": ("Grüße aus Höxter", "Grüße aus Höxter"),
    "whole": (12, 12),
    "yes": (True, True),
    "nothing": (None, None),
    "money": (Decimal("4800.00"), "4800.00"),
    "fraction": (0.1, "0.1"),
    "large_fraction": (1e16, "1e+16"),
    "day": (date(2026, 11, 22), "2026-11-22"),
    "instant": (datetime(2026, 11, 22, 14, 30, tzinfo=UTC), "2026-11-22T14:30:00+00:00"),
    "lazy": (gettext_lazy("Nein"), "Nein"),
    "list": ([1, Decimal("2.50")], [1, "2.50"]),
    "mapping": ({"b": date(2026, 1, 1), "a": 0}, {"a": 0, "b": "2026-01-01"}),
}


@pytest.mark.parametrize(("given", "stored"), VALUES.values(), ids=VALUES)
def test_value_is_stored_so_that_it_can_be_verified(db, anna, thing, given, stored):
    entry = history.record(anna, "run.noted", thing, value=given)
    assert HistoryPayload.objects.get(pk=entry.pk).values["value"] == stored
    assert list(history.verify()) == []


@pytest.mark.parametrize("value", [{1, 2}, b"bytes", DailyRun(pk=1)], ids=["set", "bytes", "model"])
def test_what_is_no_value_is_refused_and_nothing_is_written(db, anna, thing, value):
    with pytest.raises(TypeError, match="no value for the log"):
        history.record(anna, "run.noted", thing, value=value)
    assert entries() == []


def test_figure_that_is_none_is_refused(db, anna, thing):
    with pytest.raises(ValueError, match="JSON"):
        history.record(anna, "run.noted", thing, value=float("nan"))


# --- Erasure ----------------------------------------------------------------------------------------------------------
def test_erasure_deletes_the_values_and_leaves_the_entry(db, anna, thing):
    entry = history.record(anna, "run.noted", thing, name="Kim Muster")
    kept = history.record(anna, "run.noted", thing, name="bleibt")
    history.erase(anna, entry, reason="Anspruch auf Löschung")
    assert HistoryEntry.objects.filter(pk=entry.pk).exists()
    assert not HistoryPayload.objects.filter(pk=entry.pk).exists()
    assert HistoryPayload.objects.get(pk=kept.pk).values["name"] == "bleibt"


def test_erasure_is_an_entry_of_its_own(db, anna, thing):
    entry = history.record(anna, "run.noted", thing, name="Kim Muster")
    erasure = history.erase(SYSTEM, entry, reason="Frist abgelaufen")
    assert (erasure.stream, erasure.number, erasure.action) == (STREAM, 2, "history.erased")
    assert erasure.erases_id == entry.pk
    assert erasure.payload.values == {"actor": "vorort", "number": 1, "reason": "Frist abgelaufen"}


def test_erased_log_is_whole(db, anna, thing):
    entry = history.record(anna, "run.noted", thing, name="Kim Muster")
    history.erase(anna, entry, reason="Frist abgelaufen")
    history.record(anna, "run.noted", thing)
    assert list(history.verify()) == []


# --- Several at once --------------------------------------------------------------------------------------------------
APPENDED = 50


def append_or_verify(number):
    """Runs in a process of its own: the first two append, the third verifies meanwhile."""
    if number < 2:
        for count in range(APPENDED):
            history.record(SYSTEM, "run.noted", DailyRun(pk=17), process=number, count=count)
        return []
    return [fault for _ in range(20) for fault in history.verify()]


@pytest.mark.slow
def test_two_processes_append_a_hundred_chained_entries_and_who_verifies_meanwhile_sees_no_fault(committed_database):
    outcomes = run_processes(committed_database, 3, "tests.core.test_history:append_or_verify")
    assert [(outcome.value, outcome.trace) for outcome in outcomes] == [([], ""), ([], ""), ([], "")]
    written = entries()
    assert [entry.number for entry in written] == list(range(1, 101))
    assert [entry.previous_digest for entry in written] == ["", *(entry.digest for entry in written[:-1])]
    payloads = HistoryPayload.objects.filter(values__process=1).order_by("entry__number")
    assert [payload.values["count"] for payload in payloads] == list(range(50))
    assert list(history.verify()) == []
