"""Messages in the inbox: once per occasion and recipient, read as they are written today, each person's own."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.functional import lazy
from django_tasks_db.models import DBTaskResult

from vorort.core import messages
from vorort.core.actor import SYSTEM, SystemActor
from vorort.core.messages import Kind, Recipient
from vorort.core.models import DailyRun, Message

ANNA = Recipient(user_id=7, organisation_id=3)
BEN = Recipient(user_id=8, organisation_id=3)
ANNA_ELSEWHERE = Recipient(user_id=7, organisation_id=4)


def acting(recipient):
    return SystemActor(label="", user_id=recipient.user_id, organisation_id=recipient.organisation_id, role="reader")


@pytest.fixture(autouse=True)
def known_kinds(monkeypatch):
    monkeypatch.setattr(messages, "_KINDS", {})
    messages.register(
        Kind("run_done", "Lauf %(number)s ist fertig.", "runs:run"),
        Kind("run_failed", "Lauf %(number)s ist gescheitert.", "runs:run"),
    )


@pytest.fixture(autouse=True)
def without_mail(settings):
    settings.MAIL_FROM = ""


def send(*recipients, item=17, code="run_done", occasion="1", **values):
    messages.send(code, DailyRun(pk=item), recipients, occasion=occasion, **{"number": item, **values})


def sentences(recipient):
    return [messages.sentence_of(message) for message in messages.inbox(acting(recipient))]


# --- Once -------------------------------------------------------------------------------------------------------------
def test_message_reaches_each_recipient(db):
    send(ANNA, BEN)
    assert sentences(ANNA) == sentences(BEN) == ["Lauf 17 ist fertig."]


def test_message_is_about_its_object(db):
    send(ANNA)
    message = Message.objects.get()
    assert (message.kind, message.subject_kind, message.subject_id) == ("run_done", "core.dailyrun", 17)
    assert messages.kind_of(message).address == "runs:run"
    assert str(message) == "run_done an 7"


def test_message_is_sent_once_per_occasion_however_often_it_is_called(db):
    send(ANNA)
    send(ANNA)
    send(ANNA, ANNA)
    assert Message.objects.count() == 1


def test_what_was_sent_first_stays(db):
    send(ANNA, number=1)
    send(ANNA, number=2)
    assert sentences(ANNA) == ["Lauf 1 ist fertig."]


def test_recipient_who_joins_later_gets_what_the_others_have(db):
    send(ANNA)
    send(ANNA, BEN)
    assert Message.objects.filter(recipient_user_id=7).count() == 1
    assert Message.objects.filter(recipient_user_id=8).count() == 1


@pytest.mark.parametrize(
    "other", [{"occasion": "2"}, {"item": 18}, {"code": "run_failed"}], ids=["occasion", "item", "kind"]
)
def test_another_occasion_object_or_kind_is_another_message(db, other):
    send(ANNA)
    send(ANNA, **other)
    assert Message.objects.count() == 2


def test_same_person_at_another_organisation_gets_her_own(db):
    send(ANNA, ANNA_ELSEWHERE)
    assert Message.objects.count() == 2


def test_the_database_keeps_a_message_from_standing_twice(db):
    send(ANNA)
    twin = Message.objects.get()
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_kind_that_nobody_registered_is_a_fault_of_ours(db):
    with pytest.raises(KeyError, match="run_lost"):
        send(ANNA, code="run_lost")


def test_message_of_an_action_that_failed_is_gone(db, settings):
    settings.MAIL_FROM = "vorort@example.org"

    @transaction.atomic
    def fail():
        send(ANNA)
        raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert not Message.objects.exists()
    assert not DBTaskResult.objects.exists()


# --- Read -------------------------------------------------------------------------------------------------------------
def test_sentence_is_built_when_it_is_read(db):
    send(ANNA)
    messages.register(Kind("run_done", "Fertig: Lauf %(number)s.", "runs:run"))
    assert sentences(ANNA) == ["Fertig: Lauf 17."]


def test_sentence_is_in_the_language_of_the_reader(db):
    by_language = {"de": "Lauf %(number)s ist fertig.", "en": "Run %(number)s is done."}
    sentence = lazy(lambda: by_language[translation.get_language()], str)()
    messages.register(Kind("run_done", sentence, "runs:run"))
    send(ANNA)
    with translation.override("en"):
        assert sentences(ANNA) == ["Run 17 is done."]
    with translation.override("de"):
        assert sentences(ANNA) == ["Lauf 17 ist fertig."]


def test_percent_sign_in_a_value_stays_what_it_is(db):
    send(ANNA, number="50 %s")
    assert sentences(ANNA) == ["Lauf 50 %s ist fertig."]


def unread(recipient):
    return messages.inbox(acting(recipient)).filter(read_on__isnull=True).count()


def test_message_is_unread_until_its_recipient_reads_it(db):
    send(ANNA)
    assert unread(ANNA) == 1
    messages.mark_read(acting(ANNA), Message.objects.get())
    assert unread(ANNA) == 0


def test_reading_twice_keeps_the_first_time(db):
    send(ANNA)
    messages.mark_read(acting(ANNA), Message.objects.get())
    first = Message.objects.get().read_on
    messages.mark_read(acting(ANNA), Message.objects.get())
    assert Message.objects.get().read_on == first


@pytest.mark.parametrize("reader", [BEN, ANNA_ELSEWHERE], ids=["other person", "other organisation"])
def test_nobody_else_can_mark_it_read(db, reader):
    send(ANNA)
    messages.mark_read(acting(reader), Message.objects.get())
    assert unread(ANNA) == 1


def test_reading_one_message_leaves_the_others_unread(db):
    send(ANNA)
    send(ANNA, occasion="2")
    messages.mark_read(acting(ANNA), messages.inbox(acting(ANNA))[0])
    assert unread(ANNA) == 1


def test_everything_is_read_at_once_and_what_was_read_keeps_its_time(db):
    send(ANNA)
    messages.mark_read(acting(ANNA), Message.objects.get())
    first = Message.objects.get().read_on
    send(ANNA, occasion="2")
    send(ANNA_ELSEWHERE, occasion="3")
    send(BEN, occasion="4")
    assert messages.mark_all_read(acting(ANNA)) == 1
    assert (unread(ANNA), unread(ANNA_ELSEWHERE), unread(BEN)) == (0, 1, 1)
    assert messages.inbox(acting(ANNA)).last().read_on == first


# --- Inbox ------------------------------------------------------------------------------------------------------------
def test_newest_message_comes_first(db):
    for item in (17, 18, 19):
        send(ANNA, item=item)
    assert sentences(ANNA) == ["Lauf 19 ist fertig.", "Lauf 18 ist fertig.", "Lauf 17 ist fertig."]


def test_inbox_shows_nothing_of_another_person(db):
    send(BEN)
    assert sentences(ANNA) == []


def test_inbox_shows_nothing_of_ones_other_organisation(db):
    send(ANNA_ELSEWHERE)
    assert sentences(ANNA) == []


@pytest.mark.parametrize(
    "actor", [SYSTEM, SystemActor(user_id=7), SystemActor(organisation_id=3)], ids=["installation", "user", "place"]
)
def test_who_is_no_person_at_an_organisation_has_no_messages(db, actor):
    send(ANNA)
    assert not messages.inbox(actor).exists()


def test_inbox_is_one_statement_with_one_message_and_with_thirty(db, django_assert_num_queries):
    send(ANNA)
    with django_assert_num_queries(1):
        assert len(sentences(ANNA)) == 1
    for number in range(29):
        send(ANNA, occasion=f"more {number}")
    with django_assert_num_queries(1):
        assert len(sentences(ANNA)) == 30
