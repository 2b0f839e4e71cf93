"""What a PDF says and how it is built, for tests of documents."""

import io
import re
from typing import Any

import pikepdf
import pypdfium2

MEANT = re.compile(rb"<[0-9A-F]+> <([0-9A-F]+)>\s")
BIDI_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def pages(content: bytes) -> list[str]:
    """The text of every page, in the order it is drawn."""
    with pypdfium2.PdfDocument(content) as pdf:
        said = [page.get_textpage().get_text_range() for page in pdf]
    return [BIDI_MARKS.sub("", text).replace("\r\n", "\n") for text in said]


def text(content: bytes) -> str:
    """The whole text, every run of white space one blank."""
    return " ".join(" ".join(pages(content)).split())


def signs(content: bytes) -> set[str]:
    """What the single drawn signs stand for when somebody copies or hears them: "a", "ffi", "👩‍👧"."""
    with opened(content) as pdf:
        tables = [part.read_bytes() for part in pdf.objects if isinstance(part, pikepdf.Stream)]
    found = [code for table in tables if b"begincmap" in table for code in MEANT.findall(table)]
    return {bytes.fromhex(code.decode()).decode("utf-16-be") for code in found}


def structure(content: bytes) -> list[str]:
    """The names of all structure elements in reading order: ["Document", "P", "H1", …]."""
    with opened(content) as pdf:
        return list(_names(pdf.Root.StructTreeRoot.K))


def _names(node: Any) -> Any:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _names(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S).removeprefix("/")
        yield from _names(node.get("/K", pikepdf.Array()))
