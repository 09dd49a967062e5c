"""Measured text: runs of words broken into lines that fit a width. Nothing is ever cut off."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reportlab.pdfbase import pdfmetrics

from outreach_app.reports.pdf_style import Face, Shade, font

# Lengths are sums of floating widths: a hair decides nothing.
_HAIR = 0.01
_BREAK_AFTER = "-/–_,"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one face, size and grey; `rise` lifts them, `gap` is extra space before them."""

    text: str
    size: float
    face: Face = Face.REGULAR
    shade: Shade = Shade.BLACK
    rise: float = 0.0
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A run at its distance from the beginning of the line."""

    x: float
    run: Run


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text and its measured width."""

    runs: tuple[Placed, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines under one another, `leading` apart."""

    lines: tuple[Line, ...]
    leading: float
    size: float

    @property
    def height(self) -> float:
        """The height of all lines together."""
        return len(self.lines) * self.leading

    @property
    def width(self) -> float:
        """The width of the longest line."""
        return max((line.width for line in self.lines), default=0.0)

    def baseline(self, index: int) -> float:
        """Return how far below the top line `index` stands; capitals are in the middle."""
        return (index + 0.5) * self.leading + 0.357 * self.size


@lru_cache(maxsize=4096)
def _measure(text: str, face: Face, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, font(face), size))


def width_of(run: Run) -> float:
    """Return the width of a run on one line, without its gap."""
    return _measure(run.text, run.face, run.size)


def longest_word(runs: Sequence[Run]) -> float:
    """Return the width of the longest word that has no place to break."""
    return max((sum(width_of(part) for part in word) for word in _words(runs)), default=0.0)


def clean(text: str) -> str:
    """Return text with tabs and line ends as spaces and without signs that cannot be seen."""
    spaced = "".join(" " if sign in "\t\n\r\v\f\u2028\u2029" else sign for sign in text)
    return "".join(sign for sign in spaced if sign == " " or sign.isprintable() or sign == "\u00a0")


def _words(runs: Sequence[Run]) -> list[list[Run]]:
    """Split runs at spaces; what touches across two runs stays one word."""
    words: list[list[Run]] = []
    open_word = False
    for run in runs:
        first = True
        for index, piece in enumerate(clean(run.text).split(" ")):
            if index:
                open_word = False
            if not piece:
                continue
            part = replace(run, text=piece, gap=run.gap if first else 0.0)
            first = False
            if open_word and not part.gap:
                words[-1].append(part)
            else:
                words.append([part])
            open_word = True
    return words


def _broken(word: list[Run], width: float) -> list[list[Run]]:
    """Break a word that is wider than a whole line, after a hyphen where there is one."""
    pieces: list[list[Run]] = []
    current: list[Run] = []
    used = 0.0
    for part in word:
        rest = part.text
        while rest:
            fits = _fitting(replace(part, text=rest), width - used)
            if fits == 0 and not current:
                fits = 1  # a column narrower than one letter: the letter wins
            if fits:
                current.append(replace(part, text=rest[:fits]))
                used += width_of(current[-1])
                rest = rest[fits:]
            if rest:
                pieces.append(current)
                current, used = [], 0.0
    if current:
        pieces.append(current)
    return pieces


def _fitting(run: Run, width: float) -> int:
    """Return how many letters of the run fit, stepping back to a hyphen in the second half."""
    count = len(run.text)
    while count and _measure(run.text[:count], run.face, run.size) > width + _HAIR:
        count -= 1
    if count == len(run.text):
        return count
    for index in range(count, count // 2, -1):
        if run.text[index - 1] in _BREAK_AFTER:
            return index
    return count


def _word_width(word: Sequence[Run]) -> float:
    return sum(width_of(part) for part in word)


def _space_before(word: Sequence[Run], previous: Run) -> float:
    return _measure(" ", previous.face, previous.size) + word[0].gap


def wrap(runs: Sequence[Run], width: float, leading: float) -> Setting:
    """Return the runs as lines no wider than `width`; every letter is on one of them."""
    size = max((run.size for run in runs), default=leading)
    lines: list[Line] = []
    current: list[Placed] = []
    used = 0.0

    def finish() -> None:
        nonlocal current, used
        if current:
            lines.append(Line(_joined(current), used))
        current, used = [], 0.0

    for word in _words(runs):
        needed = _word_width(word)
        if current:
            space = _space_before(word, current[-1].run)
            if used + space + needed <= width + _HAIR:
                used = _append(current, word, used + space)
                continue
            finish()
        for piece in _broken(word, width) if needed > width + _HAIR else [word]:
            if current:
                finish()
            used = _append(current, piece, 0.0)
    finish()
    return Setting(tuple(lines), leading, size)


def _append(line: list[Placed], word: Sequence[Run], at: float) -> float:
    for part in word:
        line.append(Placed(at, part))
        at += width_of(part)
    return at


def _joined(parts: Sequence[Placed]) -> tuple[Placed, ...]:
    """Join neighbours of one look, so that a line is read back as words and not as fragments."""
    joined: list[Placed] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last is None or part.run.gap or not _same_look(last.run, part.run):
            joined.append(part)
            continue
        touching = abs(last.x + width_of(last.run) - part.x) < _HAIR
        text = last.run.text + ("" if touching else " ") + part.run.text
        joined[-1] = Placed(last.x, replace(last.run, text=text))
    return tuple(joined)


def _same_look(one: Run, other: Run) -> bool:
    return (one.face, one.size, one.shade, one.rise) == (
        other.face,
        other.size,
        other.shade,
        other.rise,
    )
