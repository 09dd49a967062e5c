"""The copy somebody gets of their own record: to read, with its letter, and as a data file.

Written from what is given and from nothing else: a block that is kept back, and what was taken out
of one, is never handed to this module, so that it can stand in no byte of it.
"""

import base64
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

from outreach_app.reports.days import day_text
from outreach_app.reports.outgoing_page import Leaf, Made
from outreach_app.words import lookup, say

FORMAT: Final = "casebook-own-copy"
VERSION: Final = 1
# ZIP files ask for a moment; this one says nothing.
_NO_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
_ENDINGS: Final = {"image/png": "png", "image/jpeg": "jpg", "application/pdf": "pdf"}
# Letters that bring no copy.
LETTERS: Final = ("nothing_held", "refused", "extended", "neither")


@dataclass(frozen=True, slots=True)
class Piece:
    """One block as it is given: what, when, the words that may be given, perhaps by whom."""

    title: str
    day: date | None
    text: str
    by: str = ""
    form: bytes | None = None
    media: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The pieces of one kind. One without any is not written: it says neither none nor withheld."""

    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """A copy as it is handed over. `reasons` are the words for why something was left out."""

    reference: str
    asked_on: date
    made_on: date
    parts: tuple[Part, ...]
    reasons: tuple[str, ...] = ()


def written(copy: OwnCopy) -> Made:
    """Return letter and copy as one PDF, with every word that stands in it."""
    leaf = Leaf(say("own_copy.letter.title"), (_reference(copy),))
    _letter(leaf, copy)
    _record(leaf, copy)
    return leaf.write()


def letter(kind: str, asked_on: date, today: date, due: date | None = None) -> Made:
    """Return a letter that brings no copy; `kind` is one of `LETTERS`. It names nobody."""
    words = f"own_copy.letter.{kind}"
    leaf = Leaf(say(f"{words}.title")).head()
    leaf.put(day_text(today))
    for text in lookup(f"{words}.texts"):
        leaf.put(text.format(asked=day_text(asked_on), due=day_text(due) if due else ""))
    return _complaints(leaf).write()


def packed(copy: OwnCopy, paper: Made) -> bytes:
    """Return letter, copy and data file in one ZIP; equal bytes for equal copies.

    `paper` is what `written` made of the same copy.
    """
    members: list[tuple[str, bytes]] = [
        ("letter-and-copy.pdf", paper.data),
        ("copy.json", data_file(copy)),
    ]
    for number, piece in enumerate(_forms(copy), 1):
        members.append((f"form-{number}.{_ENDINGS.get(piece.media, 'bin')}", piece.form or b""))
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, data in members:
            entry = zipfile.ZipInfo(name, _NO_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            whole.writestr(entry, data)
    return target.getvalue()


def data_file(copy: OwnCopy) -> bytes:
    """Return the copy as JSON: sections, and in each what, when, and the lines that were given."""
    members = {
        "format": FORMAT,
        "version": VERSION,
        "reference": copy.reference,
        "asked_on": copy.asked_on.isoformat(),
        "made_on": copy.made_on.isoformat(),
        "left_out": list(copy.reasons),
        "sections": [
            {
                "title": part.title,
                "items": [
                    {
                        "what": piece.title,
                        "day": piece.day.isoformat() if piece.day else None,
                        "lines": piece.text.splitlines(),
                        **({"written_by": piece.by} if piece.by else {}),
                        **(
                            {"form": base64.b64encode(piece.form).decode(), "media": piece.media}
                            if piece.form
                            else {}
                        ),
                    }
                    for piece in part.pieces
                ],
            }
            for part in copy.parts
        ],
    }
    return (json.dumps(members, ensure_ascii=False, indent=1) + "\n").encode()


def _forms(copy: OwnCopy) -> list[Piece]:
    return [piece for part in copy.parts for piece in part.pieces if piece.form]


def _reference(copy: OwnCopy) -> str:
    return say("own_copy.paper.reference", reference=copy.reference, day=day_text(copy.made_on))


def _letter(leaf: Leaf, copy: OwnCopy) -> None:
    leaf.head().put(_reference(copy))
    leaf.put(say("own_copy.letter.opening", asked=day_text(copy.asked_on)))
    leaf.put(say("own_copy.letter.what"))
    leaf.put(_left_out("own_copy.letter", copy))
    leaf.put(say("own_copy.letter.why_title"), bold=True)
    for text in lookup("own_copy.letter.why"):
        leaf.put(text)
    leaf.put(say("own_copy.letter.rights_title"), bold=True)
    _listed(leaf, lookup("own_copy.letter.rights"))
    _complaints(leaf)
    leaf.put(say("own_copy.paper.keep_safe"))


def _complaints(leaf: Leaf) -> Leaf:
    leaf.put(say("own_copy.letter.complain_title"), bold=True)
    _listed(leaf, lookup("own_copy.letter.complain"))
    return leaf.put(say("own_copy.letter.ask"))


def _left_out(words: str, copy: OwnCopy) -> str:
    if not copy.reasons:
        ending = "nothing_left_out" if words.endswith("letter") else "left_out_none"
        return say(f"{words}.{ending}")
    return say(f"{words}.left_out", reasons="; ".join(copy.reasons).lower())


def _listed(leaf: Leaf, texts: Sequence[str]) -> None:
    for text in texts:
        leaf.put("– " + text, before=2.0)


def _record(leaf: Leaf, copy: OwnCopy) -> None:
    leaf.rule().put(say("own_copy.paper.title"), size=18.0, bold=True, before=8.0)
    leaf.put(
        say(
            "own_copy.paper.opening",
            day=day_text(copy.made_on),
            asked=day_text(copy.asked_on),
        )
    )
    leaf.put(_left_out("own_copy.paper", copy)).put(say("own_copy.paper.marked"))
    numbers = iter(range(1, len(_forms(copy)) + 1))
    for part in copy.parts:
        leaf.rule(0.6).put(part.title, size=14.0, bold=True)
        for piece in part.pieces:
            title = piece.title
            if piece.day:
                title = say("own_copy.paper.day", title=title, day=day_text(piece.day))
            leaf.put(title, bold=True, before=8.0)
            for line in piece.text.splitlines():
                leaf.put(line, before=1.0)
            if piece.form:
                name = f"form-{next(numbers)}.{_ENDINGS.get(piece.media, 'bin')}"
                leaf.put(say("own_copy.paper.form", name=name), before=1.0)
            if piece.by:
                leaf.put(say("own_copy.paper.by", who=piece.by), before=1.0)
