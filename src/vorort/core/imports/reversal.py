"""Takes back what an import wrote, and says why it may not be taken back. Called by ``runs.undo``."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db.models import ForeignObjectRel, Model
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vorort.core.imports.journal import abridged, objects_by_model, stored_values
from vorort.core.models import ImportedRow
from vorort.core.refusal import Reason

Objects = dict[type[Model], dict[int, Model]]
AT_ONCE = 500


def locked_objects(rows: Sequence[ImportedRow]) -> Objects:
    """What the rows are about, as it stands now, locked until the transaction ends."""
    return objects_by_model(((_model(row), row.object_id) for row in rows), lock=True)


def reasons_against(rows: Sequence[ImportedRow], objects: Objects, *, row_name: str | Promise) -> list[Reason]:
    """Why the import of these rows may not be undone; empty when it may. ``row_name`` is what one is called."""
    found = [(row, objects[_model(row)].get(row.object_id)) for row in rows]
    reasons = [reason for row, item in found if (reason := _reason_against(row, item, row_name))]
    return reasons + list(_references(rows, objects, row_name))


def take_back(rows: Sequence[ImportedRow], objects: Objects) -> None:
    """Delete what was made and bring back what was changed, the last thing first."""
    for row in reversed(rows):
        item = objects[_model(row)][row.object_id]
        if row.before is None:
            item.delete()
        else:
            _bring_back(item, row.before)


def _model(row: ImportedRow) -> type[Model]:
    return apps.get_model(row.model)


def _reason_against(row: ImportedRow, item: Model | None, row_name: str | Promise) -> Reason | None:
    if item is None:
        sentence = format_lazy(_("Was {0} {1} der Datei brachte, gibt es nicht mehr."), row_name, row.row)
        return Reason("import_row_gone", sentence)
    if abridged(stored_values(item, row.after)) != row.after:
        sentence = format_lazy(_("{0} wurde seit dem Einlesen geändert."), _named(item, row.row, row_name))
        return Reason("import_row_changed", sentence)
    return None


def _named(item: Model, row: int, row_name: str | Promise) -> str | Promise:
    """The thing and where it stands in the file; what is missing there has no row."""
    return format_lazy("„{0}“ ({1} {2})", str(item), row_name, row) if row else f"„{item}“"


def _references(rows: Sequence[ImportedRow], objects: Objects, row_name: str | Promise) -> Iterator[Reason]:
    """A reason for each thing that points at what the import made, unless undoing takes that reference away too."""
    made: dict[type[Model], dict[int, int]] = defaultdict(dict)
    own = {(row.model, row.object_id): row.before for row in rows}
    for row in rows:
        if row.before is None:
            made[_model(row)][row.object_id] = row.row
    for model, row_of in made.items():
        for key, field, other in _pointing_at(model, list(row_of)):
            before = own.get((other._meta.label_lower, other.pk), {})
            if key in objects[model] and before is not None and field not in before:
                sentence = format_lazy(
                    _("{0} wird inzwischen gebraucht: {1} „{2}“."),
                    _named(objects[model][key], row_of[key], row_name),
                    other._meta.verbose_name,
                    str(other),
                )
                yield Reason("import_row_referenced", sentence)


def _pointing_at(model: type[Model], keys: Sequence[int]) -> Iterator[tuple[int, str, Model]]:
    """Every object that has one of ``keys`` as the target of a foreign key, and that field; hidden relations too."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        for start in range(0, len(keys), AT_ONCE):
            chosen: dict[str, Any] = {f"{relation.field.name}__pk__in": keys[start : start + AT_ONCE]}
            for other in relation.related_model._default_manager.filter(**chosen).order_by("pk"):
                yield getattr(other, relation.field.attname), relation.field.name, other


def _bring_back(item: Model, before: dict[str, Any]) -> None:
    for name, value in before.items():
        field: Any = item._meta.get_field(name)
        setattr(item, field.attname, field.to_python(value))
    item.save(update_fields=list(before))
