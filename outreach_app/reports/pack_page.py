"""What the pages about packs show: the list of packs, one pack with all it can be made of."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from outreach_app.casework import staff
from outreach_app.reports import labels, logos, pack_keeping, pack_pieces, pack_sample, pdf, reading
from outreach_app.reports.compose import About, compose
from outreach_app.reports.pack_keeping import Checked, PackDraft
from outreach_app.reports.pack_pieces import READERS, Piece
from outreach_app.reports.pack_roles import KEEPERS
from outreach_app.reports.pack_rules import Before
from outreach_app.statistics import known_packs, packs, registry
from outreach_app.statistics.known_packs import OwnPackRow
from outreach_app.statistics.packs import Pack
from outreach_app.words import say
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class PackList:
    """Every pack: those shipped, the project's own, names of colleagues by code."""

    shipped: tuple[Pack, ...]
    own: tuple[OwnPackRow, ...]
    names: Mapping[str, str]
    may_change: bool


@dataclass(frozen=True, slots=True)
class PackSheet:
    """One pack to be looked at or changed.

    `pieces` are what it can be made of, by reader; `rows` the rows of every table by its path, each
    a path and the program's words; `before` is what it was until now, None for a new one.
    """

    pack: Pack
    logo_id: str | None
    pieces: Mapping[str, tuple[Piece, ...]]
    rows: Mapping[str, tuple[tuple[str, str], ...]]
    before: Before | None
    may_change: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """The pages of a draft with invented figures, and what stands against keeping it."""

    checked: Checked
    pages: bytes
    text: str


def every(work: Work) -> PackList:
    """Return every pack there is."""
    return PackList(
        shipped=tuple(packs.load(name) for name in packs.SHIPPED),
        own=known_packs.own(work),
        names=staff.names(work),
        may_change=work.role in KEEPERS,
    )


def opened(work: Work, name: str = "", copy_of: str = "") -> PackSheet:
    """Return a pack with all it can be made of; `copy_of` begins a new one as another is.

    Raises NoSuchPack.
    """
    if name and name not in packs.SHIPPED:
        pack = known_packs.of(work, name)
        row = next(each for each in known_packs.own(work) if each.pack.name == pack.name)
        before: Before | None = Before(pack, used=bool(row.used))
        logo = pack_keeping.logo_of(work, pack.name)
    else:
        source = known_packs.of(work, copy_of or name)
        pack, before = pack_keeping.copied(source, ""), None
        logo = pack_keeping.logo_of(work, source.name) if source.own else None
    pieces = {reader: pack_pieces.pieces(work, reader) for reader in READERS}
    return PackSheet(
        pack=pack,
        logo_id=logo,
        pieces=pieces,
        rows=_rows(work, pieces),
        before=before,
        may_change=work.role in KEEPERS,
    )


def preview(work: Work, draft: PackDraft) -> Preview:
    """Return how a draft looks, with invented figures, and what stands against it.

    Pages are empty while there is nothing that could be printed.
    """
    checked = pack_keeping.look(work, draft)
    pack = pack_keeping.fitted(draft.pack)
    if draft.logo_id is not None:
        pack = replace(pack, logo=logos.kept(work, draft.logo_id))
    if not pack.kinds or not pack.lines or any(p.code == "pack_too_many" for p in checked.problems):
        return Preview(checked, b"", "")
    period = pack_sample.period_of(work, pack)
    figures = pack_sample.figures(work, pack, period)
    about = About(say("packs.invented"), work.zone, staff.names(work).get(work.by, work.by))
    pack = replace(pack, letter=pack.letter or pack.reader)
    document = compose(figures, pack, work.lists, about)
    return Preview(checked, pdf.write(document), reading.read(document))


def _rows(
    work: Work, pieces: Mapping[str, tuple[Piece, ...]]
) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return the rows of every table in their fixed order."""
    wanted = {piece.path for some in pieces.values() for piece in some if piece.shape == "table"}
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for path in wanted:
        key, _, under = path.partition("/")
        under = under.replace("exact", "published")
        found[path] = tuple(
            (f"{path}/{row}", labels.of_row(f"{key}/{under}".rstrip("/"), row, work.lists))
            for parts in registry.known()[key].parts
            if parts.under == under
            for row in parts.rows(work.lists)
        )
    return found
