"""After a lock the data key is nowhere in the memory of the program; what is left is counted."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from outreach_app.casework import contacts, incidents, people
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.person_rows import PersonDraft
from outreach_app.casework.telling import IncidentDraft
from outreach_app.clock import SetClock
from outreach_app.vault import unlocking
from outreach_app.vault.throttle import Throttle
from tests.conftest import PASSPHRASE, SIGN_IN, MakeDesk
from tests.traces.memory import can_be_read, counted, memory_of

ALIAS: Final = "quokkawaffle"
NOTE: Final = "marmaladedoor"
ACCOUNT: Final = "thistlefathom"
TYPED: Final = "zebrafinchery"
WORDS: Final = (ALIAS, NOTE, ACCOUNT, TYPED, PASSPHRASE)
KEY: Final = "data key"


@pytest.mark.skipif(not can_be_read(), reason="reads memory as Linux shows it")
def test_the_data_key_is_gone_after_a_lock(make_desk: MakeDesk, clock: SetClock) -> None:
    desk = make_desk()
    path = desk.path
    person = desk.do(people.add, PersonDraft(alias=ALIAS)).value.id
    now = desk.clock.now()
    desk.do(contacts.log, ContactDraft(now, who="known", person_id=person, note=NOTE))
    told = IncidentDraft(
        told_at=now,
        person_id=person,
        type="robbery",
        area="unknown",
        occurred_precision="unknown",
        own_words=ACCOUNT,
    )
    desk.do(incidents.log, told)
    desk.close()
    with unlocking.unlock(path, SIGN_IN, PASSPHRASE, Throttle(clock, path.parent)) as key:
        data_key = bytes(key.database_key())
    before, after = _looked_into(path, data_key)
    # The search finds what is there to be found.
    assert all(before[each] for each in (KEY, ALIAS, NOTE, ACCOUNT, TYPED)), before
    assert after[KEY] == 0, after
    # Words are counted and not promised: docs/safekeeping.md says how many were left.
    sys.stdout.write(f"open: {before}\nlocked: {after}\n")


def _looked_into(path: Path, data_key: bytes) -> tuple[dict[str, int], dict[str, int]]:
    """Count in the memory of the program while it is open, and after it was locked."""
    command = [sys.executable, "-m", "tests.traces.locked_day"]
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    found = []
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=surroundings
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        said = "\t".join((str(path), SIGN_IN, PASSPHRASE, TYPED))
        try:
            for line, answer in ((said, "open\n"), ("", "locked\n")):
                program.stdin.write(f"{line}\n")
                program.stdin.flush()
                assert program.stdout.readline() == answer
                found.append(_counted(program.pid, data_key))
            program.stdin.write("\n")
        except PermissionError:
            pytest.skip("this system lets nobody look into a child's memory")
        finally:
            program.kill()
    return found[0], found[1]


def _counted(process: int, data_key: bytes) -> dict[str, int]:
    memory = memory_of(process)
    in_hex = memory.count(data_key.hex().encode()) + memory.count(data_key.hex().upper().encode())
    return {KEY: memory.count(data_key) + in_hex, **counted(memory, WORDS)}
