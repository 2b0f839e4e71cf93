"""Fields no form has: every right form is sent once as it is and once with every column of every table besides. What
stands in the database afterwards is the same.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models, transaction
from django.http import HttpResponse
from django.test import Client
from django_tasks_db.models import DBTaskResult

from tests.funding.replay import count_from, numbers
from tests.web.account.conftest import Browser
from tests.web.account.test_forgotten_password import NEW
from tests.web.hostile.doors import Doors
from tests.web.hostile.other_forms import Form
from tests.web.hostile.page_forms import fields_of, without_keys
from tests.web.posts import form_of
from tests.web.role_table import TABLE, Row
from tests.web.scene import ROLES
from vorort.accounts.models import User
from vorort.funding.actions import draft
from vorort.funding.models import Application

DONE = [row for row in TABLE if row.method == "POST" and "+" in row.expected and row.name != "capacity"]
OURS = ("funding", "steering", "network", "regions", "accounts", "core")
# Made anew each time: secrets, digests over them, and the moment.
EACH_TIME_ANEW = {
    "salt", "seed", "digest", "payload_digest", "previous_digest", "token_digest", "password", "session_key", "sha256",
    "size",
}  # fmt: skip
A_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.:+]*")  # in the key of a message
MORE = {
    "id": "1",
    "pk": "1",
    "version": None,  # the page's own, never changed here
    "is_superuser": "on",
    "is_staff": "on",
    "expected_version": "999",
    "owner": "1",
    "_method": "DELETE",
    "__class__": "x",
}
MODELS = [model for model in apps.get_models() if model._meta.app_label in OURS and model._meta.managed]


def value_for(column: models.Field[Any, Any]) -> str:
    """Something a column could hold."""
    if column.is_relation:
        newest = column.related_model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
        return str(newest or 1)
    if isinstance(column, models.BooleanField):
        return "on"
    if isinstance(column, models.DateField):
        return "2020-01-01"
    if isinstance(column, models.IntegerField | models.DecimalField):
        return "999"
    return str(column.choices[-1][0]) if column.choices else "fremd"


def every_column() -> dict[str, str]:
    """The name of every column of every table, with and without ``_id``, with a value it could hold."""
    found = {name: value for name, value in MORE.items() if value is not None}
    for model in MODELS:
        for column in model._meta.concrete_fields:
            if column.name != "version":
                found[column.name] = found[column.attname] = value_for(column)
    return found


def rows() -> dict[tuple[str, Any], dict[str, Any]]:
    """Every row there is, without what each writing makes anew."""
    found = {}
    for model in MODELS:
        names = [
            column.attname
            for column in model._meta.concrete_fields
            if column.name not in EACH_TIME_ANEW and not isinstance(column, models.DateTimeField | models.BinaryField)
        ]
        for values in model._default_manager.values(*{*names, model._meta.pk.attname}):
            found[model._meta.label, values[model._meta.pk.attname]] = values
    return found


def changes(send: Callable[[Mapping[str, Any]], HttpResponse], typed: Mapping[str, Any]) -> tuple[int, list[str]]:
    """The answer, and what the form has changed in the database, which is then undone. New rows count without key."""
    with transaction.atomic():
        before = rows()
        status = send(typed).status_code
        after = rows()
        transaction.set_rollback(True)
    new = {key for key in after if key not in before}
    new_keys = {key for _label, key in new}

    def told(key: tuple[str, Any], values: Mapping[str, Any]) -> str:
        kept = {
            name: "new" if key in new and isinstance(value, int) and value in new_keys else value
            for name, value in sorted(values.items())
        }
        return A_MOMENT.sub("now", f"{key[0]} {kept}")

    changed = [told(key, values) for key, values in after.items() if before.get(key) != values]
    return status, sorted([*changed, *(f"gone {key}" for key in before if key not in after)])


def on_the_page(person: Client, path: str, name: str) -> set[str]:
    """The fields this form has; they mean what they say."""
    html = person.get(path).content.decode(errors="ignore")
    return {field for route, field in fields_of(html, path) if route == name}


def beside(own: set[str]) -> dict[str, str]:
    """Every column that is not ``own`` of the form."""
    extra = {name: value for name, value in every_column().items() if without_keys(name) not in own}
    assert len(extra) > 100
    return extra


@pytest.mark.parametrize("row", DONE, ids=str)
def test_fields_beside_the_form_change_nothing(scene, row: Row):
    person = scene.as_role(ROLES[row.expected.index("+")])
    path = scene.path(row.name, row.stage)
    right = form_of(row.name, path, scene, row.stage)
    extra = beside(on_the_page(person, path, row.name) | set(right))
    send = partial(person.send, path)
    before = numbers()
    plain = changes(send, right)
    count_from(before)
    assert plain[0] == 302
    for file in [value for value in right.values() if hasattr(value, "seek")]:
        file.seek(0)
    status, changed = changes(send, extra | right)
    assert status == 302
    assert sorted(set(changed) ^ set(plain[1])) == []


# --- One's own account, and without signing in ------------------------------------------------------------------------
# The names are what somebody might want from beside the form.
OWN = (
    Form("account:name", ("email", "is_active", "is_superuser"), "anna"),
    Form("account:email", ("user", "is_active", "name"), "anna"),
    Form("account:password", ("email", "user", "is_active"), "anna"),
    Form("account_reset_password_from_key", ("email", "user", "is_active", "password"), "who_has_the_link"),
    Form("network:club", ("state", "responsible", "organisation", "address_confirmed_on")),
    Form("network:invitation", ("role", "roles", "email", "organisation")),
)


def wanted(doors: Doors, form: Form) -> dict[str, str]:
    """Every column beside the form, among them those somebody might want."""
    doors.opened(form)
    extra = beside(on_the_page(doors.browser(form.who), doors.path(form), form.route) | set(doors.right(form)))
    assert sorted(set(form.names) - set(extra)) == []
    return extra


@pytest.mark.parametrize("form", OWN, ids=lambda form: form.route)
def test_nobody_gets_more_than_the_form_is_for(doors, form):
    extra, right, send = wanted(doors, form), doors.right(form), partial(doors.send, form)
    before = numbers()
    plain = changes(send, right)
    count_from(before)
    cache.clear()
    assert plain[0] == 302
    assert changes(send, extra | right) == plain


def test_account_takes_its_name_and_nothing_else(doors, anna):
    form = OWN[0]
    before = User.objects.filter(pk=anna.pk).values("email", "password", "is_active", "last_login").get()
    assert doors.send(form, wanted(doors, form) | {"name": "Anna Neu", "is_active": ""}).status_code == 302
    after = User.objects.filter(pk=anna.pk).values("email", "password", "is_active", "last_login").get()
    assert after == before | {"last_login": after["last_login"]}
    assert User.objects.get(pk=anna.pk).name == "Anna Neu"


def test_link_goes_to_the_address_that_was_typed_and_is_made_for_who_typed_it(doors, anna):
    form = OWN[1]
    doors.send(form, wanted(doors, form) | doors.right(form))
    jobs = [job.args_kwargs["args"] for job in DBTaskResult.objects.filter(task_path__endswith="send_address_link")]
    assert jobs == [[anna.pk, "anna.neu@ort.example"]]


@pytest.mark.parametrize("form", OWN[2:4], ids=lambda form: form.route)
def test_new_password_is_the_one_in_the_form(doors, anna, form):
    doors.send(form, wanted(doors, form) | doors.right(form))
    assert Browser().types_password(anna, NEW)["Location"] == "/anmelden/zweite-stufe/"


def test_version_is_taken_from_the_form_and_goes_up_by_one(scene):
    path, pk = scene.path("funding:details", "draft"), scene.applications["draft"].pk
    right = form_of("funding:details", path, scene, "draft")
    for jump in ({"version": ["5", "999"]}, {"version": ["999", "5"]}):
        with transaction.atomic():
            status = scene.coordinator.send(path, right | jump).status_code
            version = Application.objects.get(pk=pk).version
            transaction.set_rollback(True)
        assert (status, version) in ((302, 6), (409, 5))


def test_capacity_of_somebody_else_beside_ones_own_writes_nothing_as_her(scene):
    path = scene.path("funding:submit", "in_sign_off")
    both = [str(scene.world.district.lead.id), str(scene.world.district.coordinator.id)]
    answer = scene.coordinator.post(path, {"version": "6", "capacity": both})
    assert answer.status_code == 409
    assert Application.objects.get(pk=scene.applications["in_sign_off"].pk).state == "sign_off"


def test_a_field_that_reached_the_row_would_be_found(scene, monkeypatch):
    """The seeded fault: the file number is taken from whatever is sent."""
    row = next(row for row in DONE if str(row) == "POST funding:details draft")
    path, person = scene.path(row.name, row.stage), scene.coordinator
    right = form_of(row.name, path, scene, row.stage)
    save = draft.save_details

    def careless(*, application_id, **more):
        found = save(application_id=application_id, **more)
        Application.objects.filter(pk=application_id).update(file_number="fremd")
        return found

    before, send = numbers(), partial(person.send, path)
    plain = changes(send, right)
    count_from(before)
    monkeypatch.setattr(draft, "save_details", careless)
    assert changes(send, right | {"file_number": "fremd"}) != plain
