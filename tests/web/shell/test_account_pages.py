"""Signing in and out in the house's look, with every hint and reason tied to its field."""

import re

import pytest
from allauth.account.forms import LoginForm
from django.template.loader import render_to_string

from vorort.web.shell.gallery import gallery

pytestmark = pytest.mark.urls("tests.web.shell.sample_urls")


@pytest.fixture
def empty_sign_in(visitor):
    form = LoginForm({"login": "", "password": ""}, request=visitor)
    form.full_clean()
    return render_to_string("account/login.html", {"form": form, "redirect_field": ""}, visitor)


def dangling_references(html):
    """Ids that an element is described by and that are not on the page."""
    wanted = {
        name for names in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html) for name in names.split()
    }
    return wanted - set(re.findall(r'\sid="([^"]+)"', html))


def test_signing_in_posts_to_allauth_in_the_house(empty_sign_in):
    assert '<form method="post" action="/anmelden/" novalidate>' in empty_sign_in
    assert '<label class="kern-label" for="id_login">E-Mail-Adresse</label>' in empty_sign_in
    assert 'name="csrfmiddlewaretoken"' in empty_sign_in
    assert "<main" in empty_sign_in


def test_an_empty_sign_in_has_a_reason_at_each_field(empty_sign_in):
    assert 'href="#id_login"' in empty_sign_in
    assert 'id="id_login_error"' in empty_sign_in
    assert 'id="id_password_error"' in empty_sign_in


def test_no_description_points_nowhere(empty_sign_in, visitor):
    assert dangling_references(empty_sign_in) == set()
    assert dangling_references(gallery(visitor).content.decode()) == set()


def test_signing_out_asks_once(visitor):
    html = render_to_string("account/logout.html", {"redirect_field": ""}, visitor)
    assert '<form method="post" action="/abmelden/">' in html
    assert "Möchten Sie sich abmelden?" in html
