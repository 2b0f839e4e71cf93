"""Documents as PDF/A-2a and PDF/UA-1 from Typst templates, kept as immutable versions. Each context serves its own."""

import hashlib
import json
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.db.models import Max, Model, QuerySet
from django.utils.functional import Promise

from vorort.core import clock
from vorort.core.language import officially
from vorort.core.models import Document

STANDARDS: list[Any] = ["a-2a", "ua-1"]
PDF = "application/pdf"
ROOT = Path(__file__).resolve().parents[1]
FONTS = Path(__file__).parent / "fonts"

_THREAD = threading.local()
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
UNDEFINED = re.compile("[\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000f0000-\U0010ffff]")


def render(template: Path, data: Mapping[str, Any]) -> bytes:
    """``template`` filled with ``data`` as PDF. Data travels as JSON, so nothing in it is ever read as markup.

    Only the fonts that come along are used: the same data make the same file everywhere. What none of them shows
    appears as a box and stays in the text.

    Raises typst.TypstError when the template would make an inaccessible document.
    """
    payload = {**data, "sample": bool(settings.SAMPLE_DOCUMENTS), "operator": settings.OPERATOR_NAME}
    made: Any = _compiler().compile(
        str(template),
        root=str(ROOT),
        sys_inputs={"data": json.dumps(_readable(payload), ensure_ascii=False)},
        pdf_standards=STANDARDS,
        format="pdf",
    )
    return bytes(made)


def _compiler() -> typst.Compiler:
    """The thread's own: it makes one document at a time, and looks for its fonts once."""
    if not hasattr(_THREAD, "compiler"):
        _THREAD.compiler = typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)
    compiler: typst.Compiler = _THREAD.compiler
    return compiler


@officially
def issue(owner: Model, *, kind: str, title: str | Promise, content: bytes, media_type: str = PDF) -> Document:
    """Keep ``content`` as the next version of the owner's document of this kind."""
    last = of(owner).filter(kind=kind).aggregate(last=Max("version"))["last"] or 0
    return Document.objects.create(
        owner_kind=owner._meta.label_lower,
        owner_id=owner.pk,
        kind=kind,
        version=last + 1,
        title=str(title),
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


def _readable(value: Any) -> Any:
    """``value`` with every text free of what PDF/A refuses or what would turn the order of the letters around.

    Control signs and direction overrides go; private and undefined code points become U+FFFD.
    """
    if isinstance(value, str):
        lines = "\n".join(value.replace("\t", " ").splitlines())
        return UNDEFINED.sub("\ufffd", INVISIBLE.sub("", lines))
    if isinstance(value, Mapping):
        return {key: _readable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_readable(part) for part in value]
    return value
