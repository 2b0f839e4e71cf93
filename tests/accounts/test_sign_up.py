"""Nobody opens an account alone."""

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.views import signup
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore

from vorort.accounts.models import User


@pytest.fixture
def ask(rf):
    """Call the library's sign-up as a visitor, past every page of ours."""

    def call(method, **form):
        request = getattr(rf, method)("/", form)
        request.user, request.session = AnonymousUser(), SessionStore()
        return signup(request)

    return call


def test_sign_up_is_closed(rf):
    assert get_adapter().is_open_for_signup(rf.get("/")) is False


def test_visitor_sees_that_sign_up_is_closed(db, ask):
    assert ask("get").template_name == "account/signup_closed.html"


def test_form_that_is_posted_all_the_same_opens_no_account(db, ask):
    response = ask("post", email="neu@ort.example", password1="dreizehn Birnen")
    assert response.template_name == "account/signup_closed.html"
    assert not User.objects.exists()
