"""Every value of corpus.txt in every field of the network's forms: kept as typed or refused beside its field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from tests.web.corpus import CORPUS, SOME, alone, dealt, stands_in
from tests.web.network_posts import NEWCOMER, filled
from tests.web.scene import Scene
from vorort.core.models import HistoryEntry
from vorort.network.models import ClubRegistration, Invitation, Membership, Organisation, Substitution


@dataclass(frozen=True)
class Form:
    """A form of the network: who fills it in, and the fields she types into or chooses from."""

    route: str
    who: str
    typed: tuple[str, ...]
    chosen: tuple[str, ...] = ()


FORMS = (
    Form("network:invite", "admin", ("name", "email", "valid_to"), ("roles",)),
    Form("network:grant", "admin", ("valid_to",), ("role",)),
    Form("network:substitution", "admin", ("valid_from", "valid_to"), ("substitute",)),
    Form("network:found", "operator", ("name", "short_name", "address", "email"), ("kind", "area", "unit")),
    Form("network:registration", "lead", ("name",), ("decision", "kind")),
    Form("network:change", "operator", ("name", "short_name", "address"), ("kind",)),
    Form("network:end_organisation", "operator", ("why",)),
    Form(
        "network:club",
        "",
        ("name", "address", "purpose", "contact_name", "contact_email"),
        ("kind", "unit"),
    ),
    Form("network:invitation", "", ("name",)),
)


def written() -> tuple[int, ...]:
    kept = (HistoryEntry, Invitation, Membership, Organisation, Substitution, ClubRegistration)
    return tuple(model.objects.count() for model in kept)


def judge(answer: HttpResponse, typed: Mapping[str, str], form: Form, before: tuple[int, ...]) -> list[str]:
    if answer.status_code == 302:
        return []
    if answer.status_code != 422:
        return [f"status {answer.status_code}"]
    html = answer.content.decode()
    wrong = [] if written() == before else ["something was written"]
    if "_error" not in html:
        wrong.append("no reason beside a field")
    lost = [name for name in typed if name in form.typed and not stands_in(html, typed[name])]
    return wrong + [f"{name} is lost" for name in lost]


def complaints(scene: Scene, form: Form, posts: Iterable[Mapping[str, str]]) -> list[str]:
    path = scene.path(form.route)
    person = getattr(scene, form.who) if form.who else Client()
    person.raise_request_exception = False
    send = person.send if form.who else person.post
    found = []
    for typed in posts:
        with transaction.atomic():
            cache.clear()
            before = written()
            answer = send(path, filled(form.route) | dict(typed))
            found += [f"{typed}: {words}" for words in judge(answer, typed, form, before)]
            transaction.set_rollback(True)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.route)
def test_no_value_does_harm_wherever_it_is_typed(scene, form):
    assert complaints(scene, form, dealt([*form.typed, *form.chosen])) == []


@pytest.mark.full
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.route)
def test_no_value_alone_does_any_harm(scene, form):
    assert complaints(scene, form, alone([*form.typed, *form.chosen])) == []


@pytest.mark.parametrize("values", [SOME, pytest.param(CORPUS, marks=pytest.mark.full)], ids=["some", "all"])
def test_any_password_is_taken_or_refused_and_never_shown(scene, values):
    path, wrong = scene.path("network:invitation"), []
    for value in values:
        with transaction.atomic():
            answer = Client().post(path, NEWCOMER | {"password": value, "password_again": value})
            shown = len(value) > 8 and escape(value) in answer.content.decode()
            if answer.status_code not in (302, 422) or shown:
                wrong.append(f"{value[:40]!r}: {answer.status_code}")
            transaction.set_rollback(True)
    assert wrong == []
