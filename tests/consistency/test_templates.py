"""Every template is used: something in the sources leads to it, and not only another one that nobody uses.

What leads to a template: a module that names it, a template that extends or includes it, a tag that is written in a
template, or a library whose own template of that name it replaces. Only the gallery showing a component is no use.
"""

import ast
import importlib.util
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "vorort"
LIBRARIES = ("allauth", "django")
FILLED_IN = {"429.html"}  # no template of allauth's own; it names it by the status and the setting of the extension
QUOTED = re.compile(r"""["']([\w/.-]+\.html)["']""")
TAG = re.compile(r"\{%\s*(\w+)")
GALLERY = "shell/gallery/"


def templates() -> dict[str, str]:
    """The text of every template of ours by its name; two of one name count as one, each may extend the other."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        name = path.as_posix().rpartition("/templates/")[2]
        if name.startswith("forms/django/"):  # the form renderer looks into this folder as well
            name = name.removeprefix("forms/")
        found[name] = found.get(name, "") + path.read_text()
    return found


def modules() -> list[ast.Module]:
    return [ast.parse(path.read_text()) for path in sorted(SOURCE.rglob("*.py"))]


# --- What names a template --------------------------------------------------------------------------------------------
def tags_of(module: ast.Module) -> dict[str, str]:
    """The template of each inclusion tag by the tag's name."""
    found = {}
    for function in ast.walk(module):
        for call in getattr(function, "decorator_list", []):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "inclusion_tag":
                found[function.name] = ast.literal_eval(call.args[0])
    return found


def named_in(module: ast.Module) -> Iterator[str]:
    """Every string of a module that may be a template's name, save what its tags draw.

    What an f-string fills in is looked for among the other strings of the module.
    """
    words = {node.value for node in ast.walk(module) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    yield from words - set(tags_of(module).values())
    for node in ast.walk(module):
        if isinstance(node, ast.JoinedStr) and "/" in str(getattr(node.values[0], "value", "")):
            parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
            yield from ("".join(word if part is None else str(part) for part in parts) for word in words)


def replaced(name: str) -> bool:
    """Whether a library has a template of this name and uses it itself."""
    for library in LIBRARIES:
        spec = importlib.util.find_spec(library)
        assert spec is not None
        assert spec.origin is not None
        folder = Path(spec.origin).parent
        if (folder / "templates" / name).exists() or (folder / "forms" / "templates" / name).exists():
            return True
    return name in FILLED_IN


def unused(found: Mapping[str, str], trees: list[ast.Module]) -> list[str]:
    """The names of templates that nothing leads to."""
    tags = {tag: name for tree in trees for tag, name in tags_of(tree).items()}
    waiting = {name for tree in trees for name in named_in(tree)} & set(found)
    waiting |= {name for name in found if replaced(name)}
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        used.add(name)
        text = found[name]
        leads_to = set(QUOTED.findall(text))
        if not name.startswith(GALLERY):
            leads_to |= {tags[tag] for tag in TAG.findall(text) if tag in tags}
        waiting |= (leads_to & set(found)) - used
    return sorted(set(found) - used)


# --- The house --------------------------------------------------------------------------------------------------------
def test_every_template_is_used():
    assert unused(templates(), modules()) == []


def test_a_template_nobody_names_is_found():
    found = {"a.html": '{% include "b.html" %}', "b.html": "", "c.html": '{% include "d.html" %}', "d.html": ""}
    assert unused(found, [ast.parse('render(request, "a.html")')]) == ["c.html", "d.html"]


def test_two_that_only_name_each_other_are_found():
    found = {"a.html": '{% include "b.html" %}', "b.html": '{% extends "a.html" %}'}
    assert unused(found, []) == ["a.html", "b.html"]


def test_what_an_f_string_fills_in_is_looked_for_in_its_module():
    found = {"draft/items.html": "", "draft/gone.html": ""}
    tree = ast.parse('name = "items"\nrender(request, f"draft/{name}.html")')
    assert unused(found, [tree]) == ["draft/gone.html"]


def test_a_component_that_only_the_gallery_draws_is_found():
    found = {"shell/gallery/one.html": "{% bar %}{% dot %}", "page.html": "{% dot %}", "bar.html": "", "dot.html": ""}
    tree = ast.parse(
        'pages = ["page.html", "shell/gallery/one.html"]\n'
        '@register.inclusion_tag("bar.html")\ndef bar(): ...\n@register.inclusion_tag("dot.html")\ndef dot(): ...'
    )
    assert unused(found, [tree]) == ["bar.html"]


def test_what_replaces_a_template_of_a_library_is_used():
    assert unused({"account/login.html": "", "account/nowhere.html": ""}, []) == ["account/nowhere.html"]
