"""The design tokens as values; `resources/theme/tokens.toml` is their only source."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from outreach_app import paths


@dataclass(frozen=True, slots=True)
class Status:
    """A state as colour role, icon name and word: always all three."""

    colour: str
    icon: str
    word: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every token, grouped as in the file. Sizes are logical pixels at text size 100 %."""

    colours: Mapping[str, Mapping[str, str]]
    space: Mapping[str, int]
    radius: Mapping[str, int]
    line_width: Mapping[str, int]
    type: Mapping[str, Any]
    size: Mapping[str, Any]
    breakpoint: Mapping[str, int]
    status: Mapping[str, Status]
    icons: Mapping[str, str]
    base_font: str
    mono_font: str
    slow_ms: int


@cache
def tokens() -> Tokens:
    """Read the tokens once."""
    raw = tomllib.loads(paths.resource("theme/tokens.toml").read_text(encoding="utf-8"))
    return Tokens(
        colours=raw["colour"],
        space=raw["space"],
        radius=raw["radius"],
        line_width=raw["line_width"],
        type=raw["type"],
        size=raw["size"],
        breakpoint=raw["breakpoint"],
        status={key: Status(**value) for key, value in raw["status"].items()},
        icons=raw["icon"],
        base_font=raw["meta"]["base_font"],
        mono_font=raw["meta"]["mono_font"],
        slow_ms=raw["motion"]["progress_shown_after_ms"],
    )
