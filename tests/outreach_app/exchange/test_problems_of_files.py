"""What is wrong with a file as a whole: it stands alone and says exactly where."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from outreach_app.errors import NoSuchFile
from outreach_app.exchange import schema
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.problems import LISTED, ExchangeRefused
from outreach_app.vocabulary import shipped
from tests.outreach_app.exchange.conftest import NOW, SAMPLE
from tests.outreach_app.exchange.planting import places, put, refused

EMPTY: dict[str, list[Any]] = {name: [] for name in schema.TABLES}
PROJECT = {"id": "P", "name": "Invented", "timezone": "Europe/London", "areas": ["docks"]}


def text_of(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def alone(data: bytes, kind: str) -> str:
    found = refused(data)
    assert [each.kind for each in found.problems] == [kind]
    return found.problems[0].line()


def test_over_100_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    big = tmp_path / "big.json"
    with big.open("wb") as file:
        file.truncate(schema.LIMIT_BYTES + 1)
    with pytest.raises(ExchangeRefused) as caught:
        read_and_check(big, shipped(), NOW)
    assert [each.kind for each in caught.value.problems] == ["E-SIZE"]
    assert "104857601" in caught.value.problems[0].line()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile):
        read_and_check(tmp_path / "none.json", shipped(), NOW)


def test_windows_1252_names_the_first_byte(sample: dict[str, Any]) -> None:
    sample["persons"][0]["alias"] = "Zoë"
    raw = json.dumps(sample, ensure_ascii=False).encode("cp1252")
    line = alone(raw, "E-ENCODING")
    assert f"Byte {raw.index(0xEB)} " in line
    assert "UTF-8" in line


def test_a_bad_byte_behind_the_first_megabyte() -> None:
    raw = text_of({"project": PROJECT, **EMPTY}) + b" " * (1 << 20) + "ë".encode() + b"\xff"
    assert f"Byte {len(raw) - 1} " in alone(raw, "E-ENCODING")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_named(encoding: str) -> None:
    raw = json.dumps({"project": PROJECT, **EMPTY}).encode(encoding)
    assert "UTF-16" in alone(raw, "E-ENCODING")


def test_a_mark_at_the_beginning_is_welcome() -> None:
    raw = b"\xef\xbb\xbf" + text_of({"project": PROJECT, **EMPTY})
    assert read_and_check(raw, shipped(), NOW).project["id"] == "P"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b'{"project": {} // note\n}', "line 1, column 16"),
        (b'{"project": {"id": NaN}}', "NaN"),
        (b'{"needs": [1, -Infinity]}', "-Infinity"),
        (b'{"needs": [],}', "line 1, column 14"),
        (b'{\n "needs" []}', "line 2, column 10"),
        (b'{"needs": []} {}', "after the end"),
        (b'{"needs": [{"id": "A\n"}]}', "line 1"),
        (b"[" * 5, None),
        (b'{"needs": [' + b"[" * 19 + b"]" * 19 + b"]}", "nested"),
        (b'{"project": ' + b'{"a":' * 100_000, "nested"),
    ],
)
def test_what_is_not_json(raw: bytes, words: str | None) -> None:
    if words is None:
        assert "[E-TOP]" in alone(raw, "E-TOP")
    else:
        assert words in alone(raw, "E-JSON")


def test_twenty_levels_are_allowed() -> None:
    deep = b'{"needs": [' + b"[" * 18 + b"]" * 18 + b"]}"
    assert {each.kind for each in refused(deep).problems} == {"E-TYPE", "E-TABLE"}


def test_a_file_that_breaks_off_names_the_last_complete_row(sample: dict[str, Any]) -> None:
    raw = text_of(sample)
    cut = raw.index(b'"CON-0113"')
    place = next(n for n, r in enumerate(sample["contacts"], 1) if r["id"] == "CON-0113")
    before = sample["contacts"][place - 2]["id"]
    line = alone(raw[: cut + 30], "E-JSON")
    assert f"ends inside table contacts after row {place - 1} ({before})" in line


def test_every_cut_is_called_a_cut() -> None:
    """Wherever a file breaks off, be it inside a word, an escape or a character."""
    row = {"id": "NED-é", "x": [True, None, -1.5e3, "a\u00e9\U0001f600\n"]}
    raw = json.dumps({"needs": [row, row], "cases": []}, ensure_ascii=False).encode()
    escaped = json.dumps({"needs": [row, row], "cases": []}).encode()
    for text in (raw, escaped):
        for end in range(1, len(text)):
            found = refused(text[:end])
            assert [each.kind for each in found.problems] == ["E-JSON"], text[:end]
            assert "ends" in found.problems[0].line(), text[:end]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"project": [1]}, ("project", "E-TOP")),
        ({"project": None}, ("project", "E-TOP")),
        ({"contacts": {}}, ("contacts", "E-TOP")),
        ({"contacts": None}, ("contacts", "E-TOP")),
        ({"visits": []}, ("visits", "E-TABLE")),
        ({"format": "other"}, ("", "E-VERSION")),
        ({"format_version": 2}, ("", "E-VERSION")),
        ({"format_version": "1"}, ("", "E-VERSION")),
        ({"format_version": [1]}, ("", "E-VERSION")),
    ],
)
def test_the_top_object(change: dict[str, Any], expected: tuple[str, str]) -> None:
    found = refused({"project": PROJECT, **EMPTY, **change})
    assert [(each.table, each.kind) for each in found.problems] == [expected]


def test_a_newer_version_is_called_newer() -> None:
    line = refused({"project": PROJECT, **EMPTY, "format_version": 7}).problems[0].line()
    assert "newer program" in line


def test_a_missing_table_is_not_an_empty_one() -> None:
    left: dict[str, Any] = {name: [] for name in EMPTY if name not in {"needs", "cases"}}
    assert places(refused(left)) == [
        ("project", 0, "", "E-TABLE"),
        ("cases", 0, "", "E-TABLE"),
        ("needs", 0, "", "E-TABLE"),
    ]


def test_a_test_bundle_is_recognised() -> None:
    line = alone(SAMPLE.read_bytes(), "E-TABLE")
    assert "this is a test bundle; import its data object" in line


def test_keys_twice_are_found_at_every_depth(sample: dict[str, Any]) -> None:
    raw = text_of(sample)
    raw = raw.replace(b'"path": "warn_only"', b'"path": "warn_only", "path": "warn_only"', 1)
    raw = raw.replace(b'"timezone"', b'"id": "RAVEL", "timezone"', 1)
    raw = raw[:-1] + b', "needs": []}'
    found = refused(raw)
    assert [each.kind for each in found.problems] == ["E-DUPKEY"] * 3
    where = [(each.table, each.field) for each in found.problems]
    assert where[0] == ("project", "id")
    assert where[1][1].endswith("].path")
    assert where[2] == ("needs", "")


def test_the_project_may_stand_last() -> None:
    row = {"id": "ENF-1", "kind": "dispersal", "on": "2025-10-01", "area": "docks"}
    raw = text_of({**EMPTY, "enforcement_events": [row], "project": PROJECT})
    assert len(read_and_check(raw, shipped(), NOW).rows["enforcement_events"]) == 1


def test_now_is_the_clock_that_was_handed_in(sample: dict[str, Any]) -> None:
    early = datetime(2025, 12, 1, tzinfo=UTC)
    found = refused(sample, now=early)
    assert set(found.kinds) == {"E-FUTURE"}
    assert "2025-12-01T00:00:00Z" in found.problems[0].line()


def test_lines_read_as_they_should(sample: dict[str, Any]) -> None:
    row = sample["contacts"][56]["id"]
    put("contacts", 57, setting="street_bus")(sample)
    sample["incidents"][8]["path_events"].append(
        {"on": "2025-10-14", "path": "undecided", "recorded_at": "2025-10-13T12:00Z"}
    )
    assert refused(sample).lines() == (
        (
            f'contacts, row 57 ({row}), setting: "street_bus" is not in list contact_setting.'
            " Nearest: street_van. [E-CODE]"
        ),
        (
            "incidents, row 9 (INR-04), path_events[2].recorded_at: 2025-10-13 is before the day"
            " it records, 2025-10-14. [E-ORDER]"
        ),
        "2 problems. Nothing was imported.",
    )


def test_private_values_are_never_said(sample: dict[str, Any]) -> None:
    secret = "Zanzibar\x07; \ud800" + "Q" * 30_000
    put("persons", 1, alias=secret)(sample)
    put("incidents", 1, place_exact=secret, private_note=secret)(sample)
    put("blocked_disclosures", 1, reason=secret)(sample)
    sample["safeguarding"][1]["status_events"][0]["note"] = secret
    said = "\n".join(refused(sample).lines())
    assert "Zanzibar" not in said
    assert "QQQ" not in said


def test_what_is_said_cannot_play_with_a_terminal(sample: dict[str, Any]) -> None:
    put("contacts", 1, setting="\x1b[2J\u202estreet", **{"\x1b]0;x\x07": 1})(sample)
    said = "\n".join(refused(sample).lines())
    assert said.isprintable() or set(said) - {"\n"} == {c for c in said if c.isprintable()}


def test_a_hundred_thousand_problems_are_counted_and_500_listed() -> None:
    rows = [
        {"id": f"ENF-{n}", "kind": f"riot{n}", "on": "2025-13-01"} for n in range(50_000, 0, -1)
    ]
    found = refused({"project": PROJECT, **EMPTY, "enforcement_events": rows})
    assert found.total == 100_000
    assert dict(found.kinds) == {"E-CODE": 50_000, "E-DATE": 50_000}
    assert len(found.problems) == LISTED
    assert [each.row for each in found.problems] == [n for n in range(1, 251) for _ in "ab"]
    assert found.lines()[-1] == "100000 problems. Nothing was imported."


def test_problems_of_one_step_do_not_hide_others(sample: dict[str, Any]) -> None:
    put("contacts", 3, setting="bus", voided_at="2025-12-01T10:00Z", session_id="SES-999")(sample)
    del sample["partner_reports"]
    kinds = refused(sample).kinds
    assert set(kinds) == {"E-CODE", "E-PAIR", "E-REF", "E-TABLE"}


@pytest.mark.parametrize("rest", [b" t", b" n", b" .", b" -"])
def test_what_follows_the_end_is_not_a_cut(rest: bytes) -> None:
    assert "after the end" in alone(b'{"needs": []}' + rest, "E-JSON")


def test_windows_do_not_show() -> None:
    """Rows, numbers and words may lie across the border of what is read at once."""
    rows = [
        {"id": f"ENF-{n}", "kind": "dispersal", "on": "2025-10-01", "officers": 12, "source": "é" * (n % 97 + 1)}
        for n in range(12_000)
    ]  # fmt: skip
    raw = text_of({"project": PROJECT, **EMPTY, "enforcement_events": rows})
    assert len(raw) > 2 << 20
    found = read_and_check(raw, shipped(), NOW).rows["enforcement_events"]
    assert [(row["id"], row["source"]) for row in found] == [(r["id"], r["source"]) for r in rows]
    broken = raw.replace(b'"id": "ENF-11999"', b'"id": !', 1)
    assert f"column {broken.decode().index('!') + 1}." in alone(broken, "E-JSON")


def test_a_key_that_stands_twice_is_said_in_a_line() -> None:
    data = b'{"project":{"id":"A","id":"B","name":"A","timezone":"Europe/London","areas":["a"]}}'
    with pytest.raises(ExchangeRefused) as refusal:
        read_and_check(data, shipped(), NOW)
    assert any(line.endswith("[E-DUPKEY]") and '"id"' in line for line in refusal.value.lines())
