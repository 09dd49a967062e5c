"""Keeping a project's own packs: copied from another, changed in versions, retired, never lost."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from sqlalchemy import delete, func, insert, select, update

from models.packs import IssuedPack, OwnPack, OwnPackVersion
from models.record import IssuedReport
from models.types import new_key
from outreach_app.casework import checks, roles
from outreach_app.errors import NoSuchRecord, Problem, Refused
from outreach_app.governance import audit
from outreach_app.reports import leaks, pack_pieces, pack_rules
from outreach_app.reports.leaks import Leak
from outreach_app.reports.pack_roles import KEEPERS
from outreach_app.reports.pack_rules import Before
from outreach_app.statistics import known_packs, packs
from outreach_app.statistics.methods import EXACT, NEAREST
from outreach_app.statistics.packs import INSIDE, Pack
from outreach_app.work import Done, Work, changed

_LONGEST_CODE: Final = 34
_NOT_A_LETTER: Final = re.compile(r"[^a-z0-9]+")
_FROM: Final = {"I": "internal", "L": "lottery", "P": "pcc", "H": "health", "V": "police"}


class PackUsed(Refused):
    """A report was issued with the pack: it can be retired, not taken away."""

    key = "packs.errors.used"


@dataclass(frozen=True, slots=True)
class PackDraft:
    """A pack as it is to be. Without a name it is a new one.

    `logo_id` is the key of a logo that is kept, None for none; `looked` says that words of the pack
    which also stand in a record were looked at and may stay.
    """

    pack: Pack
    logo_id: str | None = None
    looked: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """What stands against a draft: what must be mended, and words that stand in a record too."""

    problems: tuple[Problem, ...]
    leaks: tuple[Leak, ...]


def copied(pack: Pack, label: str) -> Pack:
    """Return a new pack that begins as another one; lines it does not print are left out."""
    return replace(
        pack,
        name="",
        letter="",
        label=label,
        lines=packs.printed_lines(pack),
        reader=pack.reader or pack.letter,
        version=0,
    )


def fitted(pack: Pack) -> Pack:
    """Return a pack with all that follows from its reader and its periods.

    Its lines are those it prints; what stays inside is exact and has its mark; police read the
    words that the shipped pack has for them, and nobody's name. What leaves with exact figures is
    issued once: revised ones would tell how many came late.
    """
    like = packs.load(_FROM.get(pack.reader, "lottery"))
    titles = {kind: pack.titles.get(kind) or like.titles.get(kind, "") for kind in pack.kinds}
    method = pack.method if pack.reader != INSIDE else NEAREST
    once = pack.once or pack.reader in (pack_rules.POLICE, pack_rules.PUBLIC) or method == EXACT
    return replace(
        pack,
        label=pack.label.strip(),
        audience=pack.audience.strip(),
        titles=MappingProxyType(titles),
        protected=pack.reader != INSIDE,
        method=method,
        once=once,
        revised=not once,
        mark=like.mark if pack.reader in (INSIDE, pack_rules.POLICE) else "",
        extra=like.extra if pack.reader == pack_rules.POLICE else MappingProxyType({}),
        left_out=pack.left_out or (like.left_out if pack.reader == pack_rules.POLICE else ""),
        labels=MappingProxyType(
            {path: words.strip() for path, words in pack.labels.items() if words.strip()}
        ),
        lines=packs.printed_lines(pack),
    )


def look(work: Work, draft: PackDraft) -> Checked:
    """Return what stands against a draft; writes nothing."""
    pack = fitted(draft.pack)
    pieces = pack_pieces.pieces(work, pack.reader)
    before = _before(work, pack.name) if pack.name else None
    problems = [*pack_rules.check(pack, pieces, before), *_taken(work, pack)]
    return Checked(tuple(problems), leaks.scan(work, "\n".join(pack_rules.words_of(pack))))


def keep(work: Work, draft: PackDraft) -> Done[Pack]:
    """Write a pack, new or as its next version. Reports issued before keep the version they had.

    For the lead and whoever makes reports. Raises NotAllowed, CheckFailed, NoSuchPack.
    """
    roles.insist(work, KEEPERS)
    found = look(work, draft)
    checks.insist(found.problems)
    if found.leaks and not draft.looked:
        checks.insist([Problem("looked", "required")])
    pack = fitted(draft.pack)
    pack_id = _id(work, pack.name) if pack.name else None
    if pack_id is None:
        pack = replace(pack, name=_new_code(work, pack.label), letter=_new_letter(work, pack))
        pack_id = new_key()
        work.session.execute(
            insert(OwnPack).values(id=pack_id, code=pack.name, made_at=work.now, made_by=work.by)
        )
        version = 1
    else:
        before = known_packs.of(work, pack.name)
        pack = replace(pack, letter=before.letter)
        _tie_issued(work, pack_id, pack.name)
        version = before.version + 1
    work.session.execute(
        insert(OwnPackVersion).values(
            id=new_key(),
            pack_id=pack_id,
            version=version,
            document=packs.written(pack),
            logo_id=draft.logo_id,
            made_at=work.now,
            made_by=work.by,
        )
    )
    audit.note(work, "pack_kept", pack_id, version=version)
    return Done(known_packs.of(work, pack.name), changed("packs", "reports"))


def retire(work: Work, name: str, *, active: bool = False) -> Done[str]:
    """Take a pack out of use, or with `active` put it back. What was issued with it stays."""
    roles.insist(work, KEEPERS)
    pack_id = _id(work, name)
    if active:
        checks.insist(_taken(work, known_packs.of(work, name)))
    moment = None if active else work.now
    work.session.execute(
        update(OwnPack)
        .where(OwnPack.id == pack_id)
        .values(retired_at=moment, retired_by=None if active else work.by)
    )
    audit.note(work, "pack_restored" if active else "pack_retired", pack_id)
    return Done(name, changed("packs", "reports"))


def remove(work: Work, name: str) -> Done[str]:
    """Take away a pack nothing was ever issued with; raises PackUsed for any other."""
    roles.insist(work, KEEPERS)
    pack_id = _id(work, name)
    if _issued(work, name):
        raise PackUsed
    work.session.execute(delete(OwnPackVersion).where(OwnPackVersion.pack_id == pack_id))
    work.session.execute(delete(OwnPack).where(OwnPack.id == pack_id))
    audit.note(work, "pack_removed", pack_id)
    return Done(name, changed("packs", "reports"))


def logo_of(work: Work, name: str) -> str | None:
    """Return the key of the logo of an own pack as it is now."""
    wanted = select(OwnPackVersion.logo_id).where(OwnPackVersion.pack_id == _id(work, name))
    return work.session.scalar(wanted.order_by(OwnPackVersion.version.desc()).limit(1))


def _id(work: Work, name: str) -> str:
    found = work.session.scalar(select(OwnPack.id).where(OwnPack.code == name))
    if found is None:
        raise NoSuchRecord
    return found


def _issued(work: Work, name: str) -> int:
    wanted = select(func.count()).select_from(IssuedReport).where(IssuedReport.pack == name)
    return work.session.scalar(wanted) or 0


def _before(work: Work, name: str) -> Before:
    return Before(known_packs.of(work, name), used=bool(_issued(work, name)))


def _tie_issued(work: Work, pack_id: str, name: str) -> None:
    """Write down for every report not tied yet that it was issued with the version until now."""
    version = work.session.scalar(
        select(OwnPackVersion.id)
        .where(OwnPackVersion.pack_id == pack_id)
        .order_by(OwnPackVersion.version.desc())
        .limit(1)
    )
    tied = select(IssuedPack.report_id)
    loose = select(IssuedReport.id).where(IssuedReport.pack == name, IssuedReport.id.not_in(tied))
    for report_id in tuple(work.session.scalars(loose)):
        work.session.execute(insert(IssuedPack).values(report_id=report_id, version_id=version))


def _taken(work: Work, pack: Pack) -> Iterable[Problem]:
    """Find another pack in use that is called the same."""
    wanted = pack.label.strip().casefold()
    for row in known_packs.own(work):
        if not row.retired and row.pack.name != pack.name and row.pack.label.casefold() == wanted:
            return [Problem("label", "label_taken")]
    return []


def _new_code(work: Work, label: str) -> str:
    """Return a code nobody ever had: what was issued under it must mean this pack alone."""
    taken = frozenset(work.session.scalars(select(OwnPack.code)))
    taken |= frozenset(work.session.scalars(select(IssuedReport.pack)))
    words = _NOT_A_LETTER.sub("-", label.casefold()).strip("-")[:_LONGEST_CODE].strip("-")
    stem = f"own-{words}" if words else "own"
    number = 1
    while (code := stem if number == 1 else f"{stem[:36]}-{number}") in taken:
        number += 1
    return code


def _new_letter(work: Work, pack: Pack) -> str:
    """Return the next sign for report numbers, such as ``L2``: no two packs share one."""
    taken = {row.pack.letter for row in known_packs.own(work)}
    number = 2
    while f"{pack.reader}{number}" in taken:
        number += 1
    return f"{pack.reader}{number}"
