"""Every question the window and the command line put to the core, found by reading their code."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import outreach_app
from tests.outreach_app.may.commands import ROOMS

Question = Callable[..., Any]
_TREE: Final = Path(outreach_app.__file__).parent.parent
_ASKS: Final = ("ui/**/*.py", "outreach_app/cli/*.py", "outreach_app/*.py")


@cache
def questions() -> dict[str, Question]:
    """Return every public function of the rooms that takes `Work`, writes nothing, and is asked."""
    every = dict(_rooms())
    return {name: every[name] for name in sorted(set(_named()) & set(every))}


def _rooms() -> Iterator[tuple[str, Question]]:
    for room in ROOMS:
        package = importlib.import_module(f"{outreach_app.__name__}.{room}")
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(each.name)
            for name, value in vars(module).items():
                if name.startswith("_") or not inspect.isfunction(value):
                    continue
                first = next(iter(inspect.signature(value).parameters), "")
                writes = "Done[" in str(value.__annotations__.get("return", ""))
                if value.__module__.startswith("outreach_app.") and first == "work" and not writes:
                    yield f"{each.name.removeprefix('outreach_app.')}.{name}", value


def _named() -> Iterator[str]:
    """Return what stands in that code as ``module.function``, by where it was imported from."""
    for pattern in _ASKS:
        for path in sorted(_TREE.glob(pattern)):
            yield from _in(ast.parse(path.read_text(encoding="utf-8")))


def _in(code: ast.Module) -> Iterator[str]:
    nodes = list(ast.walk(code))
    known: Mapping[str, str] = {
        each.asname or each.name: f"{node.module}.{each.name}".removeprefix("outreach_app.")
        for node in nodes
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("outreach_app")
        for each in node.names
    }
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in known:
                yield f"{known[node.value.id]}.{node.attr}"
        elif isinstance(node, ast.Name) and node.id in known:
            yield known[node.id]
