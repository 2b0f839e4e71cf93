"""The tables of a guideline version as CSV: rates, ceilings, posts and classes, read with a preview and written out."""

from vorort.funding.tables.distribution import CEILINGS, GROUPS, POSTS
from vorort.funding.tables.rates import RATES
from vorort.funding.tables.sheet import Sheet, importer, written

SHEETS: dict[str, Sheet] = {sheet.name: sheet for sheet in (RATES, CEILINGS, POSTS, GROUPS)}

__all__ = ["CEILINGS", "GROUPS", "POSTS", "RATES", "SHEETS", "Sheet", "importer", "written"]
