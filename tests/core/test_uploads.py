"""Files people give: what is taken in, under which name, and what is refused."""

from datetime import date

import pytest
from django.utils import timezone

from vorort.core import clock, uploads
from vorort.core.models import Upload
from vorort.core.refusal import ActionRefused

PDF = b"%PDF-1.7\n"
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff\xe0"
TEN_MEGABYTES = 10_485_760


def taken(name, content):
    return uploads.keep(uploads.checked(name, content))


def codes(name, content):
    return [reason.code for reason in uploads.reasons_against(name, content)]


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("antrag.pdf", PDF, "application/pdf"),
        ("ANTRAG.PDF", PDF, "application/pdf"),
        ("plan.png", PNG, "image/png"),
        ("foto.jpg", JPEG, "image/jpeg"),
        ("foto.jpeg", JPEG, "image/jpeg"),
    ],
)
def test_pdf_png_and_jpeg_are_taken_in(db, name, content, media_type):
    upload = taken(name, content)
    assert (upload.name, upload.media_type) == (name, media_type)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("antrag.pdf", b"MZ\x90\x00"),  # a program that calls itself PDF
        ("antrag.pdf", PNG),
        ("bild.png", JPEG),
        ("antrag.exe", PDF),
        ("antrag", PDF),
        ("antrag.pdf.exe", PDF),
        ("antrag.pdf ", PDF),
        ("antrag.pdf\n", PDF),
        ("antrag.pdf/x", PDF),
        ("seite.html", b"<script>alert(1)</script>"),
        ("seite.pdf", b" %PDF-1.7"),
        ("bild.svg", b"<svg/>"),
        ("", PDF),
    ],
)
def test_name_and_content_must_agree_on_an_allowed_type(name, content):
    assert codes(name, content) == ["file_type"]


def test_empty_file_is_refused():
    assert codes("antrag.pdf", b"") == ["empty_file"]


def test_ten_megabytes_are_taken_and_one_byte_more_is_refused():
    exactly = PDF + bytes(TEN_MEGABYTES - len(PDF))
    assert codes("antrag.pdf", exactly) == []
    assert codes("antrag.pdf", exactly + b"\x00") == ["file_too_large"]


def test_reason_stands_beside_the_file_field():
    assert [reason.field for reason in uploads.reasons_against("antrag.exe", PDF)] == ["file"]


def test_refused_file_is_not_kept(db):
    with pytest.raises(ActionRefused) as refusal:
        taken("antrag.exe", PDF)
    assert [reason.code for reason in refusal.value.reasons] == ["file_type"]
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("/etc/antrag.pdf", "antrag.pdf"),
        ("C:\\Ablage\\Antrag.pdf", "Antrag.pdf"),
        ("ordner/..\\antrag.pdf", "antrag.pdf"),
        ("an\x00tr\nag\x1b[31m.pdf", "antrag[31m.pdf"),
        ("rechnung\u202efdp.pdf", "rechnungfdp.pdf"),
        ("Übersicht für Soest (2).pdf", "Übersicht für Soest (2).pdf"),
        (".pdf", ".pdf"),
    ],
)
def test_name_loses_its_path_and_its_control_characters(db, given, kept):
    assert taken(given, PDF).name == kept


def test_long_name_keeps_its_ending_and_fits_the_column(db):
    upload = taken("a" * 400 + ".pdf", PDF)
    assert upload.name == "a" * 140 + ".pdf"
    upload.full_clean()


def test_upload_carries_size_checksum_and_the_very_bytes(db):
    with clock.at(date(2027, 1, 14)):
        kept = taken("antrag.pdf", PDF)
    upload = Upload.objects.get(pk=kept.pk)
    assert upload.size == 9
    assert upload.sha256 == "0716f9264c9fe19f5d7455276107f3ddcc1d3497f63d60689a73558ae8a1bf5e"
    assert bytes(upload.content) == PDF
    assert str(upload) == "antrag.pdf"
    assert timezone.localtime(upload.created_at).date() == date(2027, 1, 14)
