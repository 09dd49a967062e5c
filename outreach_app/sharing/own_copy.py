"""A copy of somebody's own record on its way to them: looked through, shown, let go of.

Whatever of others stands in a block, by name, number or place, is found and has to be taken out
before anything leaves; colleagues are not named unless the lead decided it. What leaves is made
again from the record at the moment of the yes (`sheets` does the same).
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from outreach_app.casework import access_requests, outside_requests, staff
from outreach_app.casework.access_reading import PENDING, AccessRecord, get, read
from outreach_app.casework.own_copy import deciding, finds
from outreach_app.casework.own_copy.blocks import Block
from outreach_app.casework.own_copy.deciding import PART, WITHHOLD, Choice
from outreach_app.casework.own_copy.finds import Find
from outreach_app.casework.own_copy.gathering import SECTIONS, gather
from outreach_app.casework.seen import records_of
from outreach_app.governance import audit
from outreach_app.reports import own_copy_paper
from outreach_app.reports.outgoing_page import Made
from outreach_app.reports.own_copy_paper import OwnCopy, Part, Piece
from outreach_app.sharing import beside, releasing
from outreach_app.sharing.asking import Denied, Request
from outreach_app.sharing.deciding import decide
from outreach_app.sharing.marking import marks
from outreach_app.sharing.releasing import NotAsShown, Parcel, Preview, Released, Yes
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

OUTPUT: Final = "own_copy"
SAVED: Final = "saved"
_BETWEEN: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One block, what was decided about it, if anything, and who else stands in it.

    `left` are the finds that what was decided would still give.
    """

    block: Block
    choice: Choice | None
    found: tuple[Find, ...]
    left: tuple[Find, ...]

    @property
    def id(self) -> str:
        """The kind and key of the block."""
        return self.block.id


@dataclass(frozen=True, slots=True)
class Review:
    """The first copy of a request, as far as it was looked through."""

    record: AccessRecord
    rows: tuple[Reviewed, ...]

    @property
    def open(self) -> int:
        """How many blocks nobody has decided about."""
        return sum(each.choice is None for each in self.rows)


