"""Marks in a text that is to leave: every word that also stands in a record.

The words of the lists and of the program may stand anywhere; where one of them happens to be
private as well (somebody called May), it is marked for a look and does not block. Everything else
that is marked blocks. Source: workflow 3, mockup of the alert builder.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from outreach_app import paths
from outreach_app.casework import access
from outreach_app.casework.own_copy.tokens import fold
from outreach_app.casework.seen import records_of
from outreach_app.sharing import redacting, subjects
from outreach_app.sharing.asking import Request
from outreach_app.sharing.outputs import output
from outreach_app.sharing.phones import places
from outreach_app.sharing.secrets import Secret, Token, gather, notes, tokens
from outreach_app.vocabulary import Vocabulary, shipped
from outreach_app.words import lookup
from outreach_app.work import Work

_CLOCK: Final = re.compile(
    r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]\.?m\b)?|\b(?:1[0-2]|0?[1-9])\s?[ap]\.?m\b", re.I
)
_NUMERIC_DAY: Final = re.compile(
    r"\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}(?:[./-](?:\d{4}|\d{2}))?)\b"
)
_SHORTEST: Final = 3
_COMMON: Final = "vocabulary/common_words.txt"
_FULL: Final = "full"
# A record that goes at the person's own wish, to another project or into their own hand: what is
# theirs may go, only others are looked for.
_MOVES: Final = ("transfer", "own_copy")
# Files of words that papers are printed with.
_PAPERS: Final = ("papers", "sharing", "report", "own_copy")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text, from `start` to `end`, and why it is marked.

    `kind` has its words in ``sharing.mark``. `blocks` is False for what is an ordinary word too.
    `instead` is what may stand there, "" where it can only be taken out.
    """

    kind: str
    words: str
    start: int
    end: int
    blocks: bool = True
    instead: str = ""


def marks(
    work: Work,
    text: str,
    requests: Iterable[Request],
    *,
    strict: bool = False,
    own_days: Collection[date] = (),
) -> tuple[Mark, ...]:
    """Return what in `text` points to somebody, in the order of the text, none overlapping.

    Days from today on may stand there, and `own_days` of the paper itself (its issue, its review);
    with `strict` no day may.
    """
    asked = tuple(requests)
    reading = _Reading(work, text, asked)
    found = [*reading.private(), *reading.numbers(), *reading.noted()]
    if any(output(each.output).content != _FULL for each in asked) or not asked:
        found += reading.days(own_days, strict=strict)
        found += reading.times()
    return _without_overlaps(found)


class _Reading:
    """One text, looked through for the subjects it is about."""

    def __init__(self, work: Work, text: str, requests: tuple[Request, ...]) -> None:
        self._work = work
        self._text = text
        self._requests = requests
        self._tokens = tokens(text)
        self._subjects = [
            subjects.find(work, each.incident_id, each.person_id) for each in requests
        ]
        self._facts = [redacting.redact(work, each) for each in requests]
        self._subject_ids = {each.person_id for each in self._subjects if each.person_id}
        # What the output says of itself: its facts, and the program's own words on the paper.
        self._said = self._words_of_facts() | _paper_words()
        self._ordinary = _program_words() | _project_words(work.lists) | self._said
        self._may_name = {
            subject.person_id
            for subject, each in zip(self._subjects, requests, strict=True)
            if output(each.output).names and subject.person_id
        }

        self._moving = {
            record
            for subject, each in zip(self._subjects, requests, strict=True)
            if each.output in _MOVES and subject.person_id
            for record in work.session.scalars(records_of(subject.person_id))
        }

    def private(self) -> Iterator[Mark]:
        """Find names, codes, places and addresses of anybody in the casebook."""
        held = gather(self._work).phrases
        for at, token in enumerate(self._tokens):
            for secret in held.get(token.word, ()):
                end = at + len(secret.phrase)
                if tuple(each.word for each in self._tokens[at:end]) != secret.phrase:
                    continue
                if secret.kind == "name" and secret.whose in self._may_name:
                    continue
                if secret.whose in self._moving:
                    continue
                yield self._private_mark(secret, self._tokens[at:end])

    def numbers(self) -> Iterator[Mark]:
        """Find telephone numbers of people we know, however they are written."""
        phones = gather(self._work).phones
        for start, end, digits in places(self._text, phones):
            secret = phones[digits]
            if secret.whose not in self._moving:
                yield Mark(self._shown(secret), self._text[start:end], start, end)

    def noted(self) -> Iterator[Mark]:
        """Find uncommon words of the notes and exact places of those it is about."""
        if not self._requests:
            return
        incidents = [each.incident_id for each in self._subjects if each.incident_id]
        people = [
            each.person_id
            for each in self._subjects
            if each.person_id and each.person_id not in self._moving
        ]
        words: dict[str, str] = {}
        for kind, note in notes(self._work, incidents, people):
            for token in tokens(note):
                if uncommon(token.word) and token.word not in self._ordinary:
                    words.setdefault(token.word, kind)
        run: list[Token] = []
        ending: tuple[Token | None, ...] = (*self._tokens, None)
        for each in ending:
            if each is not None and each.word in words:
                run.append(each)
            elif run:
                kind = words[run[0].word]
                yield self._mark(kind, run, blocks=True)
                run = []

    def days(self, own: Collection[date], *, strict: bool) -> Iterator[Mark]:
        """Find days of the past told to the day, and days of the week."""
        instead = next((each for facts in self._facts for each in facts.get("week")), "")
        for start, end, day in _days(self._text, self._tokens):
            if strict or day is None or (day < self._work.today and day not in own):
                yield Mark("day", self._text[start:end], start, end, instead=instead)

    def times(self) -> Iterator[Mark]:
        """Find times of the clock."""
        for found in _CLOCK.finditer(self._text):
            yield Mark("time", found.group(), found.start(), found.end())

    def _words_of_facts(self) -> frozenset[str]:
        return frozenset(
            token.word
            for facts in self._facts
            for fact in facts.facts
            for value in fact.values
            for token in tokens(value)
        )

    def _shown(self, secret: Secret) -> str:
        hidden = secret.restricted and self._work.role != access.LEAD
        return "private" if hidden else secret.kind

    def _private_mark(self, secret: Secret, run: list[Token]) -> Mark:
        """Mark a private phrase; only a word that had to stand there anyway does not block.

        For a name of somebody else any ordinary word will do: half of all names are words too.
        """
        theirs = secret.kind == "name" and secret.whose not in self._subject_ids
        known = self._ordinary | _common_words() if theirs else self._said
        blocks = not all(token.word in known for token in run)
        return self._mark(self._shown(secret), run, blocks=blocks)

    def _mark(self, kind: str, run: list[Token], *, blocks: bool) -> Mark:
        start, end = run[0].start, run[-1].end
        instead = ""
        if kind == "place":
            instead = next((each for facts in self._facts for each in facts.get("area")), "")
        return Mark(kind, self._text[start:end], start, end, blocks, instead)


