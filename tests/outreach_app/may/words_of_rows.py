"""A word of its own in every text that stands about somebody, so that an answer tells whose it has.

``zqname`` stands for what somebody is called, ``zqtold`` for what was told of an incident,
``zqmark`` for its reference, ``zqkept`` for what is written about somebody, ``zqlead`` for what is
for the lead and whoever wrote it, ``zqnote`` for notes that are about nobody named, ``zqfact`` for
how somebody dangerous was described; four letters follow, which say whose.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Table, Text, select, update
from sqlalchemy.orm import Session

from models.base import Base
from outreach_app.vocabulary import Vocabulary

NAME: Final = "name"
TOLD: Final = "told"
MARK: Final = "mark"
KEPT: Final = "kept"
LEADS: Final = "lead"
NOTE: Final = "note"
FACT: Final = "fact"
KINDS: Final = (NAME, TOLD, MARK, KEPT, LEADS, NOTE, FACT)
_WORD: Final = re.compile(r"zq(name|told|mark|kept|lead|note|fact)([a-j]{4})")
# Texts that are read by the program, not by people.
_NOT_WORDS: Final = {
    ("consents", "wording_version"),
    ("drafts", "state"),
    ("sealed_received", "content"),
    ("sealed_sent", "spoken"),
}
_NAMES: Final = {"persons": ("alias", "code", "own_code"), "aliases": ("alias",)}
_FACTS: Final = {"suspects": ("phone_said", "account_name"), "vehicles": ("plate_said", "model")}
_LEADS: Final = (
    *("safeguarding", "safeguarding_events", "police_complaints"),
    *("access_requests", "access_decisions", "outside_requests", "request_steps"),
)
# Notes of contacts with nobody named are casework's, what is handed over is the shift's.
CASEWORKS, SHIFTS = 0, 1
_NOTES: Final = {"contacts": CASEWORKS, "sessions": SHIFTS}
# Rows that lead to somebody through another row.
_THROUGH: Final = {
    "case_events": ("case_id", "cases"),
    "safeguarding_events": ("safeguarding_id", "safeguarding"),
    "access_decisions": ("request_id", "access_requests"),
}

Word = tuple[str, int]


def word(kind: str, number: int) -> str:
    """Return the word of a kind for the person or incident of this number."""
    return f"zq{kind}" + "".join("abcdefghij"[int(digit)] for digit in f"{number:04}")


def mark(session: Session, people: Mapping[Any, int], incidents: Mapping[Any, int]) -> None:
    """Write the words into every row that leads to one of these people or incidents."""
    for table in Base.metadata.sorted_tables:
        texts = [
            column.name
            for column in table.columns
            if type(column.type) is Text and (table.name, column.name) not in _NOT_WORDS
        ]
        names = _NAMES.get(table.name, ())
        texts += [*names, *_FACTS.get(table.name, ())]
        texts += ["reference"] if table.name == "incidents" else []
        if not texts or ("id" not in table.c and "incident_id" not in table.c):
            continue
        for row in map(dict, session.execute(select(table)).mappings().all()):
            values = {
                name: made
                for name in texts
                if row[name] is not None
                and (made := _made(session, table, row, name, (people, incidents)))
            }
            if values:
                key = table.c["id"] if "id" in table.c else table.c["incident_id"]
                session.execute(update(table).where(key == row[key.name]).values(values))
    session.flush()


def _made(
    session: Session,
    table: Table,
    row: Mapping[str, Any],
    column: str,
    numbers: tuple[Mapping[Any, int], Mapping[Any, int]],
) -> str:
    people, incidents = numbers
    about: dict[Any, Any] = dict(row)
    if table.name in _THROUGH:
        name, other = _THROUGH[table.name]
        there = Base.metadata.tables[other]
        found_there = session.execute(select(there).where(there.c.id == row[name]))
        about = dict(found_there.mappings().one())
    person = about["id"] if table.name == "persons" else about.get("person_id")
    incident = about["id"] if table.name == "incidents" else about.get("incident_id")
    if table.name in _LEADS:
        return word(LEADS, 0)
    if column in _NAMES.get(table.name, ()) and person in people:
        return word(NAME, people[person])
    if table.name == "incidents" and incident in incidents:
        return word(MARK if column == "reference" else TOLD, incidents[incident])
    if person in people:
        return word(KEPT, people[person])
    if incident in incidents:
        return word(FACT if table.name in _FACTS else TOLD, incidents[incident])
    return word(NOTE, _NOTES[table.name]) if table.name in _NOTES else ""


def found(answer: object) -> set[Word]:
    """Return every such word in an answer, wherever it stands in it."""
    return {
        (kind, int("".join(str("abcdefghij".index(letter)) for letter in letters)))
        for text in _texts(answer, set())
        for kind, letters in _WORD.findall(text.casefold())
    }


def _texts(value: object, seen: set[int]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        yield value.decode("utf-8", "ignore")
    elif isinstance(value, Vocabulary) or id(value) in seen:
        return
    elif isinstance(value, Base):
        yield from _each((getattr(value, each.name) for each in value.__table__.c), value, seen)
    elif isinstance(value, Mapping):
        yield from _each((*value.keys(), *value.values()), value, seen)
    elif isinstance(value, list | tuple | set | frozenset):
        yield from _each(value, value, seen)
    elif dataclasses.is_dataclass(value):
        parts = (getattr(value, each.name, None) for each in dataclasses.fields(value))
        yield from _each(parts, value, seen)


def _each(parts: Any, value: object, seen: set[int]) -> Iterator[str]:
    seen.add(id(value))
    for part in parts:
        yield from _texts(part, seen)
