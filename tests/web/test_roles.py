"""The table of roles and addresses holds on the site, and would not hold if anybody saw or did more."""

from collections.abc import Collection
from dataclasses import replace

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.template.response import TemplateResponse

from tests.web.inventory import INVENTORY
from tests.web.posts import form_of
from tests.web.role_table import TABLE, Row
from tests.web.scene import AUTHORITY, CENTRE, MINISTRY, OTHERS, ROLES, Person, Scene
from vorort.network.enums import Role
from vorort.web import errors
from vorort.web.funding.views import application as views

FUNDING = (*AUTHORITY, *MINISTRY, *CENTRE)
# The office asked, one at the authority, one at the centre.
SOME_OTHERS = (Role.ADVISER, Role.AUDITOR, Role.CASE_MANAGER)
REMAINING = tuple(role for role in OTHERS if role not in SOME_OTHERS)
WHY_NOT = (
    'aria-disabled="true"',
    "Das steht dagegen",
    "Hier ist nichts einzutragen",
    "Freigeben kann die Schlusszeichnung",
    "Bekannt gegeben werden kann nur",
    "Die Nachforderung ist nicht offen",
    "Hier ist nichts einzulesen",
    "Das macht die Sachbearbeitung.",
    "Der Antrag ist nicht in Prüfung.",
    "Das geht noch nicht",
)


@pytest.fixture
def plain_errors(monkeypatch):
    """Error pages without their look: they have tests of their own, and here are hundreds of them."""

    def page(request, template, status, values=None):
        return HttpResponse(template, status=status)

    monkeypatch.setattr(errors, "_page", page)


def sign(answer: HttpResponse | TemplateResponse) -> str:
    if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
        html = answer.content.decode()
        return "r" if any(words in html for words in WHY_NOT) else "p"
    return {200: "p", 302: "+", 404: ".", 409: "x"}.get(answer.status_code, str(answer.status_code))


def answer_to(scene: Scene, person: Person, row: Row) -> HttpResponse:
    path = scene.path(row.name, row.stage)
    if row.method == "GET":
        answer = person.get(path)
        if answer.streaming:
            assert b"".join(answer)
        return answer
    if row.name == "capacity":
        return person.send(path, {"chosen": str(person.capacity.id)})
    with transaction.atomic():
        answer = person.send(path, form_of(row.name, path, scene, row.stage))
        transaction.set_rollback(True)
    return answer


def mismatches(scene: Scene, row: Row, roles: Collection[Role] = ROLES) -> list[str]:
    """Those of ``roles`` for which the site does something else than the table says."""
    found = []
    for role, expected in zip(ROLES, row.expected, strict=True):
        if role not in roles:
            continue
        seen = sign(answer_to(scene, scene.as_role(role), row))
        if seen != expected:
            found.append(f"{role}: {seen} instead of {expected}")
    return found


def rows_by_haste() -> list[object]:
    """The rows of the table; the fast loop asks each address in its first state, the whole run in all."""
    seen: set[tuple[str, str]] = set()
    rows = []
    for row in TABLE:
        later = (row.method, row.name) in seen
        rows.append(pytest.param(row, marks=pytest.mark.slow) if later else row)
        seen.add((row.method, row.name))
    return rows


@pytest.mark.parametrize("row", rows_by_haste(), ids=str)
def test_each_role_gets_what_the_table_says(scene, plain_errors, row):
    assert mismatches(scene, row, FUNDING + SOME_OTHERS) == []


@pytest.mark.slow
@pytest.mark.parametrize("row", TABLE, ids=str)
def test_each_of_the_other_roles_gets_what_the_table_says(scene, plain_errors, row):
    assert mismatches(scene, row, REMAINING) == []


def test_no_role_is_left_out():
    assert sorted(FUNDING + SOME_OTHERS + REMAINING) == sorted(Role)


def test_every_role_has_its_column():
    assert set(ROLES) == set(Role)
    assert len(ROLES) == 24


def test_every_address_of_a_capacity_has_its_rows():
    needed = {(method, route.name) for route in INVENTORY if route.access == "capacity" for method in route.methods}
    assert needed - {(row.method, row.name) for row in TABLE} == set()


def test_somebody_in_the_table_opens_each_page_and_sends_each_form():
    """Otherwise the tests that go by the table never see the form as it can be filled in."""
    needed = {(method, route.name) for route in INVENTORY if route.access == "capacity" for method in route.methods}
    assert needed - {(row.method, row.name) for row in TABLE if set(row.expected) & set("p+")} == set()


def test_somebody_who_sees_more_turns_the_table_red(scene, plain_errors, monkeypatch):
    """The seeded fault: everybody looks at a file with the clerk's eyes."""
    seen = views.seen_application
    monkeypatch.setattr(views, "seen_application", lambda _reader, pk: seen(scene.world.clerk, pk))
    row = next(row for row in TABLE if str(row) == "GET funding:application submitted")
    assert mismatches(scene, row, SOME_OTHERS) == [
        "adviser: p instead of .",
        "auditor: p instead of .",
        "case_manager: p instead of .",
    ]


def test_a_wrong_sign_in_the_table_turns_it_red(scene, plain_errors):
    row = next(row for row in TABLE if str(row) == "GET funding:budget_line")
    wrong = replace(row, expected="x" + row.expected[1:])
    assert mismatches(scene, wrong, AUTHORITY) == ["clerk: p instead of x"]
