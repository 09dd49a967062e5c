"""What the trail holds: every command, every search and refusal, and never a word anybody typed."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from outreach_app.bootstrap import Desk
from outreach_app.casework import access, access_reading, people, search
from outreach_app.errors import NotAllowed, Restricted
from outreach_app.governance import audit
from tests.outreach_app.typing_everywhere import Walk

ROOT = Path(__file__).parents[2] / "outreach_app"
# Commands that write no line of their own, each with the reason.
SILENT = {
    "drafts.keep": "typing that is not yet an entry",
    "drafts.discard": "typing that is not yet an entry",
    "clock_check.look": "writes its line only where the clock stands behind the last entry",
}


def commands() -> Iterator[tuple[str, str, ast.FunctionDef]]:
    """Give every public function that answers `Done`, by module and name."""
    for path in sorted(ROOT.rglob("*.py")):
        if "demo" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef) or node.returns is None:
                continue
            if ast.unparse(node.returns).startswith("Done["):
                yield path.stem, node.name, node


def noting() -> set[tuple[str, str]]:
    """Return the functions that write a line, themselves or by what they call."""
    calls: dict[tuple[str, str], set[tuple[str, str]]] = {}
    names: dict[str, set[tuple[str, str]]] = {}
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef):
                continue
            here = (path.stem, node.name)
            names.setdefault(node.name, set()).add(here)
            found = calls.setdefault(here, set())
            for each in ast.walk(node):
                if isinstance(each, ast.Call):
                    where, _, what = ast.unparse(each.func).rpartition(".")
                    found.add((where.rpartition(".")[2] or path.stem, what))
                elif isinstance(each, ast.Name | ast.Attribute):
                    # Handed on to be called there.
                    found.add((path.stem, ast.unparse(each)))
    known = {("audit", "note"), ("history", "note")}
    grown = True
    while grown:
        imported = {what for _, what in known}
        more = {
            here
            for here, found in calls.items()
            if here not in known
            and any(one in known or (one[1] in imported and one[0] == here[0]) for one in found)
        }
        grown = bool(more)
        known |= more
    return known


def test_every_command_writes_a_line() -> None:
    known = noting()
    silent = [
        f"{module}.{name}"
        for module, name, _ in commands()
        if (module, name) not in known and f"{module}.{name}" not in SILENT
    ]
    assert silent == []


@pytest.mark.parametrize("seed", [1, 2])
def test_no_byte_of_the_trail_holds_a_word_typed_in_any_order(desk: Desk, seed: int) -> None:
    walk = Walk(desk, Random(seed))
    walk.go(2)
    assert len(walk.typed) > 120
    assert desk.ask(audit.count) > 60
    whole = desk.ask(
        lambda work: "\n".join(
            str(tuple(row)) for row in work.session.execute(text("SELECT * FROM audit"))
        )
    ).lower()
    assert [word for word in walk.typed if word.lower() in whole] == []
    assert desk.verify().findings == ()


def test_a_search_is_noted_by_how_much_it_found(desk: Desk) -> None:
    desk.do(search.noted, 3, False)
    (line,) = desk.ask(audit.latest, 1)
    assert (line.action, line.object, line.detail) == (
        "searched",
        None,
        {"found": 3, "notes": False},
    )


def test_a_refusal_is_noted_once(desk: Desk) -> None:
    whose = desk.do(people.add, people.PersonDraft("Comet")).value.id
    desk.do(access.restrict, whose, "wish")
    desk.me = replace(desk.me, role="caseworker")
    for _ in range(3):
        with pytest.raises(NotAllowed):
            desk.ask(access_reading.listing)
        with pytest.raises(Restricted):
            desk.ask(people.card, whose)
        with pytest.raises(NotAllowed):
            desk.do(access.unrestrict, whose, "over")
    lines = [row.detail for row in desk.ask(audit.latest, 20) if row.action == "refused"]
    assert sorted((each["what"], each["why"]) for each in lines) == [
        ("access.unrestrict", "role"),
        ("access_reading.listing", "role"),
        ("people.card", "restricted"),
    ]
