"""The law of part 8: JSON to workbook to JSON gives equal data, the very same bytes."""

import copy
from collections.abc import Callable
from itertools import count
from typing import Any

from hypothesis import given, settings

from outreach_app.bootstrap import Desk
from outreach_app.exchange.exporting import export, export_book
from tests.outreach_app.exchange.book.sheets import as_book, as_json, changed, checked, rezipped
from tests.outreach_app.exchange.moving import bring_in
from tests.outreach_app.exchange.strategies import casebooks

MakeDesk = Callable[..., Desk]
_numbers = count()


def test_the_sample_comes_back_through_a_workbook(
    make_desk: MakeDesk, sample: dict[str, Any]
) -> None:
    first, second = make_desk("first"), make_desk("second")
    bring_in(first, sample)
    bring_in(second, first.do(export_book))
    assert second.do(export) == first.do(export)


def _bare(value: Any) -> Any:
    """Return a checked row without lists that hold nothing."""
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items() if v not in ((), {})}
    return tuple(_bare(each) for each in value) if isinstance(value, tuple) else value


@settings(max_examples=25, deadline=None)
@given(data=casebooks())
def test_both_forms_say_the_same(data: dict[str, Any]) -> None:
    book, straight = checked(as_book(data)), checked(as_json(data))
    assert book.project == straight.project
    for name, rows in straight.rows.items():
        assert [_bare(row) for row in book.rows[name]] == [_bare(row) for row in rows]


@settings(max_examples=2, deadline=None)
@given(data=casebooks())
def test_any_casebook_comes_back_through_a_workbook(
    make_desk: MakeDesk, data: dict[str, Any]
) -> None:
    first, second = (make_desk(f"book-{next(_numbers)}") for _ in "ab")
    bring_in(first, data)
    once, book = first.do(export), first.do(export_book)
    bring_in(second, book)
    again = second.do(export)
    first.close()
    second.close()
    assert again == once


def test_odd_words_come_back_sign_for_sign(few: dict[str, Any]) -> None:
    odd = ("=1+1", "+44", "-x", "@home", " edges ", "a_x0041_b", "0077", "\u00a0nbsp", "\ufffe")
    person = few["persons"][0]
    few["persons"] += [{**person, "id": f"ODD-{n}", "alias": alias} for n, alias in enumerate(odd)]
    note = "first\nsecond\tthird\n\n last "
    few["incidents"][0] |= {"private_note": note, "place_exact": " 7 "}
    through = checked(as_book(few))
    straight = checked(as_json(few))
    assert [row["alias"] for row in through.rows["persons"]] == [
        row["alias"] for row in straight.rows["persons"]
    ]
    assert through.rows["incidents"][0]["private_note"] == note
    assert through.rows["incidents"][0]["place_exact"] == " 7 "


def test_another_program_may_save_it_in_between(few: dict[str, Any]) -> None:
    book = as_book(few)
    again = changed(book, lambda _: None)
    assert checked(again).rows == checked(book).rows


def test_yes_and_no_saved_as_formulas_are_yes_and_no(sample: dict[str, Any]) -> None:
    """LibreOffice saves every plain TRUE as =TRUE()."""
    met: list[int] = []

    def saved(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/worksheets/"):
            return part
        for value, word in ((b"1", b"TRUE"), (b"0", b"FALSE")):
            plain = b't="b"><v>' + value + b"</v>"
            met.append(part.count(plain))
            formula = b't="b"><f aca="false">' + word + b"()</f><v>" + value + b"</v>"
            part = part.replace(plain, formula)
        return part

    book = as_book(sample)
    assert checked(rezipped(book, saved)).rows == checked(book).rows
    assert sum(met)


def test_rows_may_have_gaps_between_them(few: dict[str, Any]) -> None:
    def spread(book: Any) -> None:
        book["contacts"].insert_rows(3, 5)
        book["contact_supplies"].insert_rows(2, 2)
        book["persons"].cell(40, 1, "PER-prepared")

    book = as_book(few)
    assert checked(changed(book, spread)).rows == checked(book).rows


def test_values_of_a_workbook_are_never_formulas(few: dict[str, Any]) -> None:
    data = copy.deepcopy(few)
    data["persons"][0]["alias"] = "=HYPERLINK()"
    kinds: list[str] = []
    changed(as_book(data), lambda book: kinds.append(book["persons"]["B2"].data_type))
    assert kinds
    assert "f" not in kinds
