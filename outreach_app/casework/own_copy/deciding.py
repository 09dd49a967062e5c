"""What is given of each block: give, part, withhold; nothing is decided by itself.

What was decided belongs to the text as it was then: where the record went on since, the block has
to be looked at again. A part is the text without what was taken out; nobody writes into it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, insert, select

from models.own_copy import AccessDecision
from models.types import new_key
from outreach_app.casework import checks
from outreach_app.casework.access_reading import PENDING, get
from outreach_app.casework.own_copy.blocks import REASONS, Block
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

GIVE: Final = "give"
PART: Final = "part"
WITHHOLD: Final = "withhold"
CHOICES: Final = (GIVE, PART, WITHHOLD)

Cut = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided about a block; `cuts` are the places taken out of its text."""

    choice: str
    reason: str | None = None
    note: str | None = None
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class ChoiceDraft:
    """A choice about one block as it stands on the screen. Keeping something back has a reason."""

    request_id: str
    block: Block
    choice: Choice


def check(draft: ChoiceDraft) -> list[Problem]:
    """Find what must be mended before a choice can be kept."""
    made = draft.choice
    problems = checks.text("note", made.note, checks.NOTE_LIMIT)
    if made.choice not in CHOICES:
        problems.append(Problem("choice", "required"))
    if made.choice in (PART, WITHHOLD) and made.reason not in REASONS:
        problems.append(Problem("reason", "required"))
    if made.choice == PART:
        size = len(draft.block.text)
        inside = all(0 <= start < end <= size for start, end in made.cuts)
        if not made.cuts or not inside or draft.block.form is not None:
            problems.append(Problem("cuts", "own_copy_cuts"))
    return problems


def decide(work: Work, draft: ChoiceDraft) -> Done[str]:
    """Keep what is given of one block; the trail keeps the choice and its reason, no word."""
    _waits(work, draft.request_id)
    checks.insist(check(draft))
    _keep(work, draft)
    audit.note(
        work,
        "own_record_decided",
        draft.request_id,
        block=draft.block.id,
        choice=draft.choice.choice,
        **({"reason": draft.choice.reason} if draft.choice.reason else {}),
    )
    return Done(draft.request_id, changed("own_copies"))


def give_all(work: Work, request_id: str, blocks: Iterable[Block]) -> Done[int]:
    """Give blocks in which nothing was found, at one word of the lead; answer how many."""
    _waits(work, request_id)
    some = tuple(each for each in blocks if not each.suggest and each.form is None)
    for block in some:
        _keep(work, ChoiceDraft(request_id, block, Choice(GIVE)))
    audit.note(work, "own_record_given_all", request_id, count=len(some))
    return Done(len(some), changed("own_copies"))


def made(work: Work, request_id: str, blocks: Iterable[Block]) -> dict[str, Choice]:
    """Return what was decided, by block; not of those that read otherwise since."""
    seen = {each.id: each.seen for each in blocks}
    rows = work.session.execute(
        select(
            AccessDecision.block,
            AccessDecision.choice,
            AccessDecision.reason,
            AccessDecision.note,
            AccessDecision.cuts,
            AccessDecision.seen,
        ).where(AccessDecision.request_id == request_id)
    )
    return {
        row.block: Choice(
            row.choice,
            row.reason,
            row.note,
            tuple((start, end) for start, end in row.cuts.get("places", ())),
        )
        for row in rows
        if seen.get(row.block) == row.seen
    }


def shown(block: Block, choice: Choice) -> str:
    """Return what is given of a block: its text without what was taken out, or nothing."""
    if choice.choice == WITHHOLD:
        return ""
    return without(block.text, choice.cuts) if choice.choice == PART else block.text


def without(text: str, cuts: Iterable[Cut]) -> str:
    """Take places out of a text; each leaves the same mark, however long it was."""
    left, at = [], 0
    for start, end in _joined(cuts):
        left += [text[at:start], say("own_copy.taken_out")]
        at = end
    return "".join([*left, text[at:]])


def _joined(cuts: Iterable[Cut]) -> list[Cut]:
    found: list[Cut] = []
    for start, end in sorted(cuts):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def reasons(choices: Mapping[str, Choice]) -> tuple[str, ...]:
    """Return why anything was kept back, in the order of `REASONS`."""
    said = {each.reason for each in choices.values() if each.choice in (PART, WITHHOLD)}
    return tuple(each for each in REASONS if each in said)


def _keep(work: Work, draft: ChoiceDraft) -> None:
    work.session.execute(
        delete(AccessDecision).where(
            AccessDecision.request_id == draft.request_id,
            AccessDecision.block == draft.block.id,
        )
    )
    work.session.execute(
        insert(AccessDecision).values(
            id=new_key(),
            request_id=draft.request_id,
            block=draft.block.id,
            choice=draft.choice.choice,
            reason=draft.choice.reason,
            note=checks.clean(draft.choice.note),
            cuts={"places": [list(each) for each in _joined(draft.choice.cuts)]},
            seen=draft.block.seen,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )


def _waits(work: Work, request_id: str) -> None:
    if get(work, request_id).result != PENDING:
        raise NoSuchRecord
