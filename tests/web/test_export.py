"""The list as a file: the filter of the page and all its rows, only after a confirmation, in either language."""

import csv
import io
import re
import time
import zipfile
from xml.etree import ElementTree

import pytest
from django.contrib.sessions.models import Session

from tests.web.account.conftest import PASSWORD
from tests.web.scene import Person, Scene
from tests.web.test_query_counts import many_received
from vorort.core.models import HistoryEntry
from vorort.funding.models import Application

CSV, XLSX = "/foerderung/liste.csv", "/foerderung/liste.xlsx"
HEADER = [
    "Aktenzeichen",
    "Aufruf",
    "Antragstellerin",
    "Bezeichnung der Maßnahme",
    "Stand",
    "beantragt (Euro)",
    "zuständig",
    "Eingang",
    "Frist",
    "bewilligt (Euro)",
]


def lines(person: Person, query: str = "stand=alle", **more: object) -> list[list[str]]:
    answer = person.get(f"{CSV}?{query}", **more)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    content = b"".join(answer)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def texts_in_workbook(person: Person, query: str = "stand=alle") -> list[str]:
    answer = person.get(f"{XLSX}?{query}")
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return [text for text in sheet.itertext() if text.strip()]


# --- What is in it ----------------------------------------------------------------------------------------------------
def test_file_has_a_line_for_each_row_of_the_list(scene):
    header, *rows = lines(scene.clerk)
    assert header == HEADER
    assert len(rows) == 18  # all of the scene's but two drafts
    number = scene.applications["notified"].file_number
    assert [row for row in rows if row[0] == number] == [[
        number, "KOMM-AN NRW Teil II 2027", "KI Kreis Höxter", "Geheimer Treff am Marktplatz", "entschieden",
        "3.000,00", "", "2.11.2026", "31.3.2028", "3.000,00",
    ]]  # fmt: skip


def test_filter_of_the_address_is_the_filter_of_the_file(scene):
    submitted = scene.applications["submitted"].file_number
    assert submitted in {row[0] for row in lines(scene.clerk, "stand=eingegangen")[1:]}
    assert {row[4] for row in lines(scene.clerk, "stand=eingegangen")[1:]} == {"eingegangen"}
    assert lines(scene.clerk, "stand=alle&suche=gibtesnicht") == [HEADER]


def test_file_goes_beyond_the_page_and_begins_at_the_first(scene):
    many_received(scene)
    Application.objects.filter(file_number__startswith="36.01-2026-05").update(submitted_on="2026-11-01")
    assert len(lines(scene.clerk)) == 1 + 18 + 30
    page = scene.clerk.get("/foerderung/?stand=alle").context["next_after"]
    assert len(lines(scene.clerk, f"stand=alle&weiter={page or '2026-11-01.9'}")) == 1 + 18 + 30


def test_workbook_has_the_same_rows(scene):
    texts = texts_in_workbook(scene.clerk)
    assert [name for name in HEADER if name not in texts] == []
    assert texts.count("Geheimer Treff am Marktplatz") == 18


def test_reader_without_a_side_has_no_column_of_colleagues(scene):
    header, *rows = lines(scene.owner)
    assert header == [name for name in HEADER if name != "zuständig"]
    assert len(rows) == 18


def test_person_in_charge_is_named(scene):
    scene.clerk.send("/foerderung/zustaendigkeit/", {"files": [str(scene.applications["submitted"].pk)], "do": "take"})
    number = scene.applications["submitted"].file_number
    assert [row[6] for row in lines(scene.clerk) if row[0] == number] == [scene.world.clerk.user_name]
    assert [row[6] for row in lines(scene.lead) if row[0] == number] == [""]


def test_foreign_files_are_not_in_it(scene):
    foreigners = (
        scene.world.foreign_clerk,
        scene.world.foreign_owner,
        scene.world.city.lead,
        scene.world.foreign_adviser,
    )
    for capacity in foreigners:
        assert len(lines(scene.browser(capacity))) == 1
        assert "Geheimer Treff am Marktplatz" not in texts_in_workbook(scene.browser(capacity))


