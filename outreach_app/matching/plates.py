"""Registrations as people remember them, compared place by place.

``?`` stands for one character not seen, ``*`` for any number of them. Characters that are easily
read for one another (list ``plate_rule``, ``confuse_…``) agree. Rules: exchange format, 9.3.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["full", "part", "half", "few", "swapped", "different", "nothing"]

_GAP: Final = "?"
_RUN: Final = "*"
_MARKS: Final = re.compile(r"[^0-9A-Z?*]+")
_DOTS: Final = re.compile(r"\.{2,}|_{2,}")
# A current plate: two letters, two digits, three letters. Its first half alone says where and when
# a car was first registered, and thousands share it.
_HALF: Final = re.compile(r"[A-Z?]{2}[0-9?]{2}")
_USUAL_LENGTH: Final = 7
_LAST: Final = 3
# Fewer characters than this are never a whole registration.
_LEAST_WHOLE: Final = 4
_LIKELY: Final = 4
_LEAST: Final = 2
_NEARLY: Final = 5


@dataclass(frozen=True, slots=True)
class Plate:
    """A registration made ready. `head` stands before an unknown run, `tail` after it.

    `tail` is None when there is no unknown run: then `head` is all of it. `heads` and `tails` are
    the same with every character read as the first of those it is taken for.
    """

    head: str
    tail: str | None
    heads: str
    tails: str

    @property
    def whole(self) -> bool:
        """Tell whether every character is there and known."""
        return self.tail is None and _GAP not in self.head and len(self.head) >= _LEAST_WHOLE


@dataclass(frozen=True, slots=True)
class PlateFound:
    """How two registrations compare.

    `agree` counts known places that agree, `wrong` those that do not, `read_as` names pairs that
    agree only as a misreading, `swapped` the two neighbours that changed places.
    """

    kind: Kind
    agree: int = 0
    read_as: tuple[tuple[str, str], ...] = ()
    swapped: str = ""
    wrong: int = 0

    @property
    def nearly(self) -> bool:
        """Tell whether all but one of at least six known places agree: one slip of memory."""
        return self.wrong == 1 and self.agree >= _NEARLY


_NOTHING: Final = PlateFound("nothing")
_DIFFERENT: Final = PlateFound("different")


@dataclass(frozen=True, slots=True)
class Reading:
    """Which characters are taken for which: each one to the first of its set."""

    same: Mapping[int, str]

    def of(self, text: str) -> str:
        """Return a text with every character read as the first of its set."""
        return text.translate(self.same)


def reading(sets: Iterable[str]) -> Reading:
    """Make a reading of sets of characters that are easily taken for one another."""
    same: dict[int, str] = {}
    for each in sets:
        first = min(each)
        same.update({ord(one): same.get(ord(one), first) for one in each})
    return Reading(same)


def read(said: str | None, rule: Reading, *, typing: bool = False) -> Plate | None:
    """Read a registration as said; None when there is nothing in it to compare.

    `typing` tells that more characters may follow.
    """
    plain = unicodedata.normalize("NFKD", said or "").upper()
    text = _MARKS.sub("", _DOTS.sub(_RUN, plain))
    head, run, tail = text.partition(_RUN)
    tail = tail.replace(_RUN, "")
    if not run and ((typing and len(head) < _USUAL_LENGTH) or _is_half(head)):
        run = _RUN
    if not head.strip(_GAP) and not tail.strip(_GAP):
        return None
    return Plate(head, tail if run else None, rule.of(head), rule.of(tail) if run else "")


def _is_half(text: str) -> bool:
    """Tell whether somebody remembered the first half and said so by stopping there."""
    return _HALF.fullmatch(text) is not None


def compare(one: Plate, other: Plate) -> PlateFound:
    """Compare two registrations."""
    pairs = _aligned(one, other)
    if pairs is None:
        return _NOTHING if _begins_or_ends(one, other) else _DIFFERENT
    agree, last, wrong = 0, 0, []
    read_as = []
    for place, (a, b, is_last) in enumerate(pairs):
        if _GAP in (a[1], b[1]):
            continue
        if a[1] != b[1]:
            wrong.append(place)
            continue
        agree += 1
        last += is_last
        if a[0] != b[0]:
            read_as.append((a[0], b[0]))
    if wrong:
        return _swapped(pairs, wrong, agree)
    if one.whole and other.whole:
        return PlateFound("full" if agree > _LAST else "few", agree, tuple(read_as))
    kind: Kind = "nothing"
    if agree >= _LIKELY:
        kind = "part" if last else "half"
    elif agree >= _LEAST:
        kind = "few"
    return PlateFound(kind, agree, tuple(read_as))


Place = tuple[tuple[str, str], tuple[str, str], bool]


def _aligned(one: Plate, other: Plate) -> list[Place] | None:
    """Lay two registrations beside each other; None when their lengths cannot be the same."""
    if one.tail is not None and other.tail is None:
        turned = _aligned(other, one)
        return turned and [(b, a, last) for a, b, last in turned]
    if one.tail is None:
        if other.tail is None:
            if len(one.head) != len(other.head):
                return None
            length = len(one.head)
            return list(_side(one, other, 0, length, length))
        return _open(one, other)
    length = min(len(one.head), len(other.head))
    found = list(_side(one, other, 0, length, _USUAL_LENGTH))
    back = min(len(one.tail or ""), len(other.tail or ""))
    return found + list(_back(one, other, back))


def _open(closed: Plate, run: Plate) -> list[Place] | None:
    length, tail = len(closed.head), run.tail or ""
    if len(run.head) + len(tail) > length:
        return None
    found = list(_side(closed, run, 0, len(run.head), length))
    for step in range(len(tail), 0, -1):
        mine = (closed.head[-step], closed.heads[-step])
        found.append((mine, (tail[-step], run.tails[-step]), step <= _LAST))
    return found


def _side(one: Plate, other: Plate, start: int, end: int, length: int) -> Iterator[Place]:
    for place in range(start, end):
        a = (one.head[place], one.heads[place])
        b = (other.head[place], other.heads[place])
        yield a, b, place >= length - _LAST


def _back(one: Plate, other: Plate, count: int) -> Iterator[Place]:
    mine, theirs = one.tail or "", other.tail or ""
    for step in range(count, 0, -1):
        a = (mine[-step], one.tails[-step])
        yield a, (theirs[-step], other.tails[-step]), step <= _LAST


def _swapped(pairs: list[Place], wrong: list[int], agree: int) -> PlateFound:
    """Tell two neighbours that changed places from a registration that is another one."""
    if len(wrong) == _LEAST and wrong[1] == wrong[0] + 1 and agree >= _LEAST:
        (a, b, _), (c, d, _) = pairs[wrong[0]], pairs[wrong[1]]
        if a[1] == d[1] and b[1] == c[1]:
            return PlateFound("swapped", agree + 2, (), f"{a[0]}{c[0]}")
    return PlateFound("different", agree, wrong=len(wrong))


def _begins_or_ends(one: Plate, other: Plate) -> bool:
    """Tell whether one may only lack its beginning or its end: then nothing speaks against it."""
    if one.tail is not None or other.tail is not None:
        return False
    short, long = sorted((one.heads, other.heads), key=len)
    return _fits(short, long[: len(short)]) or _fits(short, long[-len(short) :])


def _fits(one: str, other: str) -> bool:
    return all(a == b or _GAP in (a, b) for a, b in zip(one, other, strict=True))
