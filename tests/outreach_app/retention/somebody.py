"""Somebody about whom every table holds a row, with a known word in whatever has to go."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    Integer,
    LargeBinary,
    Numeric,
    func,
    literal,
    select,
)
from sqlalchemy.orm import Session

from models import Base
from models.fates import BLANK, EMPTY, FATES
from models.people import Person
from models.types import Codes, Moment, new_key
from outreach_app.bootstrap import Desk
from outreach_app.retention.applying import About
from outreach_app.work import Work

MARK = "Quillfeather"
TABLES = Base.metadata.tables
# What stands beside a text that only becomes empty.
_TOGETHER: dict[str, dict[str, Any]] = {"access_requests": {"extended_on": date(2025, 11, 1)}}


def known_word(table: str, column: str) -> str:
    """Return the word that stands in a column, one word for the text indexes too."""
    return f"{MARK}{table}{column}".replace("_", "")


def fill(desk: Desk, person_id: str) -> list[str]:
    """Write a row about somebody into every table that has columns to be emptied or rows to go."""
    words: list[str] = []

    def write(work: Work) -> None:
        work.session.connection().exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        about = About(work.session, (person_id,))
        for table in Base.metadata.sorted_tables:
            fate = FATES[table.name]
            if fate.through and table.name not in {"persons", "value_changes"}:
                _insert(work.session, table.name, person_id)
        values = {
            "alias": known_word("persons", "alias"),
            "own_code": known_word("persons", "owncode"),
            "deceased_told_by": known_word("persons", "toldby"),
            "source_id": known_word("persons", "source"),
        }
        work.session.execute(
            TABLES["persons"].update().where(Person.id == person_id).values(values)
        )
        words.extend(values.values())
        for name, fate in FATES.items():
            if fate.through and (fate.go or fate.of(BLANK) or fate.of(EMPTY)):
                words.extend(_marked(work.session, name, about))
        work.session.connection().exec_driver_sql("PRAGMA ignore_check_constraints=OFF")

    desk.do(write)
    return words


def _insert(session: Session, name: str, person_id: str) -> None:
    table = TABLES[name]
    row: dict[str, Any] = {}
    for column in table.columns:
        led = [key.column for key in column.foreign_keys]
        if column.name == "id":
            row[column.name] = new_key()
        elif led:
            row[column.name] = _reference(session, name, column, led[0], person_id)
        elif column.nullable or column.default is not None:
            continue
        else:
            row[column.name] = _something(column)
    row |= _TOGETHER.get(name, {})
    if name == "match_decisions":
        row |= _two_sides(session, str(row["one_incident_id"]))
    session.execute(table.insert().prefix_with("OR IGNORE").values(row))


def _two_sides(session: Session, incident: str) -> dict[str, Any]:
    """Return an incident and a partner's report in the order of their keys."""
    report = session.scalar(select(func.max(TABLES["partner_reports"].c.id)))
    sides = dict.fromkeys(
        ("one_incident_id", "one_report_id", "other_incident_id", "other_report_id")
    )
    first = incident < str(report)
    sides["one_incident_id" if first else "other_incident_id"] = incident
    sides["other_report_id" if first else "one_report_id"] = report
    return sides


def _reference(session: Session, name: str, column: Any, led: Any, person_id: str) -> Any:
    target = led.table.name
    if target == "persons":
        wanted = select(Person.id).where(Person.id != person_id).limit(1)
        others = {"other_id", "target_id", "second_id", "merged_into"}
        return session.scalar(wanted) if column.name in others else person_id
    if column.nullable and column.name not in FATES[name].through:
        return None
    wanted = select(led)
    if FATES[target].through:
        wanted = wanted.where(About(session, (person_id,)).rows(target))
    return session.scalar(wanted.order_by(led.desc()).limit(1))


def _something(column: Any) -> Any:
    """Return a value of the column's type that says nothing."""
    of_type: tuple[tuple[Any, Any], ...] = (
        (Moment, datetime(2025, 11, 1, 10, tzinfo=UTC)),
        (Date, date(2025, 11, 1)),
        (Boolean, False),
        (Integer | Numeric, 1),
        (LargeBinary, b"0123456789abcdef0123456789abcdef"),
        (Codes, ()),
        (JSON, {}),
    )
    found = [value for kind, value in of_type if isinstance(column.type, kind)]
    return found[0] if found else "x" + new_key()[-10:]


def _marked(session: Session, name: str, about: About) -> list[str]:
    """Put a known word into every text, list and blob of a table that has to go."""
    table, fate = TABLES[name], FATES[name]
    wanted = table.columns.keys() if fate.go else (*fate.of(BLANK), *fate.of(EMPTY))
    condition = about.rows(name)
    words = []
    for each in wanted:
        column = table.c[each]
        if (
            column.foreign_keys
            or column.primary_key
            or each in {"about", "object_id", "staff_code"}
        ):
            continue
        word = known_word(name, each)
        value: Any = word
        if isinstance(column.type, Moment | Date | Integer | Numeric | Boolean):
            continue
        if isinstance(column.type, LargeBinary):
            value = word.encode()
        elif isinstance(column.type, JSON):
            value = {word: word}
        elif isinstance(column.type, Codes):
            value = (word,)
        elif column.unique:
            value = literal(word) + func.substr(table.c.id, -8)
        if name == "persons":
            continue  # set one by one
        if name == "drafts" and each == "state":
            value = f"{word} {about.keys('persons')[0]}"
        changed = table.update().where(condition).values({each: value})
        if session.execute(changed.returning(column)).first() is not None:
            words.append(word)
    return words
