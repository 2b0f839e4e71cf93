"""The operator's virus scanner: asked about every file before it is kept; one that is silent keeps files out."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from vorort.core import scanner, uploads
from vorort.core.models import Upload
from vorort.core.refusal import ActionRefused

PDF = b"%PDF-1.7\n"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LONG = PDF + bytes(600 * 1024)  # three pieces on the way


def read(line: socket.socket, length: int) -> bytes:
    got = b""
    while len(got) < length:
        more = line.recv(length - len(got))
        assert more, "the file ended before it said so"
        got += more
    return got


def streamed(line: socket.socket) -> bytes:
    """What somebody sends with INSTREAM, as clamd reads it."""
    assert read(line, 10) == b"zINSTREAM\x00"
    content = b""
    while length := struct.unpack("!I", read(line, 4))[0]:
        content += read(line, length)
    return content


def as_clamd(content: bytes) -> bytes:
    return b"stream: Eicar-Test-Signature FOUND\x00" if EICAR in content else b"stream: OK\x00"


@contextmanager
def scanning(answer=as_clamd, family=socket.AF_INET, place=("127.0.0.1", 0)) -> Iterator[str]:
    """A scanner on this machine that answers every file; gives where it listens."""
    with socket.socket(family) as listening:
        listening.bind(place)
        listening.listen()

        def serve() -> None:
            while True:
                try:
                    line, _who = listening.accept()
                except OSError:
                    return
                with line:
                    line.sendall(answer(streamed(line)))

        threading.Thread(target=serve, daemon=True).start()
        name = listening.getsockname()
        yield name if isinstance(name, str) else f"{name[0]}:{name[1]}"
        listening.shutdown(socket.SHUT_RDWR)


def codes(content: bytes) -> list[str]:
    return [reason.code for reason in scanner.reasons_against(content)]


def test_where_no_scanner_is_set_nothing_is_asked(settings):
    settings.SCANNER = ""
    assert codes(PDF + EICAR) == []


@pytest.mark.parametrize("content", [PDF, LONG])
def test_file_without_a_finding_is_taken(settings, content):
    with scanning() as settings.SCANNER:
        assert codes(content) == []


@pytest.mark.parametrize("content", [PDF + EICAR, LONG + EICAR])
def test_file_with_a_finding_is_refused_beside_its_field(settings, content):
    with scanning() as settings.SCANNER:
        reasons = scanner.reasons_against(content)
    assert [(reason.code, reason.field) for reason in reasons] == [("harmful_file", "file")]


def test_scanner_listens_on_a_socket_with_a_path_too(settings, tmp_path):
    with scanning(family=socket.AF_UNIX, place=str(tmp_path / "clamd.ctl")) as settings.SCANNER:
        assert codes(PDF) == []
        assert codes(PDF + EICAR) == ["harmful_file"]


@pytest.mark.parametrize(
    "answer", [b"", b"INSTREAM size limit exceeded. ERROR\x00", b"stream: OK, but", b"x" * 100_000]
)
def test_answer_that_is_none_keeps_the_file_out(settings, answer):
    with scanning(lambda content: answer) as settings.SCANNER:
        assert codes(PDF) == ["not_scanned"]


def test_scanner_that_is_not_there_keeps_files_out_and_is_written_down(settings, tmp_path, caplog):
    settings.SCANNER = str(tmp_path / "nobody")
    assert codes(PDF) == ["not_scanned"]
    assert "Der Virenscanner antwortet nicht: FileNotFoundError" in caplog.text


def test_scanner_that_is_silent_keeps_files_out(settings, monkeypatch):
    monkeypatch.setattr(scanner, "SECONDS", 0.1)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        settings.SCANNER = f"127.0.0.1:{listening.getsockname()[1]}"
        assert codes(LONG) == ["not_scanned"]


def test_file_with_a_finding_is_not_kept(db, settings):
    with scanning() as settings.SCANNER:
        with pytest.raises(ActionRefused, match="harmful_file"):
            uploads.checked("plan.pdf", PDF + EICAR)
        uploads.keep(uploads.checked("plan.pdf", PDF))
    assert [bytes(upload.content) for upload in Upload.objects.all()] == [PDF]


def test_file_of_a_kind_nobody_takes_is_not_shown_to_the_scanner(settings):
    asked = []
    with scanning(lambda content: asked.append(content) or b"stream: OK\x00") as settings.SCANNER:
        with pytest.raises(ActionRefused, match="file_type"):
            uploads.checked("antrag.exe", PDF)
        uploads.checked("antrag.pdf", PDF)
    assert asked == [PDF]
