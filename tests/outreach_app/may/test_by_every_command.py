"""Each role tries every command of the core: whoever may not is refused before a row changes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.errors import NotAllowed, Restricted
from outreach_app.work import Work
from tests.filled import fill
from tests.outreach_app.may.arguments import arguments
from tests.outreach_app.may.commands import Command, commands, prepared
from tests.outreach_app.may.table import EVERYBODY, MAY, ROLES


class _Over(Exception):
    """Takes back everything that was tried."""


def test_every_command_is_in_the_table() -> None:
    """A new command says here who may, and refuses everybody else in the core."""
    assert set(MAY) | set(EVERYBODY) == set(commands())
    assert not set(MAY) & set(EVERYBODY)


def test_whoever_may_not_is_refused_before_anything_is_written(desk: Desk, clock: SetClock) -> None:
    clock.moment += timedelta(days=60)
    fill(desk)
    tried: dict[str, frozenset[str]] = {}
    wrote: list[tuple[str, str]] = []

    def each_tries_each(work: Work) -> None:
        known, every = prepared(work), commands()
        for name in MAY:
            command = every[name]
            given = arguments(command, work.session) | dict(known.get(name, {}))
            refused = set()
            for role in ROLES:
                before = _changes(work.session)
                if _is_refused(work, role, command, given):
                    refused.add(role)
                    if _changes(work.session) != before:
                        wrote.append((name, role))
            tried[name] = frozenset(ROLES) - refused
        raise _Over

    with pytest.raises(_Over):
        desk.do(each_tries_each)
    assert wrote == []
    assert {name: set(who) for name, who in tried.items()} == {
        name: set(who) for name, who in MAY.items()
    }


def _changes(session: Session) -> int:
    """Count the rows written, changed and taken away so far, taken back or not."""
    return int(session.scalar(text("SELECT total_changes()")) or 0)


def _is_refused(work: Work, role: str, command: Command, given: dict[str, object]) -> bool:
    """Tell whether a colleague of this role, who knows nobody here, is refused."""
    tries = work.session.begin_nested()
    try:
        command(replace(work, by="ZZ", role=role), **given)
    except (NotAllowed, Restricted):
        return True
    except Exception:  # noqa: BLE001 - what else stands against it is no question of roles
        return False
    finally:
        tries.rollback()
        work.session.expunge_all()
    return False
