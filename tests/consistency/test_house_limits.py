"""The house limits of docs/architecture.md that no linter knows: lengths, names, cycles, and layers beyond imports.

Complexity is ruff's, annotations are mypy's, imports between layers are import-linter's.
"""

import ast
import graphlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import grimp
import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models

PROJECT = Path(__file__).resolve().parents[2]
SOURCE = PROJECT / "src" / "vorort"
FORBIDDEN_NAMES = {"utils", "helpers", "common", "services"}
REFERENCE = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""")


def layers() -> list[set[str]]:
    """The contexts from the highest layer down, as import-linter's contract in pyproject.toml lists them."""
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    listed = next(contract["layers"] for contract in contracts if contract["id"] == "layers")
    return [{name.strip(" ()") for name in layer.split("|")} for layer in listed]


RANKS = {context: rank for rank, layer in enumerate(layers()) for context in layer}


def may_point_at(owner: str, target: str) -> bool:
    """Whether something of the context ``owner`` may point at something of ``target``: its own or a lower layer."""
    return owner == target or RANKS[owner] < RANKS[target]


# --- Lengths and names ------------------------------------------------------------------------------------------------
def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in (PROJECT / folder).rglob("*.py") if "migrations" not in path.parts)


def too_long(paths: Iterator[Path], limit: int) -> list[str]:
    lengths = {path: len(path.read_text().splitlines()) for path in paths}
    return [f"{path.relative_to(PROJECT)}: {length}" for path, length in sorted(lengths.items()) if length > limit]


def test_no_source_file_has_more_than_400_lines():
    assert too_long(python_files("src", "gate"), 400) == []


def test_no_test_file_has_more_than_600_lines():
    assert too_long(python_files("tests"), 600) == []


def test_no_template_has_more_than_200_lines():
    assert too_long((path for path in SOURCE.rglob("templates/**/*") if path.is_file()), 200) == []


def test_base_settings_have_at_most_300_lines():
    assert too_long(iter([SOURCE / "config" / "settings" / "base.py"]), 300) == []


def long_functions(source: str, limit: int = 40) -> list[str]:
    """Functions of more than ``limit`` lines, from ``def`` to their last line."""
    nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    lengths = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in nodes}
    return [f"{name}: {length}" for name, length in lengths.items() if length > limit]


def test_no_function_has_more_than_40_lines():
    found = {
        str(path.relative_to(PROJECT)): functions
        for path in python_files("src", "gate")
        if (functions := long_functions(path.read_text()))
    }
    assert found == {}


def test_a_function_of_41_lines_is_found():
    assert long_functions("def just_right():\n" + "    pass\n" * 39) == []
    assert long_functions("def too_long():\n" + "    pass\n" * 40) == ["too_long: 41"]


def test_no_module_or_folder_has_a_name_that_says_nothing():
    named = [
        str(path.relative_to(PROJECT))
        for path in python_files("src", "gate", "tests")
        if FORBIDDEN_NAMES & {path.stem, path.parent.name}
    ]
    assert named == []


# --- Cycles -----------------------------------------------------------------------------------------------------------
def first_cycle(imports: Mapping[str, set[str]]) -> list[str]:
    """Modules that import each other in a circle; empty when there are none."""
    try:
        graphlib.TopologicalSorter(imports).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_import_each_other_in_a_circle():
    graph = grimp.build_graph("vorort", exclude_type_checking_imports=True, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert " → ".join(first_cycle(imports)) == ""


def test_a_circle_of_imports_is_found():
    assert set(first_cycle({"a": {"b"}, "b": {"c"}, "c": {"a"}})) == {"a", "b", "c"}


# --- Layers of the database -------------------------------------------------------------------------------------------
def context_of(model: type[models.Model]) -> str | None:
    """The context a model belongs to; None for a library's."""
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "vorort" else None


def upward_relations(model: type[models.Model]) -> Iterator[str]:
    """Relations of ``model`` to another context that is not below its own."""
    owner = context_of(model)
    assert owner is not None
    for field in [*model._meta.fields, *model._meta.many_to_many]:
        target = context_of(field.related_model) if field.is_relation else None
        if target is not None and not may_point_at(owner, target):
            yield f"{model._meta.label}.{field.name} → {target}"


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if context_of(model)]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_relations_of_a_model_point_to_its_own_or_a_lower_layer(model: Any):
    assert list(upward_relations(model)) == []


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_no_model_points_at_just_anything(model: Any):
    assert [field.name for field in model._meta.private_fields if isinstance(field, GenericForeignKey)] == []


def test_the_ranks_follow_the_design():
    assert may_point_at("funding", "steering")
    assert may_point_at("network", "accounts")
    assert not may_point_at("core", "accounts")
    assert not may_point_at("steering", "funding")
    assert not may_point_at("cases", "funding")


# --- Layers of the templates ------------------------------------------------------------------------------------------
def owner_of(template: Path) -> str:
    """The context whose page this is: ``web/<context>/templates``; ``shell`` is everybody's, the rest web's."""
    parts = template.relative_to(SOURCE).parts
    if parts[0] == "web" and (parts[1] == "shell" or parts[1] in RANKS):
        return parts[1]
    return parts[0]


def templates() -> dict[str, Path]:
    """Every template of ours by the name others call it. The demo fills a block of the shell's frame under its name."""
    found = sorted(
        (path for path in SOURCE.rglob("templates/**/*") if path.is_file()), key=lambda path: "demo" not in path.parts
    )
    return {path.as_posix().rpartition("/templates/")[2]: path for path in found}


def may_include(owner: str, target: str) -> bool:
    """The shell includes only itself, everybody includes the shell, and contexts follow the layers."""
    if "shell" in {owner, target}:
        return target == "shell"
    return may_point_at(owner, target)


def test_templates_include_and_extend_only_their_own_or_a_lower_layer():
    known = templates()
    upward = [
        f"{name} → {reference}"
        for name, path in known.items()
        for reference in REFERENCE.findall(path.read_text())
        if reference in known and not may_include(owner_of(path), owner_of(known[reference]))
    ]
    assert upward == []


def test_a_template_of_the_shell_may_not_include_a_page_of_a_context():
    assert may_include("funding", "shell")
    assert may_include("funding", "network")
    assert not may_include("shell", "funding")
    assert not may_include("network", "funding")
    assert not may_include("web", "demo")
