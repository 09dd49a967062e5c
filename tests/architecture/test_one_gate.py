"""Nothing about a case is written to a file, a printer or the clipboard but through the gate.

The doors out of the program are few and named. Whoever builds another one meets this test first.
"""

import ast
import gc
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Who may write a file, and what: everything else goes through `sharing.handing`.
WRITERS = {
    "outreach_app.sharing.handing": "what the gate released",
    "outreach_app.exchange.handing": "the whole casebook, for the manager, asked twice",
    "outreach_app.reports.printing": "protected figures",
    "outreach_app.cli.commands": "recovery sheet, problems without values",
    "outreach_app.copies_beside": "when a copy was made and how long its trail was, sealed",
    "outreach_app.cli.outputs": "what a command makes, where --output names it",
    "outreach_app.neighbours.files": "the project's own card, and hashes nobody can read",
    "outreach_app.safekeeping.decided": "nothing: an empty file, its name the digest of a random word",
    "outreach_app.safekeeping.places": "folders and moments of copies, outside the casebook",
    "outreach_app.storage.atomic": "the writer itself",
}
# Files that hold nothing of a casebook, or are the casebook.
OTHERS = (
    "outreach_app.storage",
    "outreach_app.vault",
    "outreach_app.safekeeping",  # encrypted copies, under the casebook's own key
    "outreach_app.logs",
    "ui.settings",
)
# Who may hand bytes to a printer.
PRINTERS = {
    "ui.dialogs.print_pages": "asks on which printer",
    "ui.pages.reports.outgoing": "protected figures, with their own entry in the trail",
}
# Who may ask for paper to be printed without the gate: blank forms, the recovery code.
BLANK_PAPER = {"ui.dialogs.help", "ui.forms.paper_print", "ui.forms.code_on_paper"}
# Papers about a case, and the one call that has to stand beside them.
CASE_PAPERS = ("alert_papers", "fact_sheets", "letters_out")
GATE = ("outreach_app.sharing", "outreach_app.neighbours")


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Read when the first test asks: at collection every worker would pay for it.

    The collector would look through all that was read, again and again.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        return tuple(_read())
    finally:
        if collects:
            gc.enable()


@pytest.fixture(scope="module", autouse=True)
def _let_go_at_the_end() -> Iterator[None]:
    yield
    modules.cache_clear()


def _read() -> Iterator[tuple[str, ast.Module]]:
    for top in ("outreach_app", "ui"):
        for path in sorted((ROOT / top).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            yield name.removesuffix(".__init__"), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


def called(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func
            if isinstance(name, ast.Attribute):
                yield name.attr, node
            elif isinstance(name, ast.Name):
                yield name.id, node


def test_the_atomic_writer_has_few_callers() -> None:
    found = {
        name
        for name, tree in modules()
        if any(each.endswith("write_atomic") for each in imported(tree))
    }
    found = {name for name in found if not name.startswith("outreach_app.vault")}
    assert found <= set(WRITERS), "let it go through outreach_app.sharing.handing"


def test_what_is_brought_to_the_disk_before_it_counts_has_as_few() -> None:
    found = {
        name
        for name, tree in modules()
        if any(what in ("write_beside", "save_beside") for what, _ in called(tree))
    }
    found = {name for name in found if not name.startswith("outreach_app.vault")}
    assert found == {
        "outreach_app.cli.outputs",
        "outreach_app.reports.printing",
        "ui.pages.reports.outgoing",
    }


def test_no_other_way_to_write_a_file_is_used() -> None:
    found = [
        (name, what)
        for name, tree in modules()
        for what, call in called(tree)
        if not name.startswith(OTHERS) and (writes(what, call) or what == "fdopen")
    ]
    assert found == []


def writes(name: str, call: ast.Call) -> bool:
    if name in ("write_bytes", "write_text", "NamedTemporaryFile", "mkstemp", "QSaveFile"):
        return True
    modes = [each.value for each in call.args if isinstance(each, ast.Constant)]
    modes += [each.value.value for each in call.keywords if isinstance(each.value, ast.Constant)]
    return name == "open" and any(str(mode) in ("w", "wb", "a", "ab", "x", "xb") for mode in modes)


def test_the_printer_has_few_callers() -> None:
    sends, asks = set(), set()
    for name, tree in modules():
        for what, call in called(tree):
            if what in ("send", "draw") and owner(call) in ("printing", "printer_room"):
                sends.add(name)
            if what == "print_pages":
                asks.add(name)
            if what == "QPrinter" and name != "ui.printing":
                sends.add(name)
    through_gate = {name for name, tree in modules() if passes_the_gate(tree)}
    assert sends <= set(PRINTERS) | through_gate
    assert asks <= BLANK_PAPER | through_gate


def owner(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[0]


def passes_the_gate(tree: ast.Module) -> bool:
    """A module that prints what the gate released knows the gate."""
    known = ("outreach_app.sharing.releasing", "outreach_app.sharing.telling")
    return any(each.startswith(known) for each in imported(tree))


def test_papers_about_a_case_are_made_beside_the_gate_only() -> None:
    found = [
        name
        for name, tree in modules()
        if not name.startswith(("outreach_app.reports", *GATE))
        and any(each.rpartition(".")[2] in CASE_PAPERS for each in imported(tree))
        and not passes_the_gate(tree)
    ]
    assert found == []


def test_nothing_is_put_on_the_clipboard_by_the_program() -> None:
    found = [
        name
        for name, tree in modules()
        for what, call in called(tree)
        if what in ("setText", "setMimeData", "setImage")
        and "clipboard" in ast.unparse(call.func).lower()
    ]
    assert found == []


def test_only_the_gate_writes_the_register() -> None:
    """Rows come from the gate, from what was told without a file, or from an import."""
    may = {
        "outreach_app.sharing.releasing",
        "outreach_app.casework.referrals",
        "outreach_app.casework.request_answers",
        # What the lead told by telephone to keep somebody safe: no file, no word of it here.
        "outreach_app.casework.concern_register",
    }
    found = {
        name
        for name, tree in modules()
        if not name.startswith(("outreach_app.exchange", "outreach_app.demo"))
        for what, call in called(tree)
        if what in ("insert", "Disclosure")
        and any("Disclosure" in ast.unparse(each) for each in [call, *call.args])
        and "insert" in ast.unparse(call.func)
    }
    assert found <= may
