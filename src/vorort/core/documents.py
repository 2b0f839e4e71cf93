"""Documents as PDF/A-2a and PDF/UA-1 from Typst templates, kept as immutable versions. Each context serves its own."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.db.models import Max, Model, QuerySet

from vorort.core import clock
from vorort.core.models import Document

STANDARDS: list[Any] = ["a-2a", "ua-1"]
PDF = "application/pdf"


def render(template: Path, data: Mapping[str, Any]) -> bytes:
    """``template`` filled with ``data`` as PDF. Data travels as JSON, so nothing in it is ever read as markup.

    Raises typst.TypstError when the template would make an inaccessible document.
    """
    payload = {**data, "sample": bool(settings.SAMPLE_DOCUMENTS), "operator": settings.OPERATOR_NAME}
    return typst.compile(
        str(template),
        root=str(Path(__file__).resolve().parents[1]),
        sys_inputs={"data": json.dumps(payload, ensure_ascii=False)},
        pdf_standards=STANDARDS,
        format="pdf",
    )


def issue(owner: Model, *, kind: str, title: str, content: bytes, media_type: str = PDF) -> Document:
    """Keep ``content`` as the next version of the owner's document of this kind."""
    last = of(owner).filter(kind=kind).aggregate(last=Max("version"))["last"] or 0
    return Document.objects.create(
        owner_kind=owner._meta.label_lower,
        owner_id=owner.pk,
        kind=kind,
        version=last + 1,
        title=title,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        issued_on=clock.today(),
        created_at=clock.now(),
    )


def of(owner: Model) -> QuerySet[Document]:
    """All versions of all documents of ``owner``, without their content."""
    return Document.objects.filter(owner_kind=owner._meta.label_lower, owner_id=owner.pk).defer("content")
