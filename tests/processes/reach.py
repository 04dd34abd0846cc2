"""Follows the code from every address of a desk to the steps it takes and the forms it asks with: nothing is written down twice."""
from __future__ import annotations

import ast
import builtins
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from django.forms import BaseForm
from django.urls import URLPattern, URLResolver, get_resolver

from workflow.engine import clerk

TEMPLATES = Path(__file__).resolve().parents[2] / "workflow" / "templates"
ITSELF = re.compile(r"<form method=\"post\"(?![^>]*action=)")
OURS = ("workflow.desks.", "workflow.engine.", "forms.")


@dataclass(frozen=True)
class Way:
    """An address that takes a step: its name, who is let in (nobody named: the engine asks), its forms, a button that sends them."""

    address: str
    rights: frozenset[str]
    forms: frozenset[str]
    button: bool


def addresses(patterns: Any = None, before: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every named address of our desks with its view."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, f"{one.namespace}:" if one.namespace else before)
        elif isinstance(one, URLPattern) and inspect.unwrap(one.callback).__module__.startswith("workflow.desks."):
            yield f"{before}{one.name}", one.callback


def posts(view: Any) -> bool:
    """May something be sent there? What only shows takes no step."""
    while view is not None:
        methods = inspect.getclosurevars(view).nonlocals.get("request_method_list")
        if methods is not None:
            return "POST" in methods
        view = getattr(view, "__wrapped__", None)
    return True


def rights(view: Any) -> frozenset[str]:
    """Whom `holding` lets in."""
    while view is not None:
        said = inspect.getclosurevars(view).nonlocals.get("rights")
        if said is not None:
            return frozenset(said)
        view = getattr(view, "__wrapped__", None)
    return frozenset()


@cache
def tree(function: FunctionType) -> ast.AST:
    """The function's source."""
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def meant(node: ast.AST, scope: dict[str, Any]) -> Any:
    """The object a name or a dotted name stands for; None where it is known only at run time."""
    if isinstance(node, ast.Name):
        return scope.get(node.id, getattr(builtins, node.id, None))
    if isinstance(node, ast.Attribute):
        of = meant(node.value, scope)
        return getattr(of, node.attr, None) if isinstance(of, ModuleType) else None
    return None


@cache
def used(function: FunctionType) -> tuple[Any, ...]:
    """What of ours a function speaks of: functions, form classes, and those that stand in its tables."""
    found = [meant(node, function.__globals__) for node in ast.walk(tree(function)) if isinstance(node, ast.Name | ast.Attribute)]
    found += [one for table in found if isinstance(table, dict) for one in table.values() if callable(one)]
    return tuple(one for one in found if callable(one) and getattr(one, "__module__", "").startswith(OURS))


def named(function: FunctionType, room: ModuleType) -> set[str]:
    """What a function takes out of that room, by name."""
    nodes = [node for node in ast.walk(tree(function)) if isinstance(node, ast.Attribute)]
    return {node.attr for node in nodes if meant(node.value, function.__globals__) is room}


def behind(view: Callable[..., Any]) -> tuple[set[FunctionType], set[type[BaseForm]]]:
    """Every function a view may come to call, and every form class it may show or read."""
    functions: set[FunctionType] = set()
    forms: set[type[BaseForm]] = set()
    todo = [inspect.unwrap(view)]
    while todo:
        here = todo.pop()
        if here in functions or not isinstance(here, FunctionType):
            continue
        functions.add(here)
        for one in used(here):
            if isinstance(one, type):
                forms |= {one} if issubclass(one, BaseForm) else set()
            elif one is not clerk.move:
                todo.append(inspect.unwrap(one))
    return functions, forms


def taken(function: FunctionType) -> Iterator[str | None]:
    """The steps a function takes by its own word; None for one that is chosen in a form."""
    for node in ast.walk(tree(function)):
        if isinstance(node, ast.Call) and meant(node.func, function.__globals__) is clerk.move:
            step = node.args[1]
            yield step.value if isinstance(step, ast.Constant) else None


def chosen(forms: set[type[BaseForm]]) -> set[str]:
    """The steps that a form offers."""
    found: set[str] = set()
    for form in forms:
        field: Any = form.base_fields.get("step")
        found |= {code for code, _ in field.choices} if field else set()
    return found


@cache
def ways() -> dict[str, list[Way]]:
    """By step: the addresses that take it."""
    found: dict[str, list[Way]] = {}
    for address, view in addresses():
        if not posts(view):
            continue
        functions, forms = behind(view)
        steps = {step for function in functions for step in taken(function)}
        if None in steps:
            steps = steps - {None} | chosen(forms)
        way = Way(address, rights(view), frozenset(form.__name__ for form in forms), button(address, view))
        for step in steps:
            found.setdefault(str(step), []).append(way)
    return found


def linked(address: str) -> bool:
    """Does some page lead there?"""
    return any(re.search(rf"{{%\s*url\s+['\"]{re.escape(address)}['\"]", text) for text in pages().values())


def button(address: str, view: Callable[..., Any]) -> bool:
    """Does some page send something there: a form or button that names the address, or the view's own page with a form to itself?"""
    named = re.compile(rf"<(?:form|button)\b[^>]*{{%\s*url\s+'{re.escape(address)}'", re.S)
    if any(named.search(text) for text in pages().values()):
        return True
    texts = [node.value for node in ast.walk(tree(inspect.unwrap(view))) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return any(ITSELF.search(pages().get(text, "")) for text in texts)


@cache
def pages() -> dict[str, str]:
    """Every template by its name."""
    return {page.relative_to(TEMPLATES).as_posix(): page.read_text(encoding="utf-8") for page in TEMPLATES.rglob("*.html")}
