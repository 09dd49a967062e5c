"""Lists of codes: what is shipped in `resources/vocabulary`, and the project's own additions."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from outreach_app import paths

# Areas every project has, whatever else it calls its parts of town (exchange format, 3.4).
STANDING_AREAS: Final = ("online", "outside", "unknown")


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code: its words, whether it may still be chosen, and what it maps to."""

    code: str
    label: str
    definition: str = ""
    active: bool = True
    maps: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class CodeList:
    """One list, in its order of display."""

    name: str
    title: str
    editable: bool
    entries: Mapping[str, CodeEntry]

    def __contains__(self, code: object) -> bool:
        return code in self.entries

    def __getitem__(self, code: str) -> CodeEntry:
        return self.entries[code]

    def codes(self) -> tuple[str, ...]:
        """Return every code, retired ones too."""
        return tuple(self.entries)

    def choices(self) -> tuple[CodeEntry, ...]:
        """Return what may be chosen today."""
        return tuple(entry for entry in self.entries.values() if entry.active)

    def label(self, code: str) -> str:
        """Return the words for a code; an unknown code stands for itself."""
        entry = self.entries.get(code)
        return entry.label if entry else code

    def where(self, name: str, value: object) -> frozenset[str]:
        """Return the codes whose map `name` has `value`."""
        return frozenset(c for c, e in self.entries.items() if e.maps.get(name) == value)

    def map(self, name: str) -> Mapping[str, Any]:
        """Return code -> value of the map `name`, for codes that have it."""
        return {c: e.maps[name] for c, e in self.entries.items() if name in e.maps}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All lists, and their version."""

    version: str
    lists: Mapping[str, CodeList]

    def __getitem__(self, name: str) -> CodeList:
        return self.lists[name]


def _entry(raw: Mapping[str, Any], shown: Mapping[str, str]) -> CodeEntry:
    return CodeEntry(
        code=raw["code"],
        label=shown.get(raw["code"], raw["label"]),
        definition=raw["definition"],
        active=raw["active"],
        maps=MappingProxyType(raw["maps"]),
    )


@cache
def shipped() -> Vocabulary:
    """Return the lists as shipped, without any project's own areas or additions.

    Where `shown.toml` has other words for a code, those are its words.
    """
    text = paths.resource("vocabulary/vocabulary.json").read_text(encoding="utf-8")
    raw = json.loads(text)
    shown = tomllib.loads(paths.resource("vocabulary/shown.toml").read_text(encoding="utf-8"))
    lists = {
        name: CodeList(
            name=name,
            title=each["title"],
            editable=each["project_editable"],
            entries={
                code["code"]: _entry(code, shown.get(name, {}))
                for code in sorted(each["codes"], key=lambda code: code["sort"])
                if name != "area" or code["code"] in STANDING_AREAS
            },
        )
        for name, each in raw["lists"].items()
    }
    return Vocabulary(raw["version"], MappingProxyType(lists))


def with_entries(base: Vocabulary, entries: Mapping[str, Iterable[CodeEntry]]) -> Vocabulary:
    """Return `base` with the lists named in `entries` put in place of its own."""
    lists = dict(base.lists)
    for name, some in entries.items():
        old = base.lists[name]
        lists[name] = CodeList(name, old.title, old.editable, {e.code: e for e in some})
    return Vocabulary(base.version, MappingProxyType(lists))
