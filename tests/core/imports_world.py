"""An invented import for tests of the core: rights by code, from a table with two columns."""

from collections.abc import Sequence

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from vorort.core.imports import Change, Column, Difference, Importer, Operation, Plan, error, hint, read_table

COLUMNS = (Column("code"), Column("name"))
HEADER = "code;name\n"


def read(content, options):
    table = read_table(content, COLUMNS)
    return table.rows, table.findings


def plan(rows, options):
    stored = {right.codename: right for right in Permission.objects.filter(content_type__app_label="invented")}
    changes = [_change(row, stored.pop(row["code"], None)) for row in rows]
    changes += [Change(0, Operation.END, code, data=(right, "ended")) for code, right in stored.items()]
    findings = [hint(0, f"{code} fehlt") for code in stored] if options.get("tell") else []
    findings += [error(row.number, "Dieses Recht kennt niemand.") for row in rows if row["code"] == "fly"]
    return Plan(tuple(changes), tuple(findings))


def _change(row, right):
    if right is None:
        return Change(row.number, Operation.CREATE, row["code"], data=(None, row["name"]))
    if right.name == row["name"]:
        return Change(row.number, Operation.KEEP, row["code"])
    difference = Difference("Name", right.name, row["name"])
    return Change(row.number, Operation.CHANGE, row["code"], (difference,), (right, row["name"]))


def write(changes: Sequence[Change], journal):
    kind, _made = ContentType.objects.get_or_create(app_label="invented", model="thing")
    for change in changes:
        if change.operation is Operation.KEEP:
            continue
        right, name = change.data
        if right is None:
            journal.create(Permission(content_type=kind, codename=change.subject, name=name), row=change.row)
        else:
            journal.change(right, row=change.row, name=name)


RIGHTS = Importer("invented_rights", "Rechte", 1000, read, plan, write)
