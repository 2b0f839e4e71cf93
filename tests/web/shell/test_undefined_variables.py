"""A template that names what does not exist is found, and what it may ask for is not."""

from types import SimpleNamespace

import pytest
from django.template import Context, Engine, Origin, Template

from tests import whole_templates


@pytest.fixture
def missed(_no_undefined_variables):
    """Render a piece of template as if it were one of ours: what was written down."""
    engine = Engine(libraries={"i18n": "django.templatetags.i18n"}, string_if_invalid=whole_templates.Unnamed())

    def render(source: str, place: str = f"{whole_templates.HOUSE}/page.html", **values: object) -> list[str]:
        Template(source, origin=Origin(place), engine=engine).render(Context(values))
        written = [entry.removeprefix("/page.html: ") for entry in whole_templates.found]
        whole_templates.found.clear()
        return written

    return render


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("{{ nobody }}", "nobody"),
        ("{{ person.nam }}", "person.nam"),
        ("{{ nobody|upper }}", "nobody"),
        ("{% with x=nobody %}{% endwith %}", "nobody"),
        ("{% for one in nobody %}{% endfor %}", "nobody"),
        ("{% if person.nam %}{% endif %}", "person.nam"),
        ('{% if person.nam == "Ada" %}{% endif %}', "person.nam"),
        ("{% load i18n %}{% blocktranslate %}Guten Tag {{ nobody }}{% endblocktranslate %}", "blocktranslate: nobody"),
    ],
)
def test_what_does_not_exist_is_found(missed, source, name):
    assert missed(source, person=SimpleNamespace(name="Ada")) == [name]


@pytest.mark.parametrize(
    "source",
    [
        "{{ person.name }}",
        "{% if nobody %}{% endif %}",
        "{% if answers.third %}{% endif %}",
        "{% if empty.name %}{% endif %}",
        '{{ nobody|default:"–" }}',
        "{% firstof nobody person.name %}",
        "{% for one in answers %}{{ one }}{% endfor %}",
    ],
)
def test_what_a_template_may_ask_for_is_not(missed, source):
    assert missed(source, person=SimpleNamespace(name="Ada"), answers={"first": 1}, empty=None) == []


def test_templates_of_others_are_left_alone(missed):
    assert missed("{{ nobody }}", place="/elsewhere/page.html") == []
