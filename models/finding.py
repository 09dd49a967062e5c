"""The words people search for: an index inside the encrypted file, kept in step by triggers.

Three indexes, so that a search by name never touches a note, and neither touches an account of
harm. They keep no text of their own, only which words stand where, and forget for good what is
deleted (``secure-delete``). Triggers write them in the transaction of the row itself, whoever
writes it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import DDL, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Code

NAMES: Final = "find_names"
NOTES: Final = "find_notes"
ACCOUNTS: Final = "find_accounts"

# How many first letters of a word have an index of their own: names are found by one letter.
_PREFIXES: Final = {NAMES: "1 2 3", NOTES: "2 3", ACCOUNTS: "2 3"}


class FindEntry(Base):
    """One thing that can be found; its number is the one of its words in the index."""

    __tablename__ = "find_entries"
    __table_args__ = (UniqueConstraint("kind", "key"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    key: Mapped[str] = mapped_column(String(36))


@dataclass(frozen=True, slots=True)
class Source:
    """Which columns of which table are found as what `kind`, in which index."""

    kind: str
    index: str
    table: str
    columns: tuple[str, ...]


SOURCES: Final = (
    Source("person", NAMES, "persons", ("alias", "code")),
    Source("alias", NAMES, "aliases", ("alias",)),
    Source("incident", NAMES, "incidents", ("reference",)),
    Source("alert", NAMES, "alerts", ("reference",)),
    Source("agency", NAMES, "agencies", ("name",)),
    Source("contact", NOTES, "contacts", ("note",)),
    Source("need", NOTES, "needs", ("note",)),
    Source("referral", NOTES, "referrals", ("note",)),
    Source("task", NOTES, "tasks", ("text",)),
    Source("handover", NOTES, "sessions", ("handover",)),
    Source("account", ACCOUNTS, "incidents", ("private_note",)),
)


def statements() -> Iterator[str]:
    """Return what makes the indexes and the triggers that keep them in step."""
    for name, prefix in _PREFIXES.items():
        yield (
            f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='',"
            f" tokenize='unicode61 remove_diacritics 2', prefix='{prefix}')"
        )
        yield forgetting(name)
    for source in SOURCES:
        yield from _triggers(source)


def forgetting(name: str) -> str:
    """Return what makes an index forget for good the words of what is deleted."""
    return f"INSERT INTO {name} ({name}, rank) VALUES ('secure-delete', 1)"  # noqa: S608 - ours


def _triggers(source: Source) -> Iterator[str]:
    kind, index = source.kind, source.index
    filled = " OR ".join(f"NEW.{column} IS NOT NULL" for column in source.columns)
    was = " OR ".join(f"OLD.{column} IS NOT NULL" for column in source.columns)
    differs = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in source.columns)
    mine = f"kind = '{kind}' AND key ="
    keep = (
        f"INSERT INTO find_entries (kind, key) SELECT '{kind}', NEW.id WHERE {filled};"  # noqa: S608 - our own names
        f" INSERT INTO {index} (rowid, words)"
        f" SELECT number, {_words(source, 'NEW')} FROM find_entries WHERE {mine} NEW.id;"
    )
    # An index without content is told the very words it is to forget.
    forget = (
        f"INSERT INTO {index} ({index}, rowid, words)"  # noqa: S608 - our own names
        f" SELECT 'delete', number, {_words(source, 'OLD')}"
        f" FROM find_entries WHERE {mine} OLD.id;"
        f" DELETE FROM find_entries WHERE {mine} OLD.id;"
    )
    yield (
        f"CREATE TRIGGER find_{kind}_new AFTER INSERT ON {source.table}"
        f" WHEN {filled} BEGIN {keep} END"
    )
    yield (
        f"CREATE TRIGGER find_{kind}_changed AFTER UPDATE OF {', '.join(source.columns)}"
        f" ON {source.table} WHEN {differs} BEGIN {forget} {keep} END"
    )
    yield (
        f"CREATE TRIGGER find_{kind}_gone AFTER DELETE ON {source.table}"
        f" WHEN {was} BEGIN {forget} END"
    )


def _words(source: Source, row: str) -> str:
    return " || ' ' || ".join(f"coalesce({row}.{column}, '')" for column in source.columns)


# When all tables are there: a trigger of one writes another.
for _statement in statements():
    event.listen(
        Base.metadata,
        "after_create",
        DDL(_statement.replace("%", "%%")),  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
    )
