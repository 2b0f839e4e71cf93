"""Writes for an importer and notes what it wrote, so that it can be undone. Nothing here knows what the rows mean."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Field, Model

from vorort.core.models import ImportedRow, ImportRun

LONG_TEXT = 200
MOST_KEYS = 30_000  # of one statement: PostgreSQL takes 65,535 values in one


@dataclass
class _Note:
    row: int
    before: dict[str, Any] | None


class Journal:
    """What one import writes. Made by ``runs.apply``; importers call ``create`` and ``change`` and nothing else."""

    def __init__(self) -> None:
        self._notes: dict[tuple[type[Model], int], _Note] = {}

    def create(self, item: Model, *, row: int) -> None:
        """Insert ``item``, which stands in ``row`` of the file."""
        item.save(force_insert=True)
        self._notes[type(item), item.pk] = _Note(row, None)

    def change(self, item: Model, *, row: int, **values: object) -> None:
        """Give ``item``, as it stands in the database, these ``values``."""
        note = self._notes.setdefault((type(item), item.pk), _Note(row, {}))
        if note.before is not None:
            note.before = stored_values(item, values) | note.before
        for name, value in values.items():
            setattr(item, name, value)
        item.save(update_fields=list(values))

    def rows(self, run: ImportRun) -> list[ImportedRow]:
        """What was written, in that order, with the values as the database gives them back."""
        stored = objects_by_model(self._notes)
        return [
            ImportedRow(
                run=run,
                number=number,
                row=note.row,
                model=model._meta.label_lower,
                object_id=key,
                before=note.before,
                after=abridged(stored_values(stored[model][key], note.before)),
            )
            for number, ((model, key), note) in enumerate(self._notes.items(), start=1)
        ]


def objects_by_model(
    keys: Iterable[tuple[type[Model], int]], *, lock: bool = False
) -> dict[type[Model], dict[int, Model]]:
    """The objects of ``keys`` as they stand in the database, without missing ones; ``MOST_KEYS`` in a statement."""
    by_model: dict[type[Model], list[int]] = defaultdict(list)
    for model, key in keys:
        by_model[model].append(key)
    found: dict[type[Model], dict[int, Model]] = {model: {} for model in by_model}
    for model, wanted in by_model.items():
        objects = model._default_manager.select_for_update() if lock else model._default_manager.all()
        for first in range(0, len(wanted), MOST_KEYS):
            found[model] |= objects.in_bulk(wanted[first : first + MOST_KEYS])
    return found


def stored_values(item: Model, names: Collection[str] | Mapping[str, object] | None) -> dict[str, Any]:
    """The values of the fields ``names`` (None: of all) as JSON keeps them. Raises TypeError for bytes."""
    fields = [item._meta.get_field(name) for name in names] if names is not None else item._meta.concrete_fields
    values = {field.name: field.value_from_object(item) for field in fields if isinstance(field, Field)}
    kept: dict[str, Any] = json.loads(json.dumps(values, default=_plain, ensure_ascii=False))
    return kept


def abridged(values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` with long text replaced by its checksum: enough to see whether it was changed."""
    return {name: _checksum(value) if _is_long(value) else value for name, value in values.items()}


def _is_long(value: object) -> bool:
    return isinstance(value, str) and len(value) > LONG_TEXT


def _checksum(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"an import cannot undo {type(value).__name__}")
