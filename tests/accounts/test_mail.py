"""E-mail about one's own account: sent by jobs, where mail is configured, and without a secret in the job."""

import re

import pytest
from django.core import mail as outbox
from django_tasks_db.models import DBTaskResult

from vorort.accounts import mail
from vorort.accounts.models import User


@pytest.fixture(autouse=True)
def _configured(settings):
    settings.MAIL_FROM = "vorort@land.example"
    settings.SITE_ADDRESS = "https://vorort.land.example"


@pytest.fixture
def anna(db):
    return User.objects.create_user(email="anna@ort.example", name="Anna Berg", password="dreizehn Birnen")


def run_queued():
    for row in DBTaskResult.objects.all():
        row.task.func(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])


def test_a_link_for_a_new_password_goes_to_the_address_of_the_account(anna):
    mail.send_reset_link.func(anna.pk)
    [message] = outbox.outbox
    assert (message.to, message.from_email) == (["anna@ort.example"], "vorort@land.example")
    assert re.search(r"https://vorort\.land\.example/passwort-vergessen/\w+/[\w-]+/", message.body)


def test_a_link_that_proves_a_new_address_goes_to_the_new_address(anna):
    mail.send_address_link.func(anna.pk, "anna@neu.example")
    [message] = outbox.outbox
    assert message.to == ["anna@neu.example"]
    token = re.search(r"/konto/e-mail/bestaetigen/([^/]+)/", message.body)[1]
    assert mail.new_address(token, anna) == "anna@neu.example"


def test_a_word_says_what_to_do_when_it_was_somebody_else(anna):
    mail.tell("anna@ort.example", "Ihr Passwort wurde geändert.")
    run_queued()
    [message] = outbox.outbox
    assert message.to == ["anna@ort.example"]
    assert message.body.startswith("Ihr Passwort wurde geändert. Waren Sie das nicht, wenden Sie sich sofort")


def test_without_a_sender_nothing_is_queued(anna, settings):
    settings.MAIL_FROM = ""
    mail.tell("anna@ort.example", "Ihr Passwort wurde geändert.")
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("token", ["", "falsch", "a:b:c"])
def test_what_is_no_link_of_ours_proves_nothing(anna, token):
    assert mail.new_address(token, anna) is None
