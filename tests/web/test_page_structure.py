"""Every page has its headings in order, a label at every field, words on every button, and headers in every table.

One request an address, in the role that sees it; where nobody does anything, in a role that may read why.
"""

import pytest
from django.test import Client

from tests.web.account.test_structure import PROVEN, SECOND_STEP
from tests.web.inventory import INVENTORY
from tests.web.posts import form_of
from tests.web.role_table import TABLE, Row
from tests.web.scene import ROLES, Scene
from tests.web.structure import complaints

FILES = {
    "funding:list_csv",
    "funding:list_xlsx",
    "funding:attachment",
    "funding:document",
    "funding:award_preview",
    "funding:refusal_preview",
    "funding:early_start_preview",
    "funding:guideline_table",
}
FOR_MACHINES = {"alive", "ready", "mfa_login_webauthn"}
# What needs a proof first is heard in tests/web/account/test_structure.py.
NO_PAGE = {*FOR_MACHINES, *PROVEN, SECOND_STEP}
# Forms that say what is missing when they are sent with nothing filled in.
WITH_ERRORS = {
    "capacity",
    "account:restore",
    "account:block",
    "network:found",
    "network:open_centre",
    "network:end_organisation",
    "network:invite",
    "network:grant",
    "network:substitution",
    "network:registration",
    "funding:views",
    "funding:new_programme",
    "funding:new_version",
    "funding:new_budget_line",
    "funding:edit_budget_line",
    "funding:guideline_texts",
    "funding:guideline_part",
    "funding:guideline_discard",
    "funding:guideline_import",
    "funding:new_call",
    "funding:edit_call",
    "funding:attachments",
    "funding:return_to_draft",
    "funding:withdraw",
    "funding:information",
    "funding:information_answer",
    "funding:opinion_request",
    "funding:opinion_drop",
    "funding:early_start",
    "funding:early_start_answer",
    "funding:refusal",
    "funding:hearing",
    "funding:hearing_answer",
    "funding:award",
}
IN_A_ROLE = [row for row in TABLE if row.method == "GET" and row.name not in FILES and set(row.expected) != {"."}]
PUBLIC = [row.name for row in INVENTORY if row.access == "public" and "GET" in row.methods and row.name not in NO_PAGE]
OWN = [row.name for row in INVENTORY if row.access == "signed-in" and "GET" in row.methods and row.name not in NO_PAGE]
# One right form an address, in the first state in which somebody may send it.
SENT = list({row.name: row for row in reversed(TABLE) if row.method == "POST" and "+" in row.expected}.values())[::-1]


def html_of(browser: Client, path: str, status: int = 200) -> str:
    answer = browser.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (status, "text/html; charset=utf-8")
    return answer.content.decode()


def sees(row: Row) -> str:
    """The sign of those who see most: whoever may do it, otherwise whoever reads why not."""
    return "p" if "p" in row.expected else "r"


@pytest.mark.parametrize("row", IN_A_ROLE, ids=str)
def test_a_page_of_a_role_can_be_heard(scene: Scene, row: Row):
    role = ROLES[row.expected.index(sees(row))]
    assert complaints(html_of(scene.as_role(role), scene.path(row.name, row.stage))) == []


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_can_be_heard(scene: Scene, name: str):
    assert complaints(html_of(Client(), scene.path(name))) == []


@pytest.mark.parametrize("name", OWN)
def test_a_page_of_ones_own_account_can_be_heard(scene: Scene, name: str):
    proves_nothing = name == "account:confirm_email"
    assert complaints(html_of(scene.coordinator, scene.path(name), 404 if proves_nothing else 200)) == []


def test_what_is_for_machines_shows_no_page(scene: Scene):
    answers = {name: Client().get(scene.path(name)) for name in FOR_MACHINES}
    leads_on = answers.pop("mfa_login_webauthn")
    assert {name: answer["Content-Type"] for name, answer in answers.items()} == {
        "alive": "application/json",
        "ready": "application/json",
    }
    assert (leads_on.status_code, leads_on["Location"]) == (302, "/anmelden/")


