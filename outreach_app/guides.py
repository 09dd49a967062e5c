"""The guides for the people who use the program: found, searched, and opened at the right part.

They are Markdown under `resources/help`, written for the screen and for paper alike. A place is
``guide`` or ``guide#heading``; `where.toml` says which place belongs to which page of the window.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from outreach_app import paths

# In the order in which they are offered.
GUIDES: Final = ("begin", "pages", "month_end", "wrong", "protection", "licences")
_HEADING: Final = re.compile(r"^(#{1,2}) (.+)$", re.MULTILINE)
# Pictures, links and signs of emphasis are not read.
_PICTURE: Final = re.compile(r"!\[[^\]]*\]\(([^)]*)\)")
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_EMPHASIS: Final = re.compile(r"[*`]+")
_SIGNS: Final = re.compile(r"\|[-| ]*|^ *(?:-|\d+\.) +", re.MULTILINE)
_ROUND: Final = 60


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a guide: its heading, its plain words. The first is the title of the guide."""

    guide: str
    heading: str
    words: str

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"{self.guide}#{self.heading}"


@dataclass(frozen=True, slots=True)
class Found:
    """A part that holds what was looked for, and the words round it."""

    section: Section
    excerpt: str


@cache
def text(guide: str) -> str:
    """Return the Markdown of a guide; KeyError for one there is not."""
    if guide not in GUIDES:
        raise KeyError(guide)
    return paths.resource(f"help/{guide}.md").read_text(encoding="utf-8")


def title(guide: str) -> str:
    """Return what a guide is called."""
    return sections(guide)[0].heading


@cache
def sections(guide: str) -> tuple[Section, ...]:
    """Return the parts of a guide in their order."""
    whole = text(guide)
    marks = list(_HEADING.finditer(whole))
    ends = [mark.start() for mark in marks[1:]] + [len(whole)]
    return tuple(
        Section(guide, mark[2].strip(), _plain(whole[mark.end() : end]))
        for mark, end in zip(marks, ends, strict=True)
    )


def pictures(markdown: str) -> tuple[str, ...]:
    """Return the pictures of a guide as it names them, files below `resources/help`."""
    return tuple(_PICTURE.findall(markdown))


@cache
def places() -> Mapping[str, str]:
    """Return the place of each page of the window, by the name of the page."""
    return tomllib.loads(paths.resource("help/where.toml").read_text(encoding="utf-8"))


def place_of(page: str) -> str:
    """Return the place that belongs to a page; one without its own begins with the first guide."""
    return places().get(page, GUIDES[0])


def split(place: str) -> tuple[str, str]:
    """Return the guide and the heading of a place, its title where none is named."""
    guide, _, heading = place.partition("#")
    return guide, heading or title(guide)


def find(typed: str) -> tuple[Found, ...]:
    """Return the parts that hold every word typed: first those whose heading does."""
    wanted = typed.casefold().split()
    if not wanted:
        return ()
    return tuple(sorted(_found(wanted), key=lambda one: not _holds(one.section.heading, wanted)))


def _found(wanted: list[str]) -> Iterator[Found]:
    for guide in GUIDES:
        for section in sections(guide):
            if _holds(f"{section.heading} {section.words}", wanted):
                yield Found(section, _excerpt(section.words, wanted))


def _holds(words: str, wanted: list[str]) -> bool:
    return all(word in words.casefold() for word in wanted)


def _excerpt(words: str, wanted: list[str]) -> str:
    """Return the words round the first that was looked for, whole words at both ends."""
    at = max(words.casefold().find(wanted[0]), 0)
    first, last = max(at - _ROUND, 0), min(at + 2 * _ROUND, len(words))
    if first:
        first = words.find(" ", first) + 1
    if last < len(words):
        last = max(words.rfind(" ", 0, last), first)
    return ("… " if first else "") + words[first:last] + (" …" if last < len(words) else "")


def _plain(markdown: str) -> str:
    words = _EMPHASIS.sub("", _LINK.sub(r"\1", _PICTURE.sub("", markdown)))
    return " ".join(_SIGNS.sub(" ", words).split())
