"""Takes files in: preview, errors apart from hints by row, apply, undo. What a file means is its context's business.

A context registers an ``Importer`` in its ``apps.py``. Its actions say who may; then they call ``keep``,
``apply`` and ``undo``, or ``take`` where nobody has to say yes in between.
"""

from vorort.core.imports.files import content_of, text_of
from vorort.core.imports.findings import Finding, error, errors_in, hint, hints_in
from vorort.core.imports.importer import Change, Difference, Importer, Operation, Options, Plan, importer_of, register
from vorort.core.imports.journal import Journal
from vorort.core.imports.listing import as_text
from vorort.core.imports.runs import (
    Preview,
    apply,
    ask_undo,
    forget_old_previews,
    keep,
    preview,
    preview_of,
    take,
    undo,
)
from vorort.core.imports.tables import (
    Column,
    Row,
    Table,
    as_date,
    as_decimal,
    as_integer,
    as_text_value,
    read_table,
)

__all__ = [
    "Change",
    "Column",
    "Difference",
    "Finding",
    "Importer",
    "Journal",
    "Operation",
    "Options",
    "Plan",
    "Preview",
    "Row",
    "Table",
    "apply",
    "as_date",
    "as_decimal",
    "as_integer",
    "as_text",
    "as_text_value",
    "ask_undo",
    "content_of",
    "error",
    "errors_in",
    "forget_old_previews",
    "hint",
    "hints_in",
    "importer_of",
    "keep",
    "preview",
    "preview_of",
    "read_table",
    "register",
    "take",
    "text_of",
    "undo",
]