def test_an_error_page_can_be_heard(scene: Scene):
    """The others are heard in tests/web/test_error_pages.py."""
    assert complaints(html_of(scene.coordinator, "/foerderung/antraege/999999/", 404)) == []


@pytest.mark.parametrize("row", SENT, ids=str)
def test_a_form_that_is_sent_empty_can_be_heard(scene: Scene, row: Row):
    person, path = scene.as_role(ROLES[row.expected.index("+")]), scene.path(row.name, row.stage)
    right = form_of(row.name, path, scene, row.stage)
    answer = person.send(path, {"version": right["version"]} if "version" in right else {})
    assert (answer.status_code == 422) == (row.name in WITH_ERRORS)
    if answer.status_code != 302:
        assert complaints(answer.content.decode()) == []


@pytest.mark.parametrize("name", ["network:invitation", "network:club"])
def test_an_empty_public_form_can_be_heard(scene: Scene, name: str):
    answer = Client().post(scene.path(name), {"name": ""})
    assert answer.status_code == 422
    assert complaints(answer.content.decode()) == []


def test_a_form_with_errors_can_be_heard(scene: Scene):
    answer = scene.coordinator.send(scene.path("funding:details", "draft"), {"version": "5", "begins_on": "nie"})
    assert answer.status_code == 422
    assert complaints(answer.content.decode()) == []


def test_no_row_is_forgotten():
    assert len(IN_A_ROLE) > 80
    assert len(PUBLIC) + len(OWN) > 12


# --- The reader itself finds what it is there for ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<h2>Teil</h2>", "0 h1"),
        ("<h1>Eins</h1><h1>Zwei</h1>", "2 h1"),
        ("<h1>Eins</h1><h3>Drei</h3>", "h3 follows h1"),
        ("<h1>Eins</h1><h2> </h2>", "<h2> is empty"),
        ('<h1 id="a">Eins</h1><p id="a">Zwei</p>', "id a twice"),
        ('<h1>Eins</h1><label for="weg">Wort</label>', "<label> points at weg, which is not there"),
        ('<h1>Eins</h1><p aria-describedby="weg">Wort</p>', "<p> points at weg, which is not there"),
        ('<h1>Eins</h1><a href="#weg">Wort</a>', '<a href="#weg"> leads nowhere'),
        ('<h1>Eins</h1><input name="wort">', '<input name="wort"> has no label'),
        ('<h1>Eins</h1><label for="a"></label><input id="a">', '<input id="a"> has no label'),
        ("<h1>Eins</h1><select></select>", "<select> has no label"),
        ("<h1>Eins</h1><fieldset></fieldset>", "<fieldset> has no legend"),
        ('<h1>Eins</h1><button><i aria-hidden="true">x</i></button>', "<button> says nothing"),
        ('<h1>Eins</h1><a href="/"><img src="bild"></a>', "<img> has no alt"),
        ("<h1>Eins</h1><svg></svg>", "<svg> is neither named nor hidden"),
        ("<h1>Eins</h1><table><tr><td>1</td></tr></table>", "table without a caption: no header"),
        ("<h1>Eins</h1><table><tr><th>Jahr</th></tr></table>", "table without a caption: a header without scope"),
        ('<h1>Eins</h1><table><tr><th scope="col"></th></tr></table>', "table without a caption: an empty header"),
    ],
)
def test_a_page_that_cannot_be_heard_is_found(html: str, complaint: str):
    assert complaint in complaints(html)


def test_a_page_that_can_be_heard_has_no_complaint():
    form = '<label for="a">Name</label><input id="a"><label>Ort <input></label><input aria-label="Suche">'
    table = '<table><caption>Jahre</caption><tr><th scope="col">Jahr</th></tr></table>'
    assert complaints(f'<h1>Eins</h1><h2>Zwei</h2><h3>Drei</h3><h2>Vier</h2>{form}{table}<a href="#a">Name</a>') == []
