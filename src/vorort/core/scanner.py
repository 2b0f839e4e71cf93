"""Asks the operator's virus scanner about a file: clamd's own way of speaking, as ClamAV and others understand it.

Where no scanner is set, nothing is asked. One that does not answer keeps the file out: better later than unseen.
Source: clamd(8), command INSTREAM.
"""

import logging
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from vorort.core.refusal import Reason

logger = logging.getLogger(__name__)

SECONDS = 10
AT_ONCE = 256 * 1024  # bytes; clamd takes pieces of any length
LONGEST_ANSWER = 4096
CLEAN = b"stream: OK"
FOUND = b" FOUND"


def reasons_against(content: bytes) -> list[Reason]:
    """Why the scanner keeps this file out; empty when it found nothing, or when none is set."""
    if not settings.SCANNER:
        return []
    try:
        answer = _answer_to(content)
    except OSError as error:
        logger.error("Der Virenscanner antwortet nicht: %s", type(error).__name__)
        answer = b""
    if answer == CLEAN:
        return []
    if answer.endswith(FOUND):
        sentence = _("In dieser Datei steckt ein Schadprogramm. Sie wird nicht genommen.")
        return [Reason("harmful_file", sentence, field="file")]
    sentence = _("Dateien können gerade nicht geprüft werden. Bitte versuchen Sie es später noch einmal.")
    return [Reason("not_scanned", sentence, field="file")]


def _answer_to(content: bytes) -> bytes:
    """What the scanner says, without the byte that ends it. Raises OSError."""
    with _connected() as line:
        line.sendall(b"zINSTREAM\x00")
        for start in range(0, len(content), AT_ONCE):
            piece = content[start : start + AT_ONCE]
            line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))
        answer = b""
        while len(answer) < LONGEST_ANSWER and (more := line.recv(LONGEST_ANSWER)):
            answer += more
    return answer.rstrip(b"\x00")


@contextmanager
def _connected() -> Iterator[socket.socket]:
    """A line to the scanner, by the path of a socket or by host and port. Raises OSError."""
    if settings.SCANNER.startswith("/"):
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(SECONDS)
            line.connect(settings.SCANNER)
            yield line
    else:
        host, _colon, port = settings.SCANNER.rpartition(":")
        with socket.create_connection((host, int(port)), timeout=SECONDS) as line:
            yield line
