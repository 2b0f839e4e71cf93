"""A text longer than its column is refused with a reason on both databases, however it is written."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import CharField

from vorort.core.models import ImportRun, Message
from vorort.core.refusal import ActionRefused

LONG = "x" * 61  # one more than the name of an import's kind may have


def text_columns():
    return [
        field
        for model in apps.get_models()
        if model.__module__.startswith("vorort.")
        for field in model._meta.local_concrete_fields
        if isinstance(field, CharField) and field.max_length
    ]


@pytest.mark.parametrize("field", text_columns(), ids=str)
def test_every_text_column_of_ours_refuses_one_character_too_many(field):
    fits = "ä" * field.max_length
    assert field.get_db_prep_save(fits, connection) == fits
    with pytest.raises(ActionRefused) as refused:
        field.get_db_prep_save(fits + "b", connection)
    [reason] = refused.value.reasons
    assert (reason.code, reason.field) == ("too_long", field.name)
    there, most = field.max_length + 1, field.max_length
    assert str(reason.sentence) == f"Dieser Text ist zu lang: {there} Zeichen, höchstens {most}."


def test_there_are_text_columns_in_every_context():
    contexts = {field.model.__module__.split(".")[1] for field in text_columns()}
    assert {"core", "accounts", "regions", "network", "steering", "funding"} <= contexts


def run(**values):
    plain = {"kind": "k", "file_name": "f", "sha256": "s", "size": 1, "plan_digest": "p", "content": b"x"}
    return ImportRun(**plain | {"previewed_on": "2026-11-02"} | values)


@pytest.mark.parametrize(
    "write",
    [
        lambda: run(kind=LONG).save(),
        lambda: ImportRun.objects.bulk_create([run(), run(kind=LONG)]),
        lambda: ImportRun.objects.update(kind=LONG),
    ],
    ids=["saved", "many at once", "changed in the database"],
)
def test_no_way_of_writing_leads_past_it(db, write):
    run().save()
    with pytest.raises(ActionRefused, match="too_long"):
        write()
    assert list(ImportRun.objects.values_list("kind", flat=True)) == ["k"]


def test_columns_without_an_end_take_any_text(db):
    assert Message._meta.get_field("values").get_db_prep_save({"text": LONG * 100}, connection)
