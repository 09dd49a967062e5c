"""Whoever touches the trail is found out: which line, after which day, and an end cut off."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from outreach_app.bootstrap import Desk
from outreach_app.casework import people
from outreach_app.clock import SetClock
from outreach_app.governance import audit, heads, history
from outreach_app.governance.audit import Broken
from outreach_app.governance.heads import Head
from outreach_app.safekeeping.places import HERE
from outreach_app.work import Work

TRIGGERS = ("audit_keeps_lines", "audit_drops_nothing", "audit_in_order")
# Each with the line at which it must be found, of ten.
SWAP = """UPDATE audit SET (action, object, hash) =
 (SELECT action, object, hash FROM audit b WHERE b.seq = 9 - audit.seq) WHERE seq IN (4, 5)"""
PUT_IN = """INSERT INTO audit
 SELECT 11, at, actor, action, object, detail, hash, hash FROM audit WHERE seq = 10"""
TOUCHES = {
    "moment": ("UPDATE audit SET at = '2025-12-01T00:00:00Z' WHERE seq = 4", 4),
    "actor": ("UPDATE audit SET actor = 'SOMEBODY' WHERE seq = 5", 5),
    "action": ("UPDATE audit SET action = 'looked' WHERE seq = 1", 1),
    "object": ("UPDATE audit SET object = NULL WHERE seq = 10", 10),
    "detail": ("UPDATE audit SET detail = '{\"a\": 1}' WHERE seq = 6", 6),
    "seal": ("UPDATE audit SET hash = prev WHERE seq = 7", 7),
    "before": ("UPDATE audit SET prev = hash WHERE seq = 8", 8),
    "deleted": ("DELETE FROM audit WHERE seq = 3", 3),
    "first deleted": ("DELETE FROM audit WHERE seq = 1", 1),
    "swapped": (SWAP, 4),
    "put in": (PUT_IN, 11),
    "no moment": ("UPDATE audit SET at = 'soon' WHERE seq = 4", 4),
    "a moment and a blank": ("UPDATE audit SET at = at || ' ' WHERE seq = 4", 4),
    "no JSON": ("UPDATE audit SET detail = '{' WHERE seq = 6", 6),
    "too deep": (f"UPDATE audit SET detail = '{'[' * 50_000}' WHERE seq = 6", 6),
    "no text": ("UPDATE audit SET actor = CAST(x'ff' AS TEXT) WHERE seq = 5", 5),
    "a seal of other letters": ("UPDATE audit SET hash = 'é' WHERE seq = 7", 7),
    "moved up": ("UPDATE audit SET seq = seq + 1 WHERE seq = 10", 10),
}


@pytest.fixture
def ten(desk: Desk, clock: SetClock) -> Desk:
    """A casebook whose trail has ten lines, one a day."""
    while desk.ask(audit.count) < 10:
        clock.moment += timedelta(days=1)
        desk.do(people.add, people.PersonDraft(f"Person {clock.moment:%d}"))
    return desk


def touch(desk: Desk, *statements: str) -> None:
    def run(work: Work) -> None:
        for name in TRIGGERS:
            work.session.execute(text(f"DROP TRIGGER {name}"))
        for each in statements:
            work.session.execute(text(each))

    desk.do(run)


def execute(work: Work, statement: str) -> None:
    work.session.execute(text(statement))


class Untouched(Exception):
    """Takes back what was touched."""


def found(desk: Desk, statement: str) -> Broken | None:
    """Touch the trail, look through it, and take the touch back."""
    seen: list[Broken | None] = []

    def run(work: Work) -> None:
        for name in TRIGGERS:
            work.session.execute(text(f"DROP TRIGGER {name}"))
        work.session.execute(text(statement))
        seen.append(audit.broken(work.session, work.audit_key))
        raise Untouched

    with pytest.raises(Untouched):
        desk.do(run)
    return seen[0]


def test_a_touched_line_is_found_with_the_moment_before_it(ten: Desk) -> None:
    before = ten.ask(lambda work: [row.at for row in reversed(audit.latest(work, 20))])
    for name, (statement, line) in TOUCHES.items():
        after = before[line - 2] if line > 1 else None
        assert found(ten, statement) == Broken(line, after), name
    assert ten.verify().findings == ()


def test_the_line_and_the_day_before_are_said(ten: Desk) -> None:
    touch(ten, TOUCHES["deleted"][0])
    (said,) = ten.verify().findings
    day = ten.ask(lambda work: audit.latest(work, 20))[-2].at
    assert "at entry 3. The last one that is whole is of" in said
    assert f"{day.day} {day:%B %Y}" in said


def test_a_whole_trail_has_nothing_to_say(ten: Desk) -> None:
    assert ten.verify().findings == ()


def test_the_trail_refuses_to_be_touched_by_our_own_code(ten: Desk) -> None:
    for statement in ("UPDATE audit SET actor = 'X'", "DELETE FROM audit"):
        with pytest.raises(Exception, match="only added to"):
            ten.do(execute, statement)


def test_an_end_that_was_cut_off_is_missed_beside_a_copy(ten: Desk) -> None:
    ten.copies.make_now((HERE,))
    touch(ten, "DELETE FROM audit WHERE seq > 8")
    (said,) = ten.verify().findings
    assert "The end of the trail is missing" in said
    assert "knows entry 10" in said


def test_an_end_written_anew_is_missed_beside_a_copy(ten: Desk, clock: SetClock) -> None:
    ten.copies.make_now((HERE,))
    touch(ten, "DELETE FROM audit WHERE seq > 8")
    for name in "abcd":
        clock.moment += timedelta(hours=1)
        ten.do(people.add, people.PersonDraft(f"Later {name}"))
    (said,) = ten.verify().findings
    assert "knows entry 10" in said


def test_what_a_restore_put_aside_is_no_loss(ten: Desk, clock: SetClock) -> None:
    end = ten.ask(lambda work: heads.now(work.session))
    assert end is not None
    moment = clock.moment
    clock.moment += timedelta(hours=1)
    ten.do(lambda work: audit.note(work, "restored"))
    other = Head(12, "0" * heads.DIGITS, moment)
    assert ten.ask(lambda work: heads.missing(work.session, [end, other])) is None
    later = Head(12, "0" * heads.DIGITS, clock.moment + timedelta(hours=1))
    assert ten.ask(lambda work: heads.missing(work.session, [later])) == later
    assert ten.ask(lambda work: heads.missing(work.session, [Head(5, "0" * 16, moment)]))


def test_a_head_on_paper_is_compared_as_it_is_typed(ten: Desk) -> None:
    end = ten.ask(lambda work: heads.now(work.session))
    assert end is not None
    spaced = f" {end.digits[:4].upper()} {end.digits[4:8]} {end.digits[8:]}"
    assert ten.ask(lambda work: heads.stands(work.session, end.entries, spaced))
    assert not ten.ask(lambda work: heads.stands(work.session, end.entries, end.digits[:8]))
    assert not ten.ask(lambda work: heads.stands(work.session, end.entries + 1, end.digits))


def test_a_value_beside_the_trail_cannot_be_altered_unseen(ten: Desk) -> None:
    whose = ten.ask(people.everyone)[0]
    ten.do(lambda work: history.note(work, "person_changed", whose.id, {"alias": ("Old", "New")}))
    assert ten.verify().findings == ()
    ten.do(execute, "UPDATE value_changes SET \"values\" = '{}'")
    (said,) = ten.verify().findings
    assert "was altered: entry" in said
    ten.do(execute, "UPDATE value_changes SET \"values\" = '{'")
    assert ten.verify().findings == (said,)


def test_a_line_that_holds_no_moment_is_said_and_no_end_with_it(ten: Desk) -> None:
    touch(ten, "UPDATE audit SET at = 'soon' WHERE seq >= 4")
    health = ten.verify()
    (said,) = health.findings
    assert "at entry 4" in said
    assert health.end is None


def test_a_trail_that_was_emptied_is_found(ten: Desk) -> None:
    touch(ten, "DELETE FROM audit")
    (said,) = ten.verify().findings
    assert "entry 1" in said
    ten.do(people.add, people.PersonDraft("Later"))
    (said,) = ten.verify().findings
    assert "entry 1" in said
