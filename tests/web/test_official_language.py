"""Whatever language the people at work read, the files, the log, the messages and the documents are German."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.utils.translation import override

from gate import translations
from tests.funding.world import TODAY, build
from tests.web.stages import STAGES, brought_to
from vorort.core import clock, documents


@pytest.fixture(scope="module")
def english() -> set[str]:
    """Every sentence of the English catalogue that no German page could say."""
    catalog = translations.load("en")
    german = {message.id for message in catalog}
    return {
        message.string
        for message in catalog
        if isinstance(message.string, str) and message.string and "%" not in message.string
    } - german


def texts(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield from (value, *value.split(", "))
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts(part)


def kept() -> Iterator[tuple[str, str]]:
    """Every text in the tables of the project, with where it stands."""
    for model in apps.get_models():
        if not model.__module__.startswith("vorort."):
            continue
        for row in model._default_manager.all():
            yield from texts_of(row)


def texts_of(row: Model) -> Iterator[tuple[str, str]]:
    for field in row._meta.concrete_fields:
        if not field.choices:
            yield from ((f"{row._meta.label}.{field.name}", text) for text in texts(field.value_from_object(row)))


@pytest.mark.django_db
@pytest.mark.slow
def test_what_people_do_in_english_is_kept_and_printed_in_german(english, monkeypatch):
    printed: list[Mapping[str, Any]] = []

    def remember(template: object, data: Mapping[str, Any]) -> bytes:
        printed.append(data)
        return b"%PDF-1.7"

    monkeypatch.setattr(documents, "render", remember)
    with clock.at(TODAY):
        world = build()
        with override("en"):
            for stage in STAGES:
                brought_to(world, stage, call=world.open_call(f"aufruf-{stage}"))
    assert [(where, text) for where, text in kept() if text in english] == []
    assert printed
    assert [text for data in printed for text in texts(data) if text in english] == []
