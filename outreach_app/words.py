"""Every word people see, by key: ``say("contact.saved")`` reads `resources/words/contact.toml`.

A key is ``<file>.<entry>`` or ``<file>.<table>.<entry>``. Plurals are two entries, ``<key>.one``
and ``<key>.many``, chosen by `count`. A missing key is a bug and raises KeyError.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from outreach_app import paths


@cache
def _catalogue(name: str) -> dict[str, Any]:
    return tomllib.loads(paths.resource(f"words/{name}.toml").read_text(encoding="utf-8"))


def lookup(key: str) -> Any:
    """Return the entry behind `key`: a sentence, a list, or a table of entries."""
    name, *rest = key.split(".")
    entry: Any = _catalogue(name)
    for part in rest:
        entry = entry[part]
    return entry


def known(key: str) -> bool:
    """Tell whether there are words for `key`."""
    try:
        lookup(key)
    except (KeyError, FileNotFoundError, TypeError):
        return False
    return True


def say(key: str, **data: object) -> str:
    """Return the sentence behind `key` with `data` filled in."""
    entry = lookup(key)
    if isinstance(entry, Mapping):
        entry = entry["one" if data.get("count") == 1 else "many"]
    if not isinstance(entry, str):
        msg = f"{key} is not a sentence"
        raise TypeError(msg)
    return entry.format_map(data) if data else entry
