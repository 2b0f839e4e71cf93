"""Requests without a database: nobody signed in, or somebody who acts for an invented centre."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import RequestContext, Template
from django.test import RequestFactory


@pytest.fixture
def visitor(rf: RequestFactory) -> HttpRequest:
    """A request of nobody."""
    request = rf.get("/foerderung/antraege/")
    request.user = AnonymousUser()
    return request


@pytest.fixture
def centre_lead(rf: RequestFactory) -> HttpRequest:
    """A request of somebody with three unread messages who leads a centre."""
    request = rf.get("/foerderung/antraege/")
    request.user = SimpleNamespace(is_authenticated=True)  # type: ignore[assignment]
    request.capacity = SimpleNamespace(id=1017, role_label="Leitung", organisation_short_name="KI Beispielkreis")  # type: ignore[attr-defined]
    request.unread = 3  # type: ignore[attr-defined]
    return request


@pytest.fixture
def show(visitor: HttpRequest):
    """Render a piece of template as a visitor's page: ``show("{% status word %}", word="offen")``."""

    def render(source: str, request: HttpRequest | None = None, **values: object) -> str:
        return Template(source).render(RequestContext(request or visitor, values))

    return render
