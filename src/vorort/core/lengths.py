"""Texts no longer than their columns, whichever action writes them: refused with a reason, not with a fault.

Forms say so beside their field. Past them SQLite takes a text of any length and PostgreSQL breaks off; so every text
column of our own models asks first, the same on both.
"""

from functools import wraps
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vorort.core.refusal import ActionRefused, Reason

OURS = "vorort."


def refuse_long_texts() -> None:
    """Let the text columns of every context refuse what they cannot hold. Called once all models are loaded."""
    for model in apps.get_models():
        if model.__module__.startswith(OURS):
            for field in model._meta.local_concrete_fields:
                if isinstance(field, CharField) and field.max_length:
                    _bind(field, field.max_length)


def _bind(field: "CharField[Any, Any]", most: int) -> None:
    """``save``, ``bulk_create`` and ``update`` all prepare their values here."""
    prepare = field.get_db_prep_save

    @wraps(prepare)
    def prepare_or_refuse(value: Any, connection: BaseDatabaseWrapper) -> Any:
        if isinstance(value, str | Promise) and len(str(value)) > most:
            sentence = _("Dieser Text ist zu lang: %(there)d Zeichen, höchstens %(most)d.")
            raise ActionRefused(
                [Reason("too_long", sentence % {"there": len(str(value)), "most": most}, field=field.name)]
            )
        return prepare(value, connection)

    field.get_db_prep_save = prepare_or_refuse  # type: ignore[method-assign]