def _days(text: str, words: list[Token]) -> Iterator[tuple[int, int, date | None]]:
    """Give every place that tells a day, with the day where the year is told."""
    months = _months()
    for at, token in enumerate(words):
        if token.word in _weekdays():
            yield token.start, token.end, None
        if token.word not in months:
            continue
        for other in (at - 1, at + 1):
            number = _day_number(words[other].word) if 0 <= other < len(words) else None
            if number is None:
                continue
            first, last = sorted((at, other))
            year = _year_after(words, last)
            day = _date(year, months[token.word], number) if year else None
            yield words[first].start, words[last].end, day
            break
    for found in _NUMERIC_DAY.finditer(text):
        yield found.start(), found.end(), None


def _day_number(word: str) -> int | None:
    digits = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", word)
    return int(digits.group(1)) if digits and 1 <= int(digits.group(1)) <= 31 else None


def _year_after(words: list[Token], last: int) -> int | None:
    following = words[last + 1].word if last + 1 < len(words) else ""
    return int(following) if re.fullmatch(r"(?:19|20)\d\d", following) else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _without_overlaps(found: Iterable[Mark]) -> tuple[Mark, ...]:
    """Keep of marks over the same words the one that blocks, then the longest."""
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda each: (not each.blocks, each.start - each.end)):
        if all(mark.end <= other.start or mark.start >= other.end for other in kept):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda each: each.start))


def uncommon(word: str) -> bool:
    """Tell whether a folded word is long enough and none that everybody uses."""
    return len(word) >= _SHORTEST and word not in _common_words()


@cache
def _common_words() -> frozenset[str]:
    lines = paths.resource(_COMMON).read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if line[:1] != "#" for word in line.split())


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for key in ("when.months", "when.months_short"):
        for number, name in enumerate(lookup(key), start=1):
            found[fold(name.rstrip("."))] = number
    return found


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(fold(each) for each in lookup("when.days"))


@cache
def _program_words() -> frozenset[str]:
    """Return the words of the shipped lists and of the papers, which may stand anywhere."""
    words = {token.word for label in _labels(shipped()) for token in tokens(label)}
    return frozenset(words | set(_months()))


@cache
def _paper_words() -> frozenset[str]:
    """Return the words the papers themselves are printed with."""
    found = set(_months())
    for name in _PAPERS:
        if paths.resource(f"words/{name}.toml").exists():
            text = paths.resource(f"words/{name}.toml").read_text(encoding="utf-8")
            found |= {t.word for line in _strings(tomllib.loads(text)) for t in tokens(line)}
    return frozenset(found)


def _strings(entry: object) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict):
        for each in entry.values():
            yield from _strings(each)
    elif isinstance(entry, list):
        for each in entry:
            yield from _strings(each)


def _project_words(lists: Vocabulary) -> frozenset[str]:
    return frozenset(token.word for label in _labels(lists) for token in tokens(label))


def _labels(lists: Vocabulary) -> Iterator[str]:
    for each in lists.lists.values():
        for entry in each.entries.values():
            yield entry.label
