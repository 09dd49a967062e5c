"""Whatever is noted in the trail is read in words by the lead: each kind of entry has some."""

import ast
from collections.abc import Iterator
from pathlib import Path

import outreach_app
from outreach_app.words import known

# What writes an entry, here or by way of the module's own helper.
_WRITERS = {"note", "_done"}
_PREFIX = "stock_"


def _noted() -> Iterator[str]:
    for path in Path(outreach_app.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or len(call.args) < 2:
                continue
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name in _WRITERS:
                for part in ast.walk(call.args[1]):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value


def test_every_entry_of_the_trail_has_words() -> None:
    found = {each for each in _noted() if each != _PREFIX}
    assert len(found) > 100
    assert [each for each in sorted(found) if not known(f"safekeeping.action.{each}")] == []
    for kind in ("in", "moved", "lost"):
        assert known(f"safekeeping.action.{_PREFIX}{kind}")
