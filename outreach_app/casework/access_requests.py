"""Somebody asks what is held about them (workflow 8): registered at once, clocked, and answered.

Whoever works with them writes it down; the lead decides. From that moment everything about them is
kept until it is answered (`holds`). Nothing is handed over before it is known that it is them, and
only by a way they say is safe.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import func, insert, select, update

from models.own_copy import AccessPause, AccessRequest
from models.types import new_key
from outreach_app.casework import access, checks
from outreach_app.casework.access_clock import IDENTITY, WHY
from outreach_app.casework.access_reading import PENDING, clock_of, get, pauses
from outreach_app.casework.roles import SHIFT, insist
from outreach_app.casework.seen import whole_id
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

# Words of all of these: resources/words/own_copy.toml.
HOW: Final = ("in_person", "spoken", "message", "letter", "advocate")
# How it can be known that it is them, for somebody without papers.
IDENTITIES: Final = ("agreed_words", "recognised", "met", "advocate", "document")
WAYS: Final = ("in_person", "advocate", "safe_message", "safe_post")
GIVEN: Final = ("given", "part")
# Answers without a copy.
WITHOUT: Final = ("nothing_held", "refused", "taken_back")


@dataclass(frozen=True, slots=True)
class AccessDraft:
    """A request as it is written down. `received_on` is a local day; the rest may wait.

    Without `person_id` nobody was found under the name they gave. With `wait_for` (of `WHY`) the
    clock stands from today on, because something had to be asked back.
    """

    received_on: date
    person_id: str | None = None
    how: str = "in_person"
    identity: str | None = None
    hand_over: str | None = None
    hand_over_note: str | None = None
    asked: str | None = None
    wait_for: str | None = None


def check(draft: AccessDraft, today: date) -> list[Problem]:
    """Find what must be mended before a request can be written down."""
    problems = checks.text("asked", draft.asked, checks.NOTE_LIMIT)
    problems += checks.text("hand_over_note", draft.hand_over_note, checks.NOTE_LIMIT)
    if draft.received_on > today:
        problems.append(Problem("received_on", "in_the_future"))
    choices: tuple[tuple[str, str | None, tuple[str, ...]], ...] = (
        ("how", draft.how, HOW),
        ("identity", draft.identity, IDENTITIES),
        ("hand_over", draft.hand_over, WAYS),
        ("wait_for", draft.wait_for, WHY),
    )
    for field, value, allowed in choices:
        if value is not None and value not in allowed:
            problems.append(Problem(field, "unknown_code", {"value": value}))
    return problems


def register(work: Work, draft: AccessDraft) -> Done[str]:
    """Write a request down; it stands on Today until it is answered. Raises Restricted."""
    insist(work, SHIFT)
    checks.insist(check(draft, work.today))
    whose = None
    if draft.person_id is not None:
        access.insist(work, draft.person_id)
        whose = whole_id(work, draft.person_id)
    key, reference = new_key(), _next_reference(work)
    work.session.execute(
        insert(AccessRequest).values(
            id=key,
            reference=reference,
            person_id=whose,
            received_on=draft.received_on,
            how=draft.how,
            asked=checks.clean(draft.asked),
            identity=draft.identity,
            identity_on=work.today if draft.identity else None,
            hand_over=draft.hand_over,
            hand_over_note=checks.clean(draft.hand_over_note),
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    if draft.wait_for is not None:
        _pause(work, key, draft.wait_for)
    audit.note(work, "own_record_asked", key)
    return Done(key, _changes(whose))


def pause(work: Work, request_id: str, why: str) -> Done[str]:
    """Let the clock stand: it was asked who they are, or what they want."""
    held = get(work, request_id)
    problems = [] if why in WHY else [Problem("why", "required")]
    if any(each.until is None for each in pauses(work, request_id)):
        problems.append(Problem("why", "own_copy_stands"))
    checks.insist(problems)
    _pause(work, request_id, why)
    return _went_on(work, held, "own_record_paused", why=why)


def go_on(work: Work, request_id: str) -> Done[str]:
    """Let the clock go on from today: the answer came."""
    held = get(work, request_id)
    _end_pauses(work, request_id)
    return _went_on(work, held, "own_record_went_on")


def identify(work: Work, request_id: str, identity: str) -> Done[str]:
    """Write down how it is known that it is them; a clock that waited for it goes on."""
    held = get(work, request_id)
    if identity not in IDENTITIES:
        checks.insist([Problem("identity", "required")])
    _set(work, request_id, identity=identity, identity_on=work.today)
    _end_pauses(work, request_id, IDENTITY)
    return _went_on(work, held, "own_record_identified", how=identity)


def hand_over_by(work: Work, request_id: str, way: str, note: str | None = None) -> Done[str]:
    """Write down the way of handing it over that they say is safe."""
    held = get(work, request_id)
    problems = checks.text("hand_over_note", note, checks.NOTE_LIMIT)
    if way not in WAYS:
        problems.append(Problem("hand_over", "required"))
    checks.insist(problems)
    _set(work, request_id, hand_over=way, hand_over_note=checks.clean(note))
    return _went_on(work, held, "own_record_way", way=way)


def extend(work: Work, request_id: str, reason: str) -> Done[str]:
    """Take two more months because it is complex; only within the first, and they are told why."""
    held = get(work, request_id)
    problems = checks.text("reason", reason, checks.NOTE_LIMIT, needed=True)
    now = clock_of(work, held)
    if held.extended_on is not None or now.extend_by is None or work.today > now.extend_by:
        problems.append(Problem("reason", "own_copy_too_late"))
    checks.insist(problems)
    _set(work, request_id, extended_on=work.today, extended_reason=checks.clean(reason))
    return _went_on(work, held, "own_record_extended")


def find_person(work: Work, request_id: str, person_id: str) -> Done[str]:
    """Say whose record is asked for, where nobody had been found when it was written down."""
    held = get(work, request_id)
    access.insist(work, person_id)
    if held.person_id is not None:
        checks.insist([Problem("person_id", "own_copy_has_person")])
    _set(work, request_id, person_id=whole_id(work, person_id))
    return _went_on(work, held, "own_record_found")


def name_colleagues(work: Work, request_id: str, named: bool) -> Done[str]:
    """Decide whether colleagues are named in the copy; without a decision they are not."""
    held = get(work, request_id)
    _set(work, request_id, name_colleagues=named)
    return _went_on(work, held, "own_record_colleagues", named=named)


def answer_without(work: Work, request_id: str, result: str, reason: str) -> Done[str]:
    """Answer without a copy: nothing held, refused with a reason, or they took it back."""
    held = get(work, request_id)
    problems = checks.text("reason", reason, checks.NOTE_LIMIT, needed=True)
    if result not in WITHOUT:
        problems.append(Problem("result", "required"))
    if result == "nothing_held" and held.person_id is not None:
        problems.append(Problem("result", "own_copy_is_held"))
    checks.insist(problems)
    return finish(work, request_id, result, reason)


def finish(
    work: Work, request_id: str, result: str, reason: str | None, release_id: str | None = None
) -> Done[str]:
    """Write down that a request is answered, and by how many days too late."""
    held = get(work, request_id)
    late = _late_by(work, held)
    _set(
        work,
        request_id,
        result=result,
        reason=checks.clean(reason),
        release_id=release_id,
        answered_at=work.now,
        answered_by=work.by,
    )
    audit.note(work, "own_record_answered", request_id, result=result, late_days=late)
    return Done(request_id, _changes(held.person_id))


def open_again(work: Work, request_id: str) -> Done[str]:
    """Open an answered request again: it did not reach them, or something was left out."""
    held = get(work, request_id)
    if held.result == PENDING:
        raise NoSuchRecord
    _set(work, request_id, result=PENDING, answered_at=None, answered_by=None, release_id=None)
    return _went_on(work, held, "own_record_opened_again")


def complained(work: Work, request_id: str) -> Done[str]:
    """Write down that they complained about the answer, today."""
    held = get(work, request_id)
    _set(work, request_id, complained_on=work.today)
    return _went_on(work, held, "own_record_complaint")


def void(work: Work, request_id: str, reason: str) -> Done[str]:
    """Take a request out of the list, with the reason; it stays in the casebook."""
    held = get(work, request_id)
    checks.insist(checks.one_of(work.lists, "void_reason", "void_reason", reason))
    _set(work, request_id, voided_at=work.now, void_reason=reason)
    audit.note(work, "own_record_voided", request_id, reason=reason)
    return Done(request_id, _changes(held.person_id))


def _late_by(work: Work, held: AccessRequest) -> int:
    left = clock_of(work, held).days_left(work.today)
    return 0 if left is None else max(-left, 0)


def _pause(work: Work, request_id: str, why: str) -> None:
    work.session.execute(
        insert(AccessPause).values(
            id=new_key(),
            request_id=request_id,
            why=why,
            from_on=work.today,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )


def _end_pauses(work: Work, request_id: str, why: str | None = None) -> None:
    standing = update(AccessPause).where(
        AccessPause.request_id == request_id, AccessPause.until.is_(None)
    )
    if why is not None:
        standing = standing.where(AccessPause.why == why)
    # A clock that was set back since would make it end before it began.
    work.session.execute(standing.values(until=func.max(AccessPause.from_on, work.today)))


def _set(work: Work, request_id: str, **values: Any) -> None:
    work.session.execute(
        update(AccessRequest).where(AccessRequest.id == request_id).values(**values)
    )


def _went_on(work: Work, held: AccessRequest, action: str, **detail: Any) -> Done[str]:
    work.session.expire(held)
    audit.note(work, action, held.id, **detail)
    return Done(held.id, _changes(held.person_id))


def _next_reference(work: Work) -> str:
    count = work.session.scalar(select(func.count()).select_from(AccessRequest)) or 0
    return f"OWN-{count + 1:02d}"


def _changes(person_id: str | None) -> Any:
    return changed("own_copies", person_id=person_id)
