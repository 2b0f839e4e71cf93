"""Every value of corpus.txt in every field of the programme desk: kept, or refused beside its field. Never a fault."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tests.web.corpus import alone, dealt, stands_in, together
from tests.web.posts import filled
from tests.web.scene import Scene
from vorort.core.models import HistoryEntry, ImportRun
from vorort.funding.enums import ParameterCode


@dataclass(frozen=True)
class Form:
    """A form of the desk: ``typed`` is shown again when it is refused, ``chosen`` comes from a list."""

    route: str
    typed: tuple[str, ...]
    chosen: tuple[str, ...] = ()
    stage: str = "draft"
    key: str = ""


DATES = ("dated_on", "valid_from")
FORMS = {
    "founding": Form(
        "new_programme",
        ("code", "programme_title", "legal_basis", "title", "dated_on", "valid_from", "valid_to", "source", "purpose"),
        ("authority", "channel", "financing_type", "funding_form"),
    ),
    "shipped": Form("new_programme", (), ("shipped", "granted_by")),
    "new version": Form("new_version", ("title", *DATES, "source")),
    "new budget line": Form("new_budget_line", ("code", "title", "year", "appropriated", "source")),
    "budget line": Form("edit_budget_line", ("appropriated", "source")),
    "texts": Form(
        "guideline_texts",
        ("title", *DATES, "valid_to", "source", "note", "purpose", "ancillary_conditions", "payout"),
        ("channel", "financing_type", "funding_form"),
    ),
    "figures": Form(
        "guideline_parameters",
        tuple(f"{name}-{code}" for code in ParameterCode for name in ("value", "source", "note")),
    ),
    "component": Form("guideline_part", ("code", "title")),
    "rate": Form(
        "guideline_part",
        ("code", "label", "unit", "unit_plural", "amount", "provided_by", "valid_from", "source", "note"),
        ("component", "kind", "cap"),
        key="pauschalen",
    ),
    "cap": Form("guideline_part", ("code", "label", "limits", "source"), ("scope",), key="obergrenzen"),
    "discard": Form("guideline_discard", ("reason",)),
    "new call": Form(
        "new_call",
        (
            "title", "code", "summary", "opens_on", "closes_on", "approval_from", "approval_to", "execution_from",
            "execution_to", "contact", "file_prefix", "question-0", "help-0",
        ),
        ("eligible", "goals", "budget_lines", "kind-0"),
        stage="released",
    ),
    "call": Form("edit_call", ("title", "code", "summary", "question-1", "help-1"), ("eligible", "kind-1")),
}  # fmt: skip
RIGHT = {
    "rate": {
        "component": "A", "code": "neu", "label": "Neu", "unit": "Raum", "unit_plural": "Räume", "kind": "money",
        "amount": "5", "valid_from": "1.1.2028", "source": "Test",
    },
    "cap": {"code": "neu", "label": "Neu", "scope": "year", "limits": "2", "source": "Test"},
}  # fmt: skip


def complaints(scene: Scene, name: str, posts: Iterable[Mapping[str, str]]) -> list[str]:
    form = FORMS[name]
    path = scene.path(f"funding:{form.route}", form.stage)
    if form.key:
        path = path.replace("/bausteine/", f"/{form.key}/").rsplit("/", 2)[0] + "/0/"
    person = scene.owner
    person.raise_request_exception = False
    right = filled(path) | RIGHT.get(name, {})
    if name == "founding":
        right = {"version": "1"}
    found = []
    for typed in posts:
        with transaction.atomic():
            entries = HistoryEntry.objects.count()
            answer = person.send(path, right | dict(typed))
            html = answer.content.decode()
            if answer.status_code == 422:
                lost = [one for one in typed if one in form.typed and not stands_in(html, typed[one])]
                found += [f"{typed[one][:30]!r}: {one} is lost" for one in lost]
                if HistoryEntry.objects.count() != entries:
                    found.append(f"{typed}: something was written")
            elif answer.status_code != 302:
                found.append(f"{typed}: status {answer.status_code}")
            transaction.set_rollback(True)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMS)
def test_no_value_does_harm_wherever_it_is_typed(scene, name):
    assert complaints(scene, name, dealt((*FORMS[name].typed, *FORMS[name].chosen))) == []


@pytest.mark.full
@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, form in FORMS.items() for field in (*form.typed, *form.chosen)]
)
def test_any_value_in_one_field_is_kept_or_refused_beside_it(scene, name, field):
    assert complaints(scene, name, alone([field])) == []


@pytest.mark.full
@pytest.mark.parametrize("name", FORMS)
def test_any_value_in_all_fields_is_kept_or_refused_beside_them(scene, name):
    assert complaints(scene, name, together((*FORMS[name].typed, *FORMS[name].chosen))) == []


@pytest.mark.parametrize(
    "content", [b"", b"\x00", b"\xff\xfe", "Ä;ö\n".encode("cp1252"), b"PK\x03\x04", b"a;b;c\n1;2\n", b'"']
)
def test_no_file_breaks_the_import_or_writes(scene, content):
    path, runs = scene.path("funding:guideline_import", "draft"), ImportRun.objects.count()
    answer = scene.owner.send(path, {"file": SimpleUploadedFile("tabelle.csv", content)})
    assert answer.status_code == 422
    assert ImportRun.objects.count() == runs


def test_unknown_table_part_and_file_are_not_there(scene):
    owner, version = scene.owner, scene.desk.version.pk
    for path in (
        "tabellen/gibt-es-nicht/",
        "tabellen/gibt-es-nicht.csv",
        "teile/gibt-es-nicht/0/",
        "teile/bausteine/999999/",
        "einlesen/999999/",
    ):
        assert owner.get(f"/foerderung/fassungen/{version}/{path}").status_code == 404
