"""The frame of every page: who acts, where one is, and nothing that the content security policy forbids."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from vorort.core import clock
from vorort.web.shell.gallery import gallery
from vorort.web.shell.navigation import links

pytestmark = pytest.mark.urls("tests.web.shell.sample_urls")


def frame(request):
    return render_to_string("shell/base.html", request=request)


def test_the_header_says_as_whom_one_acts(centre_lead):
    html = frame(centre_lead)
    assert '<a class="who" href="/rolle/">' in html
    assert "Leitung · KI Beispielkreis" in html


def test_the_header_counts_unread_messages_in_words(centre_lead):
    html = frame(centre_lead)
    assert 'href="/nachrichten/"' in html
    assert "3 ungelesen" in html


def test_unread_may_be_counted_only_when_asked(centre_lead):
    centre_lead.unread = lambda: 0
    assert "ungelesen" not in frame(centre_lead)


def test_who_has_not_chosen_a_capacity_is_asked_to(centre_lead):
    centre_lead.standing = SimpleNamespace(all=[centre_lead.capacity], current=None)
    del centre_lead.capacity
    assert "bitte wählen" in frame(centre_lead)


def test_who_has_no_role_is_asked_for_none(centre_lead):
    centre_lead.standing = SimpleNamespace(all=[], current=None)
    del centre_lead.capacity
    html = frame(centre_lead)
    assert "keine Rolle" in html
    assert "bitte wählen" not in html


def test_the_entry_of_the_page_is_marked_and_missing_pages_are_left_out(centre_lead):
    html = frame(centre_lead)
    assert '<a href="/foerderung/" aria-current="page">Förderung</a>' in html
    assert '<a href="/">Start</a>' in html
    assert "Kennzahlen" not in html


def test_only_the_first_page_marks_start():
    assert [link.active for link in links("/")] == [True, False]
    assert [link.active for link in links("/foerderung/x/")] == [False, True]


def test_the_menu_of_the_phone_needs_no_script(centre_lead):
    assert '<details class="nav nav--phone">' in frame(centre_lead)


def test_the_menu_of_the_phone_holds_the_way_out(centre_lead):
    menu = frame(centre_lead).split('<details class="nav nav--phone">')[1].split("</details>")[0]
    assert 'action="/abmelden/"' in menu
    assert "csrfmiddlewaretoken" in menu


def test_paper_says_where_and_when_the_page_was_found_without_what_was_searched_for(rf, centre_lead):
    searched = rf.get("/netzwerk/", {"suche": "Kaya"})
    searched.user = centre_lead.user
    with clock.at(date(2026, 11, 22)):
        html = frame(searched)
    assert "http://testserver/netzwerk/ · 22.11.2026</p>" in html


def test_paper_of_a_visitor_bears_no_address(visitor):
    assert "on-paper" not in frame(visitor)


def test_a_visitor_sees_neither_navigation_nor_capacity(visitor):
    html = frame(visitor)
    assert "<nav" not in html
    assert "Ich handle als" not in html


def test_every_page_can_be_skipped_to_its_content(visitor):
    html = frame(visitor)
    assert '<html lang="de">' in html
    assert html.index('<a class="skip" href="#inhalt">') < html.index("<header")
    assert '<main id="inhalt"' in html


def test_htmx_neither_evaluates_nor_writes_styles(visitor):
    html = frame(visitor)
    assert "django_htmx/htmx-2.min.js" in html
    assert '"allowEval":false' in html
    assert '"includeIndicatorStyles":false' in html
    assert '"selfRequestsOnly":true' in html


def test_the_gallery_uses_no_id_twice(visitor):
    ids = re.findall(r'\sid="([^"]+)"', gallery(visitor).content.decode())
    assert len(ids) == len(set(ids))


def test_no_page_has_inline_styles_scripts_or_foreign_addresses(centre_lead):
    html = gallery(centre_lead).content.decode()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', html)
