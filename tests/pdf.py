"""What a PDF says and how it is built, for tests of documents."""

import io
import re
import shutil
import subprocess
from typing import Any

import pikepdf
import pytest

BIDI_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def pages(content: bytes) -> list[str]:
    """The text of every page. Skips the test where pdftotext is missing."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("Der Text eines PDF wird mit pdftotext gelesen; es fehlt hier (Paket poppler-utils).")
    run = subprocess.run([tool, "-raw", "-", "-"], input=content, capture_output=True, check=True)
    return BIDI_MARKS.sub("", run.stdout.decode()).split("\f")[:-1]


def text(content: bytes) -> str:
    """The whole text, every run of white space one blank."""
    return " ".join(" ".join(pages(content)).split())


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
