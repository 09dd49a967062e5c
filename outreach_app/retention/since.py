"""What was let go of since a copy was made is let go of again in what comes out of the copy.

The list of it lies in every casebook and every copy, and is only ever added to. So it is read from
the casebook that is to be replaced, and from the newest copies in reach; what stands in none of
them nobody can know: see docs/erasure.md. From there comes also what else binds (`carried`).
"""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from models.erasing import Erasure
from models.types import new_key
from outreach_app.casework import lists, staff
from outreach_app.casework.anonymised import PERSON
from outreach_app.errors import KnownError
from outreach_app.governance import audit
from outreach_app.retention import anonymising, applying, carried, facts
from outreach_app.safekeeping import container, places, shelf
from outreach_app.safekeeping.container import CASEBOOK, KEYS
from outreach_app.safekeeping.manifest import genuine
from outreach_app.safekeeping.restoring import Wanted
from outreach_app.storage import migrate
from outreach_app.storage.engine import connect, engine_over
from outreach_app.storage.faults import translated
from outreach_app.storage.scrubbing import scrub
from outreach_app.vault import keyfile_copies, unlocking
from outreach_app.vault.open_key import OpenKey
from outreach_app.vault.wiping import wipe
from outreach_app.work import Work

_READING: Final = "mode=ro"
# So many of the newest copies are looked into: each has the list of all before it. The newest is
# the one with the longest trail, whatever a clock said.
_NEWEST: Final = 3
# So many copies of another data key are tried with what was typed: each takes a second or two.
_TRIES: Final = 4
# Rows that may have been about nobody yet when the copy was made: a contact is named later, what a
# witness told is joined to an incident later. The casebook that knows more says which.
_NAMED_LATER: Final = {
    "contacts": """
        SELECT id FROM contacts
        WHERE person_id IN (SELECT object_id FROM erasures WHERE kind = 'person')""",
    "witness_accounts": """
        WITH gone AS (SELECT object_id FROM erasures WHERE kind = 'person')
        SELECT id FROM witness_accounts WHERE person_id IN gone
        OR incident_id IN (SELECT id FROM incidents WHERE person_id IN gone)""",
}


@dataclass(frozen=True, slots=True)
class Gone:
    """One thing that was let go of: kind, random key, ground, moment and by whom."""

    kind: str
    key: str
    ground: str
    at: datetime
    by: str | None


@dataclass(slots=True)
class _Known:
    """What the casebook to be replaced and the copies in reach say; the newest of them first.

    `here` is what the copy holds itself, which nobody has to say. `theirs` are keys of rows about
    whoever is gone, by table.
    """

    here: carried.Keys
    gone: dict[tuple[str, str], Gone] = field(default_factory=dict)
    rows: carried.Rows = field(default_factory=dict)
    theirs: dict[str, set[str]] = field(default_factory=dict)


def again(wanted: Wanted, now: datetime, zone: ZoneInfo) -> Callable[[Path, OpenKey], None]:
    """Return what `restoring.restore` calls with the staged casebook and its key."""

    def carry_out(staged: Path, key: OpenKey) -> None:
        known = _known(wanted, staged, key)
        if known.gone or known.rows:
            _apply(staged, key, known, now, zone)

    return carry_out


def _known(wanted: Wanted, staged: Path, key: OpenKey) -> _Known:
    """Return what is known to have happened since, from everywhere it may stand."""
    with closing(connect(staged, key, _READING)) as connection:
        found = _Known(carried.keys(connection))
    _read(wanted.casebook, key, found)
    aside = staged.with_name("newer")
    for copy, then in islice(_newer(wanted, key, aside), _NEWEST):
        with closing(then), suppress(KnownError, OSError):
            container.unpack(copy, {CASEBOOK: aside})
            _read(aside, then, found)
        aside.unlink(missing_ok=True)
    return found


