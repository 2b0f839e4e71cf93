"""The e-mail copy of a message: a job in the transaction of the decision, done by the worker, sent once."""

import pytest
from django.contrib.auth import get_user_model
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from vorort.core import messages
from vorort.core.messages import Kind, Recipient
from vorort.core.models import DailyRun, Message


@pytest.fixture(autouse=True)
def known_kind(monkeypatch):
    monkeypatch.setattr(messages, "_KINDS", {})
    messages.register(Kind("run_done", "Lauf %(number)s ist fertig.", "runs:run"))


@pytest.fixture
def with_mail(settings):
    settings.MAIL_FROM = "vorort@land.example"
    settings.SITE_ADDRESS = "https://vorort.land.example"


@pytest.fixture
def people(committed_database):
    """Anna and Ben, and Cem who gets no message."""
    names = ("anna", "ben", "cem")
    users = [get_user_model().objects.create_user(email=f"{name}@ort.example", name=name) for name in names]
    return [Recipient(user.pk, 3) for user in users]


def send(*recipients, occasion="1"):
    messages.send("run_done", DailyRun(pk=17), recipients, occasion=occasion, number=17)


def test_without_a_sender_address_there_is_a_message_and_no_job(people, settings):
    settings.MAIL_FROM = ""
    send(people[0])
    assert Message.objects.count() == 1
    assert not DBTaskResult.objects.exists()


def test_with_a_sender_address_each_new_message_is_one_job(people, with_mail):
    send(*people[:2])
    send(*people[:2])
    assert DBTaskResult.objects.count() == 2


def test_worker_sends_the_sentence_and_the_way_to_the_site(people, with_mail, run_worker, mailoutbox):
    send(people[0])
    assert mailoutbox == []
    run_worker()
    (mail,) = mailoutbox
    assert (mail.from_email, mail.to, mail.cc, mail.bcc) == ("vorort@land.example", ["anna@ort.example"], [], [])
    assert mail.subject == "Eine Nachricht in vorort"
    assert mail.body == "Lauf 17 ist fertig.\n\nhttps://vorort.land.example"


def test_each_recipient_gets_a_mail_of_her_own(people, with_mail, run_worker, mailoutbox):
    send(*people[:2])
    run_worker()
    assert sorted(mail.to for mail in mailoutbox) == [["anna@ort.example"], ["ben@ort.example"]]


def test_job_that_runs_twice_sends_once(people, with_mail, run_worker, mailoutbox):
    send(people[0])
    messages.email_message.enqueue(Message.objects.get().pk)
    run_worker()
    run_worker()
    assert [job.status for job in DBTaskResult.objects.all()] == [TaskResultStatus.SUCCESSFUL] * 2
    assert len(mailoutbox) == 1
    assert Message.objects.get().emailed_on is not None


def test_mail_the_server_refuses_is_a_failed_job_and_the_message_stays(people, with_mail, run_worker, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError("mail server")

    send(people[0])
    monkeypatch.setattr("vorort.core.mail.EmailMessage.send", refuse)
    run_worker()
    job = DBTaskResult.objects.get()
    assert (job.status, job.exception_class_path) == (TaskResultStatus.FAILED, "builtins.ConnectionRefusedError")
    assert Message.objects.get().emailed_on is None


def test_mail_that_failed_once_is_sent_when_its_job_comes_again(people, with_mail, run_worker, monkeypatch, mailoutbox):
    with monkeypatch.context() as broken:
        broken.setattr("vorort.core.mail.EmailMessage.send", lambda *args, **kwargs: 1 / 0)
        send(people[0])
        run_worker()
    messages.email_message.enqueue(Message.objects.get().pk)
    run_worker()
    assert [mail.to for mail in mailoutbox] == [["anna@ort.example"]]
