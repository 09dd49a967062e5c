"""Every pack of a casebook: those shipped, those the project made, and those as once issued."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from models.packs import IssuedPack, OwnPack, OwnPackVersion, PackLogo
from models.record import IssuedReport
from outreach_app.errors import NoSuchRecord
from outreach_app.statistics import packs
from outreach_app.statistics.packs import SHIPPED, Logo, NoSuchPack, Pack
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class OwnPackRow:
    """An own pack with its newest version; `used` counts reports issued with any version of it."""

    pack: Pack
    changed_at: datetime
    changed_by: str
    retired: bool
    used: int


@dataclass(frozen=True, slots=True)
class _Version:
    code: str
    retired_at: datetime | None
    version: int
    document: Mapping[str, Any]
    logo_id: str | None
    changed_at: datetime
    changed_by: str


_ROWS: Final = select(
    OwnPack.code,
    OwnPack.retired_at,
    OwnPackVersion.version,
    OwnPackVersion.document,
    OwnPackVersion.logo_id,
    OwnPackVersion.made_at,
    OwnPackVersion.made_by,
).join(OwnPackVersion, OwnPackVersion.pack_id == OwnPack.id)


def own(work: Work) -> tuple[OwnPackRow, ...]:
    """Return the project's own packs in the order they were made, retired ones among them."""
    used: dict[str, int] = {}
    for name in work.session.scalars(select(IssuedReport.pack)):
        used[name] = used.get(name, 0) + 1
    return tuple(
        OwnPackRow(
            pack=_read(work, row),
            changed_at=row.changed_at,
            changed_by=row.changed_by,
            retired=row.retired_at is not None,
            used=used.get(row.code, 0),
        )
        for row in _newest(work)
    )


def of(work: Work, name: str) -> Pack:
    """Return the pack of a name, shipped or own, as it is now; raises NoSuchPack.

    An own pack is found by its code, also when it is retired, or by the name the project gave it
    while it is in use.
    """
    if name in SHIPPED:
        return packs.load(name)
    every = own(work)
    wanted = name.strip().casefold()
    for row in every:
        if row.pack.name == name:
            return row.pack
    for row in every:
        if not row.retired and row.pack.label.casefold() == wanted:
            return row.pack
    raise NoSuchPack(
        name=name,
        known=", ".join([*SHIPPED, *(row.pack.label for row in every if not row.retired)]),
    )


def in_use(work: Work) -> tuple[Pack, ...]:
    """Return the packs a report can be made with, shipped ones first."""
    mine = (row.pack for row in own(work) if not row.retired)
    return (*(packs.load(name) for name in SHIPPED), *mine)


def every(work: Work) -> Mapping[str, Pack]:
    """Return every pack by its name, those out of use among them."""
    found = {name: packs.load(name) for name in SHIPPED}
    return {**found, **{row.pack.name: row.pack for row in own(work)}}


def as_issued(work: Work, report_id: str) -> Pack:
    """Return the pack a report was issued with, as it was then; raises NoSuchRecord."""
    name = work.session.scalar(select(IssuedReport.pack).where(IssuedReport.id == report_id))
    if name is None:
        raise NoSuchRecord
    version = work.session.scalar(
        select(IssuedPack.version_id).where(IssuedPack.report_id == report_id)
    )
    if version is None:
        return of(work, name)
    row = work.session.execute(_ROWS.where(OwnPackVersion.id == version)).one()
    return _read(work, _Version(*row))


def _newest(work: Work) -> list[_Version]:
    found: dict[str, _Version] = {}
    for row in work.session.execute(_ROWS.order_by(OwnPack.id, OwnPackVersion.version)):
        found[row.code] = _Version(*row)
    return list(found.values())


def _read(work: Work, row: _Version) -> Pack:
    logo = None
    if row.logo_id is not None:
        kept = work.session.get_one(PackLogo, row.logo_id)
        logo = Logo(kept.data, kept.width, kept.height)
    pack = packs.read(row.document)
    # Whatever stands in the file: only what stays inside is exact.
    return replace(
        pack,
        name=row.code,
        protected=pack.reader != packs.INSIDE,
        version=row.version,
        logo=logo,
    )
