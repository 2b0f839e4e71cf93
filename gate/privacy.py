"""The tables of docs/datenschutz.md, made from the classification of every stored field.

Put into the page by ``python -m gate.docs``; the introduction above them is written by people.
"""

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps

from vorort.config import library_tables

PERSONAL = "personal: "
BEGINS = "<!-- Ab hier aus dem Quelltext: python -m gate.docs -->"


@dataclass(frozen=True)
class Field:
    """A personal column, or a whole table of a library: what for and how long."""

    table: str
    name: str
    purpose: str
    retention: str


def renewed(page: str) -> str:
    """``page`` with today's tables below its introduction."""
    introduction = page.partition(BEGINS)[0]
    return introduction + "\n\n".join([BEGINS, *_contexts(), _libraries()]) + "\n"


def _contexts() -> Iterator[str]:
    configs = sorted((c for c in apps.get_app_configs() if c.name.startswith("vorort.")), key=lambda c: c.label)
    for config in configs:
        tables = {model.__name__: str(model.__doc__).splitlines()[0] for model in config.get_models()}
        if tables and config.label != "demo":
            classified: Mapping[str, Mapping[str, str]] = importlib.import_module(f"{config.name}.privacy").FIELDS
            yield _context(config.label, tables, classified)


def _context(label: str, tables: Mapping[str, str], classified: Mapping[str, Mapping[str, str]]) -> str:
    rows, nothing = [], []
    for table in sorted(tables):
        fields = [_field(table, name, said) for name, said in classified[table].items() if said.startswith(PERSONAL)]
        rows += [f"| {field.table} | `{field.name}` | {field.purpose} | {field.retention} |" for field in fields]
        if not fields:
            nothing.append(table)
    parts = [f"## {label}"]
    if rows:
        parts.append(
            "\n".join(["| Tabelle | Personenbezogene Spalte | Wozu | Wie lange |", "|---|---|---|---|", *rows])
        )
    if nothing:
        parts.append(f"Ohne Personenbezug: {', '.join(nothing)}.")
    if rows:
        parts.append("Alle übrigen Spalten der genannten Tabellen sind nicht personenbezogen.")
    return "\n\n".join(parts)


def _field(table: str, name: str, said: str) -> Field:
    purpose, _, retention = said.removeprefix(PERSONAL).partition("; ")
    return Field(table, name, purpose, retention)


def _libraries() -> str:
    installed = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    fields = [
        _field(table, "", said)
        for table, said in sorted(library_tables.TABLES.items())
        if table in installed and said.startswith(PERSONAL)
    ]
    rows = [f"| {field.table} | {field.purpose} | {field.retention} |" for field in fields]
    return "\n".join(
        ["## Tabellen der Bibliotheken", "", "| Tabelle | Was und wozu | Wie lange |", "|---|---|---|", *rows]
    )