def easy(rows: Iterable[Reviewed]) -> tuple[Block, ...]:
    """Return the blocks nobody decided about in which there is nothing to look at."""
    return tuple(
        each.block
        for each in rows
        if each.choice is None
        and not each.found
        and not each.block.suggest
        and each.block.form is None
    )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A copy ready for the last look; without a `preview` there is none, and `reasons` say why.

    `reasons` are codes of ``own_copy.why`` or ``sharing.denied``. `preview` is the paper, `file`
    the same as files in one.
    """

    request_id: str
    reasons: tuple[str, ...]
    preview: Preview | None = None
    file: Preview | None = None

    @property
    def may_leave(self) -> bool:
        """Tell whether only the yes of a person is missing."""
        return self.preview is not None and self.preview.may_leave


def look(work: Work, request_id: str) -> Done[Review]:
    """Open the first copy; that it was read is written into the trail."""
    found = review(work, request_id)
    audit.note(work, "own_record_read", request_id, blocks=len(found.rows))
    return Done(found, changed("audit"))


def review(work: Work, request_id: str) -> Review:
    """Return every block with what was decided. For the lead.

    Raises NotAllowed, Restricted, NoSuchRecord.
    """
    record = read(work, request_id)
    whose = record.row.person_id
    if whose is None:
        return Review(record, ())
    blocks = gather(work, whose)
    choices = deciding.made(work, request_id, blocks)
    found = _found(work, record, blocks)
    return Review(
        record,
        tuple(
            Reviewed(
                each,
                choices.get(each.id),
                found[each.id],
                _left(found[each.id], choices.get(each.id)),
            )
            for each in blocks
        ),
    )


def prepare(work: Work, request_id: str) -> Prepared:
    """Make the copy as it would be handed over, with all that stands against it; writes nothing."""
    return _prepare(work, request_id, releasing.new_reference())


def release(work: Work, prepared: Prepared, way: str) -> Done[Released | Denied]:
    """Let go of a copy that was looked at, ``printed`` or ``saved``, and answer the request.

    Raises NotAsShown when the record or what was decided went on since.
    """
    if prepared.preview is None or prepared.file is None:
        raise NotAsShown
    again = _prepare(work, prepared.request_id, prepared.preview.parcel.reference)
    if again.reasons or again != prepared:
        raise NotAsShown
    chosen = prepared.file if way == SAVED else prepared.preview
    done = releasing.release(work, chosen.parcel, Yes(chosen.sha256, way))
    if isinstance(done.value, Released):
        rows = review(work, prepared.request_id).rows
        whole = all(each.choice is not None and each.choice.choice == "give" for each in rows)
        result = "given" if whole else "part"
        access_requests.finish(work, prepared.request_id, result, None, done.value.id)
    return Done(done.value, changed("own_copies", "disclosures", "tasks", "audit"))


def letter(work: Work, request_id: str, kind: str) -> Done[bytes]:
    """Return a letter without a copy (`own_copy_paper.LETTERS`); it names nobody. For the lead."""
    record = read(work, request_id)
    made: Made = own_copy_paper.letter(
        kind, record.row.received_on, work.today, record.row.clock.due
    )
    audit.note(work, "own_record_letter", request_id, kind=kind)
    return Done(made.data, changed("audit"))


def neither(work: Work, request_id: str) -> Done[bytes]:
    """Return the letter to somebody who asks about themselves and is told neither yes nor no.

    `request_id` is that of a request from outside. For the lead. Raises NotAllowed, NoSuchRecord.
    """
    held = outside_requests.get(work, request_id)
    made = own_copy_paper.letter("neither", work.day_of(held.received_at), work.today)
    audit.note(work, "own_record_letter", request_id, kind="neither")
    return Done(made.data, changed("audit"))


def _prepare(work: Work, request_id: str, reference: str) -> Prepared:
    get(work, request_id)
    found = review(work, request_id)
    reasons = tuple(_why_not(found))
    if reasons:
        return Prepared(request_id, reasons)
    record = found.record
    request = Request(
        OUTPUT,
        person_id=record.row.person_id,
        recipient="self",
        basis="subject_access",
        reason=record.row.reference,
    )
    if isinstance(decision := decide(work, request), Denied):
        return Prepared(request_id, decision.reasons)
    copy = _copy(work, found, reference)
    paper = own_copy_paper.written(copy)
    fields = ("all",)
    printed = Parcel((request,), reference, fields, paper.text, paper.data, "pdf")
    packed = own_copy_paper.packed(copy, paper)
    preview = releasing.look(work, printed)
    # The same words in another wrapping: they need no second look.
    saved = replace(printed, data=packed, media="zip")
    file = replace(preview, parcel=saved, sha256=sha256(packed).hexdigest())
    return Prepared(request_id, ("leak",) if preview.blocking else (), preview, file)


def _why_not(found: Review) -> Iterable[str]:
    record = found.record
    if record.row.result != PENDING:
        yield "answered"
    if record.row.person_id is None:
        yield "nobody"
    if record.identity is None:
        yield "identity"
    if record.hand_over is None:
        yield "hand_over"
    if found.open:
        yield "open"
    if any(each.blocks for row in found.rows for each in row.left):
        yield "others"


def _copy(work: Work, found: Review, reference: str) -> OwnCopy:
    record = found.record
    names: Mapping[str, str] = staff.names(work) if record.name_colleagues else {}
    choices = {each.block.id: each.choice for each in found.rows if each.choice}
    parts = []
    for section in SECTIONS:
        pieces = [
            Piece(
                each.block.title,
                each.block.day,
                deciding.shown(each.block, each.choice),
                names.get(each.block.written_by or "", ""),
                each.block.form,
                each.block.media,
            )
            for each in found.rows
            if each.block.section == section
            and each.choice is not None
            and each.choice.choice != WITHHOLD
        ]
        # A heading over nothing would say that nothing is held, where something was kept back.
        if pieces:
            parts.append(Part(say(f"own_copy.section.{section}"), tuple(pieces)))
    return OwnCopy(
        reference,
        record.row.received_on,
        work.today,
        tuple(parts),
        tuple(say(f"own_copy.reason.{each}") for each in deciding.reasons(choices)),
    )


def _found(
    work: Work, record: AccessRecord, blocks: tuple[Block, ...]
) -> dict[str, tuple[Find, ...]]:
    """Look through all blocks at once for others, and give each block its own finds."""
    request = Request(
        OUTPUT, person_id=record.row.person_id, recipient="self", basis="subject_access"
    )
    starts, at = [], 0
    for block in blocks:
        starts.append(at)
        at += len(block.text) + len(_BETWEEN)
    whole = _BETWEEN.join(block.text for block in blocks)
    found: dict[str, list[Find]] = {block.id: [] for block in blocks}
    for mark in marks(work, whole, (request,)):
        place = bisect_right(starts, mark.start) - 1
        start, end = mark.start - starts[place], mark.end - starts[place]
        if end <= len(blocks[place].text):
            found[blocks[place].id].append(Find(mark.kind, mark.words, start, end, mark.blocks))
    others = beside.gather(work, work.session.scalars(records_of(record.row.person_id or "")).all())
    names = () if record.name_colleagues else finds.colleagues(work)
    for block in blocks:
        found[block.id] += finds.of_colleagues(block.text, names)
        marked = [(each.start, each.end) for each in found[block.id]]
        found[block.id] += (
            each
            for each in beside.found(block.text, others)
            if not any(start < each.end and each.start < end for start, end in marked)
        )
    return {
        key: tuple(sorted(set(some), key=lambda each: (each.start, each.end, each.kind)))
        for key, some in found.items()
    }


def again(row: Reviewed, choice: Choice) -> Reviewed:
    """Return a block as it stands with another choice, without reading the record once more."""
    return Reviewed(row.block, choice, row.found, _left(row.found, choice))


def _left(found: tuple[Find, ...], choice: Choice | None) -> tuple[Find, ...]:
    """Return what of the finds would still be given."""
    if choice is None or choice.choice == WITHHOLD:
        return ()
    cuts = choice.cuts if choice.choice == PART else ()
    return tuple(
        each
        for each in found
        if not any(start <= each.start and each.end <= end for start, end in cuts)
    )
