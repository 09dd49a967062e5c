"""Who else is named in a block: colleagues, who stay out unless it was decided otherwise."""

from dataclasses import dataclass

from sqlalchemy import select

from models.project import Staff
from outreach_app.casework.own_copy.tokens import runs
from outreach_app.work import Work

COLLEAGUE = "colleague"


@dataclass(frozen=True, slots=True)
class Find:
    """A place in the text of a block, from `start` to `end`, that is about somebody else.

    `kind` has its words in ``own_copy.find``. What does not `block` may be an ordinary word.
    """

    kind: str
    words: str
    start: int
    end: int
    blocks: bool = True


def colleagues(work: Work) -> tuple[str, ...]:
    """Return what colleagues are called: their names, each part of them, and their codes."""
    found: list[str] = []
    for name, sign_in, code in work.session.execute(
        select(Staff.name, Staff.sign_in_name, Staff.code)
    ):
        found += [name or "", *(name or "").split(), sign_in or "", code]
    return tuple(dict.fromkeys(each for each in found if len(each) > 1))


def of_colleagues(text: str, names: tuple[str, ...]) -> list[Find]:
    """Find colleagues in a text; a name in small letters may be an ordinary word."""
    return [
        Find(COLLEAGUE, text[start:end], start, end, text[start:end] != text[start:end].lower())
        for name in names
        for start, end in runs(text, name)
    ]
