"""Vendored files are what VENDORED.md says, and nothing lies beside them unlisted."""

import hashlib
import re
from pathlib import Path

from django.conf import settings

VENDOR = Path(settings.SOURCE) / "web" / "shell" / "static" / "vendor"
ROW = re.compile(r"^\| (?P<file>\S+) \| .+ \| .+ \| .+ \| `(?P<sum>[0-9a-f]{64})` \|$", re.MULTILINE)


def test_every_vendored_file_has_the_checksum_it_is_listed_with():
    listed = {row["file"]: row["sum"] for row in ROW.finditer((VENDOR / "VENDORED.md").read_text())}
    found = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "VENDORED.md"
    }
    assert found == listed


def test_no_stylesheet_fetches_from_elsewhere():
    sheets = [path.read_text() for path in VENDOR.parent.rglob("*.css")]
    assert len(sheets) == 7
    assert [re.findall(r"""(?:url\(|@import\s*)["']?(?:https?:)?//""", sheet) for sheet in sheets] == [[]] * 7
