"""Files that mean harm: refused, or kept as bytes that no browser opens as a page of ours. Nothing is unpacked."""

import gzip
import io
import zipfile
from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.scene import Scene
from vorort.core.models import ImportRun, Upload

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SCRIPT = b"<html><script>alert(1)</script></html>"
PNG, JPEG, PDF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", b"%PDF-1.7\n"


@cache
def bomb() -> bytes:
    """A workbook of a hundred kilobytes that unpacks to a hundred megabytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b"<row/>" * (100 * 1024 * 1024 // 6))
    return file.getvalue()


REFUSED = {
    "EICAR": ("eicar.com", EICAR),
    "EICAR as a PDF": ("eicar.pdf", EICAR),
    "EICAR as a picture": ("eicar.png", EICAR),
    "a program": ("antrag.exe", b"MZ\x90\x00"),
    "a program as a PDF": ("antrag.pdf", b"MZ\x90\x00"),
    "a PDF that ends as a program": ("antrag.pdf.exe", PDF),
    "a PDF without an ending": ("antrag", PDF),
    "a page": ("seite.html", SCRIPT),
    "a page as a PDF": ("seite.pdf", SCRIPT),
    "a page behind blanks as a PDF": ("seite.pdf", b"  %PDF-1.7" + SCRIPT),
    "a drawing with a script": ("bild.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    "a drawing as a picture": ("bild.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    "a picture as a PDF": ("bild.pdf", PNG),
    "a document of Word": ("antrag.docx", b"PK\x03\x04"),
    "a document with macros": ("antrag.docm", b"PK\x03\x04"),
    "settings of a server": (".htaccess", b"AddType text/html .pdf"),
    "a trick with a semicolon": ("seite.html;.pdf.html", PDF),
    "nothing": ("leer.pdf", b""),
}
# What a PDF or a picture may have inside without ceasing to be one: it is kept as the bytes it is.
POLYGLOTS = {
    "EICAR inside a PDF": ("plan.pdf", PDF + EICAR),
    "a page behind a PDF": ("plan.pdf", PDF + SCRIPT),
    "a page behind a picture": ("plan.png", PNG + SCRIPT),
    "a page behind a photo": ("plan.jpg", JPEG + SCRIPT),
    "an archive behind a PDF": ("plan.pdf", PDF + b"PK\x03\x04" + b"PK\x05\x06" + bytes(18)),
    "a page by its name": ("plan.html.pdf", PDF),
    "a file of the server by its name": ("../../etc/cron.d/plan.pdf", PDF),
    "a header by its name": ('plan";\r\nContent-Type: text/html;x=".pdf', PDF),
    "an address by its name": ("//fremd.example/plan.pdf", PDF),
}


def give(scene: Scene, name: str, content: bytes) -> int:
    """Attach a file to the draft as a browser claims it to be a page; the status of the answer."""
    file = SimpleUploadedFile("x", content, content_type="text/html")
    file._name = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")  # as browsers write it
    return scene.coordinator.send(
        scene.path("funding:attachments", "draft"), {"version": "5", "file": file}
    ).status_code


@pytest.mark.parametrize("kind", REFUSED)
def test_file_that_is_no_pdf_and_no_picture_is_refused_and_not_kept(scene, kind):
    before = Upload.objects.count()
    assert give(scene, *REFUSED[kind]) == 422
    assert Upload.objects.count() == before


@pytest.mark.parametrize("kind", POLYGLOTS)
def test_file_that_is_two_things_is_downloaded_and_never_shown(scene, kind):
    name, content = POLYGLOTS[kind]
    assert give(scene, name, content) == 302
    row = scene.applications["draft"].attachments.order_by("-pk")[0]
    assert bytes(row.upload.content) == content
    answer = scene.lead.get(f"/foerderung/antraege/{row.application_id}/anlagen/{row.pk}/")
    assert answer["Content-Type"] in ("application/pdf", "image/png", "image/jpeg")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert not any(sign in row.upload.name for sign in "/\\\r\n\x00")
    assert answer.content == content


@pytest.mark.parametrize("name", ["bombe.xlsx", "bombe.docx", "bombe.zip", "bombe.pdf", "bombe.png"])
def test_bomb_is_refused_unopened_wherever_a_file_is_asked_for(scene, monkeypatch, name):
    content, runs = bomb(), ImportRun.objects.count()
    assert len(content) < 300_000
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *args, **more: pytest.fail("somebody unpacks it"))
    assert give(scene, name, content) == 422
    table = SimpleUploadedFile(name, content, content_type="text/csv")
    answer = scene.owner.send(scene.path("funding:guideline_import", "draft"), {"file": table})
    assert answer.status_code == 422
    assert ImportRun.objects.count() == runs


@pytest.mark.parametrize("kind", ["EICAR", "a page", "a program", "a document of Word"])
def test_file_that_is_no_table_is_taken_in_by_no_import(scene, kind):
    content, runs = REFUSED[kind][1], ImportRun.objects.count()
    for name in ("tabelle.csv", REFUSED[kind][0]):
        file = SimpleUploadedFile(name, content, content_type="text/csv")
        assert scene.owner.send(scene.path("funding:guideline_import", "draft"), {"file": file}).status_code == 422
    assert ImportRun.objects.count() == runs


def test_page_packed_for_the_way_is_not_unpacked(scene):
    path, person = scene.path("funding:details", "draft"), scene.coordinator
    packed = gzip.compress(b"title=" + b"a" * 10_000_000)
    answer = person.post(
        path, packed, content_type="application/x-www-form-urlencoded", headers={"Content-Encoding": "gzip"}
    )
    assert answer.status_code in (400, 409, 422)


def test_documents_of_the_house_are_pdf_and_nothing_else(scene):
    answer = scene.lead.get(scene.path("funding:document", "notified"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content.startswith(b"%PDF-")
