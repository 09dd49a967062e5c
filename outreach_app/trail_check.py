"""Whether the trail is whole, to its end, and the values beside it agree with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from outreach_app.casework.own_copy.blocks import day_words
from outreach_app.governance import audit, heads, history
from outreach_app.governance.heads import Head
from outreach_app.safekeeping import places, shelf
from outreach_app.vault.open_key import OpenKey
from outreach_app.words import say

# What the first line of every casebook says: a trail that was emptied begins with something else.
FIRST: Final = "casebook_made"


@dataclass(frozen=True, slots=True)
class Health:
    """What a look at the file found: sentences, how many checks were made, entries in the trail.

    `way_back` names the newest good copy, where something was found; `end` is the last line of the
    trail, to be compared with what stands on paper.
    """

    findings: tuple[str, ...]
    checks: int
    entries: int
    way_back: str = ""
    end: Head | None = None


def remembered(path: Path, key: OpenKey) -> tuple[Head, ...]:
    """Return the ends of the trail as the copies in reach remember them, made with our key."""
    return tuple(
        Head(seen.manifest.entries, seen.manifest.head, seen.manifest.made_at)
        for folder in places.folders(path, places.read(key.vault_id))
        for seen in shelf.of_key(folder, key)
    )


def findings(session: Session, audit_key: bytes, ends: Iterable[Head]) -> tuple[str, ...]:
    """Say what is wrong with the trail: from which line on, after which day. Days are UTC."""
    found = []
    broken = audit.broken(session, audit_key)
    if broken is not None and broken.after is not None:
        day = day_words(broken.after.date())
        found.append(say("storage.check.trail_after", number=broken.seq, day=day))
    elif broken is not None or audit.begun_by(session) != FIRST:
        number = broken.seq if broken is not None else 1
        found.append(say("storage.check.trail", number=number))
    else:
        cut = heads.missing(session, ends)
        if cut is not None:
            day = day_words(cut.at.date())
            found.append(say("storage.check.trail_end", number=cut.entries, day=day))
    altered = history.altered(session)
    if altered:
        found.append(say("storage.check.values", number=altered[0]))
    return tuple(found)
