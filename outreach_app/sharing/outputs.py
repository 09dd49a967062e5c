"""What can leave at all: each output with its readers, its questions and its allowed fields."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from outreach_app import paths

_FILE: Final = "outputs/outputs.toml"


@dataclass(frozen=True, slots=True)
class Output:
    """One kind of paper or file. Nothing but `fields` may stand in it.

    `scopes` are the questions a yes to which lets it leave, `bases` what the lead may name instead.
    `recipients` stand only where no question names the reader. `lead` and `reason` are asked beside
    the yes; `names` marks the few that may hold the name of the person they are about. `needs` maps
    a question to the needs its reader may be told of.
    """

    name: str
    content: str
    scopes: tuple[str, ...]
    fields: tuple[str, ...]
    bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    lead: bool = False
    reason: bool = False
    names: bool = False
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def output(name: str) -> Output:
    """Return an output by its name; raises KeyError for one that is not there."""
    return _all()[name]


def every() -> tuple[Output, ...]:
    """Return all outputs in the order of the file."""
    return tuple(_all().values())


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(each) for key, each in value.items()}
    return tuple(value) if isinstance(value, list) else value


@cache
def _all() -> dict[str, Output]:
    found = tomllib.loads(paths.resource(_FILE).read_text(encoding="utf-8"))
    return {name: _read(name, entry) for name, entry in found.items()}


def _read(name: str, entry: dict[str, Any]) -> Output:
    values: dict[str, Any] = {key: _frozen(value) for key, value in entry.items()}
    return Output(name=name, **values)
