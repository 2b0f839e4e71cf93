"""Every stored column of a context is classified in its ``privacy.py``: personal with purpose and retention, or not.

What a column holds is judged by people; here is only seen that none was forgotten and none is named that is not there.
"""

import importlib.util
import re
from collections.abc import Mapping
from types import SimpleNamespace

import pytest
from django.apps import AppConfig, apps
from django.db.models import ManyToManyField, Model
from django.test.utils import isolate_apps

from vorort.accounts.models import User

CLASSIFIED = re.compile(r"no|personal: [^;\s][^;]*; \S.*")
Columns = Mapping[str, set[str]]
Classification = Mapping[str, Mapping[str, str]]


def faults(stored: Columns, classified: Classification) -> list[str]:
    """What is wrong with ``classified``, where ``stored`` names the columns of each table."""
    found = [f"{model}: kein Feld ist klassifiziert" for model in stored if model not in classified]
    found += [f"{model}: gibt es nicht" for model in classified if model not in stored]
    for model in stored.keys() & classified.keys():
        found += [f"{model}.{name}: nicht klassifiziert" for name in stored[model] - classified[model].keys()]
        found += [f"{model}.{name}: gibt es nicht" for name in classified[model].keys() - stored[model]]
        found += [
            f"{model}.{name}: weder „no“ noch „personal: Zweck; Frist“"
            for name, said in classified[model].items()
            if not CLASSIFIED.fullmatch(said)
        ]
    return sorted(found)


def columns_of(config: AppConfig) -> dict[str, set[str]]:
    """The models of a context with their columns."""
    return {model.__name__: {field.name for field in model._meta.concrete_fields} for model in config.get_models()}


def tables_that_join_people(config: AppConfig) -> list[str]:
    """Tables Django makes for a many-to-many field in which people stand. Nobody could classify them."""
    made = (model for model in config.get_models(include_auto_created=True) if model._meta.auto_created)
    return [
        model.__name__ for model in made if any(field.related_model is User for field in model._meta.concrete_fields)
    ]


def classification_of(config: AppConfig) -> Classification:
    """What the context says of its columns; nothing when it has no ``privacy.py``."""
    name = f"{config.name}.privacy"
    if importlib.util.find_spec(name) is None:
        return {}
    fields: Classification = importlib.import_module(name).FIELDS
    return fields


def own_contexts() -> list[AppConfig]:
    return [config for config in apps.get_app_configs() if config.name.startswith("vorort.")]


@pytest.mark.parametrize("config", own_contexts(), ids=lambda config: config.label)
def test_every_column_of_a_context_is_classified_and_no_other(config):
    assert faults(columns_of(config), classification_of(config)) == []


@pytest.mark.parametrize("config", own_contexts(), ids=lambda config: config.label)
def test_people_are_joined_by_a_model_of_its_own_that_is_classified(config):
    assert tables_that_join_people(config) == []


def test_people_joined_by_a_plain_many_to_many_field_are_found():
    guests = ManyToManyField(User, related_name="+")
    with isolate_apps("vorort.core"):
        feast = type(
            "Feast",
            (Model,),
            {"__module__": __name__, "guests": guests, "Meta": type("Meta", (), {"app_label": "core"})},
        )
    config = SimpleNamespace(get_models=lambda include_auto_created: [feast, feast.guests.through])
    assert tables_that_join_people(config) == ["Feast_guests"]


def test_the_contexts_with_tables_are_among_those_looked_at():
    looked_at = {config.label for config in own_contexts() if columns_of(config)}
    assert looked_at >= {"core", "accounts", "regions", "network", "steering", "funding"}


def test_columns_are_read_from_the_models():
    assert columns_of(apps.get_app_config("accounts")) == {
        "User": {"id", "password", "last_login", "email", "name", "is_active"},
        "SignIn": {"id", "user", "session", "device", "began_at"},
    }


# --- The check itself, on an invented context -------------------------------------------------------------------------
STORED = {"Guest": {"id", "name"}}
RIGHT = {"Guest": {"id": "no", "name": "personal: Einladung; bis zum Fest"}}


def test_right_classification_has_no_fault():
    assert faults(STORED, RIGHT) == []


def test_column_nobody_classified_is_found():
    assert faults({"Guest": {"id", "name", "allergy"}}, RIGHT) == ["Guest.allergy: nicht klassifiziert"]


def test_table_nobody_classified_is_found():
    assert faults(STORED | {"Dish": {"id"}}, RIGHT) == ["Dish: kein Feld ist klassifiziert"]


def test_classified_column_that_is_not_there_is_found():
    assert faults({"Guest": {"id"}}, RIGHT) == ["Guest.name: gibt es nicht"]


def test_classified_table_that_is_not_there_is_found():
    assert faults({}, RIGHT) == ["Guest: gibt es nicht"]


@pytest.mark.parametrize(
    "said", ["", "yes", "No", "personal", "personal: Einladung", "personal: Einladung; ", "personal: ; bis zum Fest"]
)
def test_classification_without_purpose_or_retention_is_found(said):
    assert faults(STORED, {"Guest": {"id": "no", "name": said}}) == [
        "Guest.name: weder „no“ noch „personal: Zweck; Frist“"
    ]
