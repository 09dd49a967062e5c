"""Laws of wrapping and of the flow over pages, and the scale of charts."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.reports.axis import scale
from outreach_app.reports.pdf_flow import Piece, Room, paginate
from outreach_app.reports.pdf_pen import Pen
from outreach_app.reports.pdf_style import Face
from outreach_app.reports.pdf_text import Run, clean, width_of, wrap

LETTERS = st.text(st.sampled_from("abc XY-/1é–"), max_size=60)


def nothing(pen: Pen, x: float, y: float) -> None:
    """Draw nothing."""


@given(st.lists(LETTERS, min_size=1, max_size=3), st.floats(30, 300))
def test_wrapping_loses_no_letter_and_keeps_to_the_width(texts: list[str], width: float) -> None:
    runs = [
        Run(text, 9.0, face)
        for text, face in zip(texts, (Face.BOLD, Face.REGULAR, Face.BOLD), strict=False)
    ]
    setting = wrap(runs, width, 11.0)
    kept = "".join(placed.run.text for line in setting.lines for placed in line.runs)
    assert kept.replace(" ", "") == "".join(texts).replace(" ", "")
    for line in setting.lines:
        assert line.width <= width + 0.05
        for placed in line.runs:
            assert placed.x + width_of(placed.run) <= line.width + 0.05


def test_a_hard_space_is_never_a_break() -> None:
    setting = wrap((Run("aaa 65\u00a0% bbb", 9.0),), width_of(Run("aaa 65", 9.0)) + 1, 11.0)
    texts = [placed.run.text for line in setting.lines for placed in line.runs]
    assert "65\u00a0%" in " ".join(texts)


def test_a_word_is_broken_after_a_hyphen() -> None:
    width = width_of(Run("Needle-and-s", 9.0))
    setting = wrap((Run("Needle-and-syringe", 9.0),), width, 11.0)
    assert setting.lines[0].runs[0].run.text == "Needle-and-"


def test_a_column_narrower_than_a_letter_still_keeps_all_letters() -> None:
    setting = wrap((Run("ab", 9.0), Run("c", 9.0, gap=2.0)), 1.0, 11.0)
    assert ["".join(placed.run.text for placed in line.runs) for line in setting.lines] == list(
        "abc"
    )


def test_unseen_signs_are_left_out() -> None:
    assert clean("a\tb\nc\x00d\u200be\u00a0f") == "a b cde\u00a0f"


PIECES = st.lists(
    st.builds(
        Piece,
        height=st.floats(1, 90),
        draw=st.just(nothing),
        before=st.floats(0, 12),
        keep=st.booleans(),
        repeat=st.none() | st.just(Piece(9.0, nothing)),
    ),
    max_size=60,
)


@given(PIECES)
def test_the_flow_keeps_order_and_keeps_inside(pieces: list[Piece]) -> None:
    room = Room(first_top=20, top=40, bottom=240)
    pages = paginate(pieces, room)
    flat = [place.piece for page in pages for place in page]
    repeats = {id(piece.repeat) for piece in pieces if piece.repeat}
    assert [id(piece) for piece in flat if id(piece) not in repeats] == [id(one) for one in pieces]
    for number, page in enumerate(pages):
        if page:
            assert page[0].y >= (room.top if number else room.first_top)
            assert page[-1].y + page[-1].piece.height <= room.bottom + 0.02
        for upper, lower in pairwise(page):
            assert upper.y + upper.piece.height <= lower.y + 0.02


def test_what_is_tied_moves_together_and_a_chain_too_long_is_let_go() -> None:
    room = Room(0, 0, 100)
    first = Piece(70, nothing)
    head = Piece(20, nothing, keep=True)
    row = Piece(20, nothing)
    assert [len(page) for page in paginate([first, head, row], room)] == [1, 2]
    chain = [Piece(40, nothing, keep=True) for _ in range(5)]
    assert [len(page) for page in paginate(chain, room)] == [2, 2, 1]


@given(st.integers(0, 2_000_000))
def test_the_axis_reaches_the_highest_value_with_at_most_five_lines(top: int) -> None:
    step, steps = scale(top)
    assert step * steps >= top
    assert 1 <= steps <= 4
    assert step * steps <= max(4, top * 2)


def test_the_axis_is_close_to_the_highest_value() -> None:
    assert scale(134) == (50, 3)
    assert scale(11) == (3, 4)
    assert scale(0) == (1, 1)
