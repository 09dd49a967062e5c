"""A file that does not fit: exit 1, table, row and field, and not one byte of the casebook changed."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.outreach_app.cli.conftest import SAMPLE, Run

P = ("--passphrase-file", "-")
Data = dict[str, Any]


def changed(change: Callable[[Data], object]) -> bytes:
    data: Data = json.loads(SAMPLE.read_text())["data"]
    change(data)
    return json.dumps(data, ensure_ascii=False).encode()


def unknown_code(data: Data) -> None:
    data["contacts"][56]["setting"] = "street_bus"


def dangling(data: Data) -> None:
    data["needs"][2]["person_id"] = "PER-99"


def double_id(data: Data) -> None:
    data["incidents"].append(dict(data["incidents"][0]))


def naive_time(data: Data) -> None:
    data["contacts"][0]["started_at"] = "2025-10-01T00:20"


def void_first(data: Data) -> None:
    data["contacts"][3].update(voided_at="2020-01-01T00:00Z", void_reason="test")


def unknown_field(data: Data) -> None:
    data["persons"][0]["surname"] = "x"


def future(data: Data) -> None:
    data["contacts"][0]["recorded_at"] = "2099-01-01T00:00Z"


def no_table(data: Data) -> None:
    del data["alerts"]


WHOLE = changed(lambda _: None)

FILES = {
    "unknown code": (changed(unknown_code), r"contacts, row 57 \(CON-\d+\), setting: .*\[E-CODE\]"),
    "dangling reference": (changed(dangling), r"needs, row 3 \(NED-\d+\), person_id: .*\[E-REF\]"),
    "double id": (changed(double_id), r"incidents, row 28 .*id.*\[E-DUPID\]"),
    "naive time": (changed(naive_time), r"contacts, row 1 .*started_at: .*\[E-ZONE\]"),
    "void before record": (changed(void_first), r"contacts, row 4 .*voided_at: .*\[E-ORDER\]"),
    "unknown field": (changed(unknown_field), r"persons, row 1 .*surname.*\[E-FIELD\]"),
    "in the future": (changed(future), r"contacts, row 1 .*recorded_at: .*\[E-FUTURE\]"),
    "missing table": (changed(no_table), r"alerts.*\[E-TABLE\]"),
    "truncated": (WHOLE[: len(WHOLE) // 2], r"ends inside table \w+ after row \d+ .*\[E-JSON\]"),
    "utf-16": (WHOLE.decode().encode("utf-16"), r"\[E-ENCODING\]"),
    "windows-1252": (
        WHOLE.replace(b"Ravelstoke", "Ravelsto\u00e9e".encode("cp1252")),
        r"\[E-ENCODING\]",
    ),
    "a test bundle": (SAMPLE.read_bytes(), r"test bundle.*\[E-TABLE\]"),
    "empty": (b"", r"\[E-JSON\]"),
    "too large": (b" " * (104_857_600 + 1), r"\[E-SIZE\]"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_does_not_fit_changes_nothing(
    book: Path, run: Run, tmp_path: Path, name: str
) -> None:
    data, line = FILES[name]
    source = tmp_path / "source.json"
    source.write_bytes(data)
    before = {each.name: each.read_bytes() for each in book.parent.iterdir() if each != source}

    done = run("import", source, "--casebook", book, *P)

    assert done.code == 1, done.err
    assert re.search(line, done.err), done.err[:2000]
    assert "Nothing was imported" in done.err
    assert {
        each.name: each.read_bytes() for each in book.parent.iterdir() if each != source
    } == before


def test_the_same_file_a_second_time_is_refused(ravel: Path, sample: Path, run: Run) -> None:
    before = ravel.read_bytes()
    done = run("import", sample, "--casebook", ravel, *P)
    assert (done.code, "E-EXISTS" in done.err) == (1, True)
    assert ravel.read_bytes() == before


def test_a_dry_run_writes_nothing(book: Path, sample: Path, run: Run) -> None:
    before = book.read_bytes()
    done = run("import", sample, "--casebook", book, "--dry-run", *P)
    assert (done.code, book.read_bytes()) == (0, before)
    assert "contacts\t160" in done.out.decode()


def test_no_file_the_program_wrote_holds_a_word_of_the_data(
    ravel: Path, sample: Path, own_folders: Path
) -> None:
    words = [each.encode() for each in json.loads(SAMPLE.read_text())["leak_strings"]]
    plates = re.findall(rb'"plate_said": "([^"]{5,})"', sample.read_bytes())
    written = [
        each
        for folder in (ravel.parent, own_folders)
        for each in folder.rglob("*")
        if each.is_file() and each != sample
    ]
    assert ravel in written
    for each in written:
        held = each.read_bytes()
        assert not [word for word in (*words, *plates) if len(word) > 4 and word in held], each