def _newer(wanted: Wanted, key: OpenKey, aside: Path) -> Iterator[tuple[Path, OpenKey]]:
    """Yield the copies in reach that know more, the longest trail first, each with its key.

    One made under a later data key opens with what was typed, where that opens it too.
    """
    folders = {wanted.copy.absolute().parent}
    folders |= set(places.folders(wanted.casebook, places.read(key.vault_id)))
    entries = container.look(wanted.copy).manifest.entries
    seen = {
        each.path.absolute(): each.manifest
        for folder in folders
        for each in shelf.copies(folder, key.vault_id)
        if each.manifest.entries > entries
    }
    tries = _TRIES
    for path, said in sorted(seen.items(), key=lambda pair: pair[1].entries, reverse=True):
        if said.generation in key.generations:
            if genuine(said, key):
                yield path, key.twin(said.generation)
        elif tries:
            tries -= 1
            also = _opened(wanted, path, aside)
            if also is not None and genuine(said, also):
                yield path, also
            elif also is not None:
                also.close()


def _opened(wanted: Wanted, copy: Path, aside: Path) -> OpenKey | None:
    """Return the key in a copy for whoever restores another one of the same casebook."""
    main, _ = keyfile_copies.paths_of(aside)
    try:
        with suppress(KnownError, OSError):
            container.unpack(copy, {KEYS: main})
            return unlocking.open_also(aside, wanted.name, wanted.secret)
    finally:
        main.unlink(missing_ok=True)
    return None


def _read(path: Path, key: OpenKey, found: _Known) -> None:
    """Add what a casebook says; one that cannot be opened, or is of a version without, nothing."""
    with suppress(KnownError), translated(path):
        if not path.is_file():
            return
        with closing(connect(path, key, _READING)) as connection:
            with suppress(dbapi2.OperationalError):  # of a version that let go of nothing
                rows = connection.execute(
                    "SELECT kind, object_id, ground, at, by FROM erasures"
                ).fetchall()
                for kind, record, why, at, by in rows:
                    one = Gone(kind, record, why, datetime.fromisoformat(at), by)
                    found.gone.setdefault((kind, record), one)
                for table, query in _NAMED_LATER.items():
                    keys = {str(key) for (key,) in connection.execute(query)}
                    found.theirs.setdefault(table, set()).update(keys)
            with suppress(dbapi2.OperationalError):
                found.rows = carried.read(connection, found.here) | found.rows


def _apply(
    staged: Path,
    key: OpenKey,
    known: _Known,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    audit_key = key.derive_first(audit.KEY_LABEL)
    engine = engine_over(lambda: connect(staged, key))
    try:
        with Session(engine) as session, session.begin():
            if migrate.version_of(session.connection()) < migrate.VERSION:
                # No copy of it aside, as at an opening: that one would hold who is to go.
                migrate.upgrade(session.connection())
            me = staff.by_slot(session, key.slot_id)
            work = Work(
                session=session,
                now=now,
                by=me.code if me else "",
                role=me.role if me else "",
                zone=zone,
                audit_key=bytes(audit_key),
                vocabulary=lists.vocabulary,
            )
            # First what is taken over: it may be about somebody who has to go.
            if count := _take_over(work, known.rows):
                audit.note(work, "carried_over", None, count=count)
            for table, theirs in known.theirs.items():
                applying.empty(work, table, theirs)
            if count := _once_more(work, known.gone):
                audit.note(work, "anonymised_again", None, count=count)
        if known.gone:
            with closing(connect(staged, key)) as connection:
                scrub(connection)
    finally:
        engine.dispose()
        wipe(audit_key)


def _take_over(work: Work, rows: carried.Rows) -> int:
    raw = work.session.connection().connection.driver_connection
    return carried.write(raw, carried.missing(raw, rows))


def _once_more(work: Work, gone: dict[tuple[str, str], Gone]) -> int:
    people = [
        (each.key, each.ground, each.at, each.by) for each in gone.values() if each.kind == PERSON
    ]
    count = anonymising.again(work, people)
    there = {
        (row.kind, row.object_id)
        for row in work.session.execute(select(Erasure.kind, Erasure.object_id))
    }
    for each in gone.values():
        if (each.kind, each.key) not in there:
            facts.carry_out(work, each.kind, each.key)
            _list(work, each)
            count += 1
    return count


def _list(work: Work, each: Gone) -> None:
    work.session.execute(
        insert(Erasure).values(
            id=new_key(), kind=each.kind, object_id=each.key, ground=each.ground, at=each.at
        )
    )
