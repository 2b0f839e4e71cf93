"""The gallery shows every component in every state: each branch that a component's markup can take, it takes there."""

import re
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.template import TemplateDoesNotExist, VariableDoesNotExist
from django.template.base import Template
from django.template.defaulttags import IfNode
from django.template.loader import get_template

from vorort.web.shell.forms import KernRenderer
from vorort.web.shell.gallery import gallery

pytestmark = pytest.mark.urls("tests.web.shell.sample_urls")

TEMPLATES = Path(__file__).resolve().parents[3] / "src" / "vorort" / "web" / "shell" / "templates"
COMPONENTS = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.glob("components/*.html"))
FORMS = ["forms/errors.html", "forms/field.html", "forms/hint.html"]

# A branch is a file, a line, the condition, and which way it goes.
Branch = tuple[str, int, str, int]

# Ways that are right not to be shown: the condition, which way, why.
UNSEEN = {
    ("components/reasons.html", "if items", 2): "without reasons nothing is drawn at all",
    ("components/error_summary.html", "if field.is_hidden", 1): "nobody sees a hidden field",
    ("forms/field.html", "if field.is_hidden", 1): "nobody sees a hidden field",
    ("forms/errors.html", "if field.auto_id", 2): "the fields of the house have ids",
    ("forms/hint.html", "if field.auto_id", 2): "the fields of the house have ids",
}


@pytest.fixture
def taken(monkeypatch) -> set[Branch]:
    """Every branch of an ``{% if %}`` that is taken from now on."""
    seen: set[Branch] = set()

    def render(self, context):
        for index, (condition, nodelist) in enumerate(self.conditions_nodelists):
            if condition is None or holds(condition, context):
                seen.add(branch(self, index))
                return nodelist.render(context)
        seen.add(branch(self, len(self.conditions_nodelists)))
        return ""

    monkeypatch.setattr(IfNode, "render", render)
    return seen


def branch(node: IfNode, index: int) -> Branch:
    return (node.origin.name, node.token.lineno, node.token.contents, index)


def holds(condition, context) -> bool:
    try:
        return bool(condition.eval(context))
    except VariableDoesNotExist:
        return False


def template_of(name: str) -> Template:
    try:
        return get_template(name).template
    except TemplateDoesNotExist:
        return KernRenderer().get_template(name).template


def branches(name: str) -> set[Branch]:
    """Every branch the template has; one without ``{% else %}`` can also be passed by."""
    template = template_of(name)
    return {
        branch(node, index)
        for node in template.nodelist.get_nodes_by_type(IfNode)
        for index in range(len(node.conditions_nodelists) + (node.conditions_nodelists[-1][0] is not None))
    }


def shown(request: HttpRequest, **query: str) -> str:
    request.GET = request.GET.copy()
    request.GET.update(query)
    return gallery(request).content.decode()


def test_every_component_is_drawn(visitor, monkeypatch):
    drawn: set[str] = set()
    render = Template._render

    def remember(self, context):
        drawn.add(self.name)
        return render(self, context)

    monkeypatch.setattr(Template, "_render", remember)
    shown(visitor)
    assert [name for name in COMPONENTS if name not in drawn] == []


def test_every_section_has_a_heading_and_says_what_it_is_for(visitor):
    sections = re.findall(r'<section[^>]* id="([^"]+)">(.*?)</section>', shown(visitor), re.DOTALL)
    assert len(sections) > 20
    assert [name for name, html in sections if not re.match(r"\s*<h2>[^<]+</h2>\s*<p[ >]", html)] == []


def test_the_list_of_parts_leads_to_them_in_their_order(visitor):
    html = shown(visitor)
    linked = re.findall(r'<li><a href="#([^"]+)">', html.split("<section", 1)[0])
    ids = re.findall(r'<section[^>]* id="([^"]+)">', html)
    assert linked == [name for name in ids if name in linked]
    assert len(linked) == 22


@pytest.mark.parametrize(("query", "marks"), [({}, (0, 0)), ({"dir": "rtl"}, (1, 1)), ({"dir": "schief"}, (0, 0))])
def test_the_gallery_can_be_read_from_right_to_left(visitor, query, marks):
    html = shown(visitor, **query)
    assert (html.count(' dir="rtl"'), html.count("shell/rtl.css")) == marks


@pytest.mark.parametrize("name", [*COMPONENTS, *FORMS])
def test_every_state_of_a_component_is_drawn(visitor, taken, name):
    shown(visitor)
    missing = {(name, text, way + 1) for _, _, text, way in branches(name) - taken}
    assert missing == {row for row in UNSEEN if row[0] == name}
