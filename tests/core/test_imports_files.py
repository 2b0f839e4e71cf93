"""From bytes to text: bounded size, encodings, and files that only call themselves text."""

import io

import pytest

from vorort.core.imports import content_of, text_of
from vorort.core.imports.findings import Severity
from vorort.core.refusal import ActionRefused

THREE_MEGABYTES = 3 * 1024 * 1024


def found(content):
    return [(finding.severity.value, finding.row) for finding in text_of(content)[1]]


def refusal(content, most):
    with pytest.raises(ActionRefused) as refused:
        content_of(io.BytesIO(content), most=most)
    return [(reason.code, str(reason.sentence)) for reason in refused.value.reasons]


class Tap(io.RawIOBase):
    """A file that never ends, and knows how much was taken from it."""

    taken = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        buffer[:] = b"x" * len(buffer)
        self.taken += len(buffer)
        return len(buffer)


def test_file_of_exactly_the_limit_is_read_and_one_byte_more_is_refused():
    assert content_of(io.BytesIO(b"x" * THREE_MEGABYTES), most=THREE_MEGABYTES) == b"x" * THREE_MEGABYTES
    assert refusal(b"x" * (THREE_MEGABYTES + 1), THREE_MEGABYTES) == [
        ("file_too_large", "Die Datei ist größer als 3 MB. So große Dateien werden nicht gelesen.")
    ]


def test_of_an_endless_file_no_more_than_the_limit_is_read():
    tap = Tap()
    with pytest.raises(ActionRefused):
        content_of(io.BufferedReader(tap, buffer_size=1), most=1000)
    assert tap.taken <= 1100


def test_empty_file_is_refused():
    assert refusal(b"", 1000) == [("empty_file", "Die Datei ist leer.")]


@pytest.mark.parametrize("content", ["Würselen;ß\n".encode(), b"\xef\xbb\xbf" + "Würselen;ß\n".encode()])
def test_utf8_is_read_with_and_without_a_byte_order_mark(content):
    assert text_of(content) == ("Würselen;ß\n", [])


def test_windows_1252_is_read_with_a_hint():
    text, findings = text_of("Köln – „Süd“ 5 €\n".encode("cp1252"))
    assert text == "Köln – „Süd“ 5 €\n"
    assert [(finding.severity, finding.row) for finding in findings] == [(Severity.HINT, 0)]
    assert "Windows-1252" in str(findings[0].sentence)


def test_line_in_another_encoding_than_the_others_is_an_error_of_that_row():
    content = "Name\nKöln\n".encode() + "Düren\n".encode("cp1252") + "Jülich\n".encode() + "Hürth\n".encode("cp1252")
    assert found(content) == [("error", 3), ("error", 5)]
    assert text_of(content)[0] == ""


def test_umlauts_encoded_twice_are_errors_by_row():
    twice = "Name\nKöln\nSoest\nDüren".encode().decode("cp1252").encode()
    text, findings = text_of(twice)
    assert text == ""
    assert [(finding.severity.value, finding.row, finding.value) for finding in findings] == [
        ("error", 2, "KÃ¶ln"),
        ("error", 4, "DÃ¼ren"),
    ]


def test_capital_a_with_tilde_alone_is_a_letter():
    assert found("SÃO PAULO".encode()) == []


@pytest.mark.parametrize(
    ("content", "row", "word"),
    [
        ("Köln".encode("utf-16"), 0, "UTF-16"),
        (b"\xfe\xff\x00K", 0, "UTF-16"),
        (b"PK\x03\x04rest of a workbook", 0, "Excel"),
        (b"a;b\n1;\x00", 2, "kein Text"),
        (b"a;b\n1;2\n3;\x81\xfc", 3, "Windows-1252"),
    ],
)
def test_what_is_no_text_is_an_error_that_says_what_it_is(content, row, word):
    text, (finding,) = text_of(content)
    assert text == ""
    assert (finding.severity, finding.row) == (Severity.ERROR, row)
    assert word in str(finding.sentence)
