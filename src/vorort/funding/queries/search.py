"""Applications by a part of their title, their file number or the name of their applicant, fast for few and for many.

The index behind it stands in ``search_index.py``.
"""

import re

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from vorort.funding.models import Application
from vorort.funding.querysets import ApplicationQuerySet
from vorort.network.models import Organisation

BY_TRIGRAMS = "SELECT rowid FROM funding_application_search WHERE funding_application_search MATCH %s"
FEW = 1000
SHORTEST = 3  # a trigram has three letters


def holding(rows: ApplicationQuerySet, text: str) -> ApplicationQuerySet:
    """Those of ``rows`` that hold ``text``, whatever the case. One statement, to learn whether there are many.

    Few are then read by their keys. Of many, the first soon come by in the order of the list: it is read row by row.
    """
    of_applicants = Q(applicant__in=Organisation.objects.filter(name__icontains=text))
    found = [Application.objects.filter(condition) for condition in (_by_index(text), of_applicants)]
    first, second = (each.order_by().values_list("pk", flat=True) for each in found)
    keys = list(first.union(second, all=True)[: FEW + 1])
    if len(keys) <= FEW:
        return rows.filter(pk__in=keys)
    return rows.filter(_row_by_row(text) | of_applicants)


def _by_index(text: str) -> Q:
    """Title or file number holds ``text``, found by the index of trigrams."""
    if connection.vendor != "sqlite" or len(text) < SHORTEST:
        return _as_django_asks(text)
    phrase = '"' + text.replace('"', '""') + '"'
    return Q(pk__in=RawSQL(BY_TRIGRAMS, (phrase,)))  # noqa: S611 - a constant


def _row_by_row(text: str) -> Q:
    """The same, asked of each row that comes by. SQLite's own LIKE does not know that É is é; the pattern does."""
    if connection.vendor != "sqlite":
        return _as_django_asks(text)
    return Q(title__iregex=re.escape(text)) | Q(file_number__iregex=re.escape(text))


def _as_django_asks(text: str) -> Q:
    return Q(title__icontains=text) | Q(file_number__icontains=text)