def test_title_that_is_a_formula_calculates_nothing(scene):
    Application.objects.filter(pk=scene.applications["submitted"].pk).update(title="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in {row[3] for row in lines(scene.clerk)}
    assert "=HYPERLINK(1)" in texts_in_workbook(scene.clerk)  # as a text: tests/core/test_sheets.py


def test_names_are_those_of_the_reader_s_language_and_amounts_stay_german(scene):
    clerk = scene.clerk
    clerk.cookies["django_language"] = "en"
    header, *rows = lines(clerk)
    assert header[:1] == ["File number"]
    assert {"decided", "received"} <= {row[4] for row in rows}
    assert {row[5] for row in rows} == {"3.000,00"}


# --- How one gets it --------------------------------------------------------------------------------------------------
def test_list_offers_both_files_with_its_filter(scene):
    html = scene.clerk.get("/foerderung/?stand=eingegangen&sortierung=frist").content.decode()
    ways = dict(re.findall(r'<a href="(/foerderung/liste[^"]+)">([^<]+)</a>', html))
    assert ways == {
        "/foerderung/liste.csv?stand=eingegangen&amp;sortierung=frist": "Liste als CSV",
        "/foerderung/liste.xlsx?stand=eingegangen&amp;sortierung=frist": "Liste als XLSX",
    }
    empty = scene.clerk.get("/foerderung/?stand=alle&suche=gibtesnicht").content.decode()
    assert "Liste als CSV" not in empty


def test_file_has_a_name_with_its_day(scene):
    for path, name in ((CSV, "antraege-2026-11-02.csv"), (XLSX, "antraege-2026-11-02.xlsx")):
        answer = scene.clerk.get(path)
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer["Cache-Control"] == "no-store"
        assert b"".join(answer)


@pytest.mark.parametrize("path", [CSV, XLSX])
def test_who_signed_in_long_ago_confirms_herself_first(scene, path):
    clerk = scene.clerk
    user = clerk_user(scene)
    user.set_password(PASSWORD)
    user.save()
    keep_session(scene, user)
    query = "stand=eingegangen&suche=%C3%84rger"
    answer = clerk.get(f"{path}?{query}")
    assert answer.status_code == 302
    assert (
        answer["Location"]
        == f"/konto/bestaetigen/?next={path.replace('/', '%2F')}%3Fstand%3Deingegangen%26suche%3D%25C3%2584rger"
    )
    back = clerk.send(answer["Location"], {"password": PASSWORD})
    assert back["Location"] == f"{path}?{query}"
    assert b"".join(clerk.get(back["Location"]))


def clerk_user(scene: Scene):
    from vorort.accounts.models import User

    return User.objects.get(pk=scene.world.clerk.user_id)


def keep_session(scene: Scene, user) -> None:
    """The session goes on after the new password, and its last confirmation was six minutes ago."""
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore(scene.sessions[user.pk])
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 360}]
    session.save()
    assert Session.objects.filter(pk=session.session_key).exists()


@pytest.mark.parametrize("path", [CSV, XLSX])
@pytest.mark.parametrize(
    "query", ["stand=unsinn", "aufruf=fremd", "zustaendig=999999", f"suche={'a' * 101}", "weiter=x"]
)
def test_filter_that_cannot_be_read_exports_nothing_and_the_list_says_why(scene, path, query):
    answer = scene.clerk.get(f"{path}?{query}")
    assert (answer.status_code, answer["Location"]) == (302, f"/foerderung/?{query}")
    assert "nicht zu lesen und gilt nicht" in scene.clerk.get(answer["Location"]).content.decode()


def test_reading_writes_nothing(scene):
    before = HistoryEntry.objects.count()
    lines(scene.clerk)
    assert HistoryEntry.objects.count() == before
