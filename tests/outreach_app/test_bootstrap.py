from pathlib import Path

import pytest

from outreach_app import bootstrap
from outreach_app.casework import people
from outreach_app.clock import SetClock
from outreach_app.errors import MistypedCode, WrongPassphrase
from outreach_app.governance import audit
from outreach_app.vault.kdf import KdfCost
from tests.conftest import PASSPHRASE, SIGN_IN

NEW = "copper sparrow kettle winter noon"


def test_the_recovery_code_gives_a_new_passphrase_and_is_used_up(
    tmp_path: Path, clock: SetClock
) -> None:
    path = tmp_path / "one.casebook"
    made = bootstrap.create(path, "", SIGN_IN, PASSPHRASE, clock, KdfCost.CHEAPEST)
    made.desk.do(people.add, people.PersonDraft(alias="Domino"))
    made.desk.close()

    with pytest.raises(MistypedCode):
        bootstrap.recover(path, made.recovery_code[:-1] + "A", SIGN_IN, NEW, clock)
    with pytest.raises(WrongPassphrase):
        bootstrap.recover(path, made.recovery_code, "nobody", NEW, clock)
    again = bootstrap.recover(path, made.recovery_code, SIGN_IN, NEW, clock, cost=KdfCost.CHEAPEST)
    assert again.desk.ask(people.find, "dom")
    assert again.desk.ask(audit.latest, 1)[0].action == "recovered"
    again.desk.close()

    for stale in (PASSPHRASE, "", made.recovery_code):
        with pytest.raises(WrongPassphrase):
            bootstrap.open_desk(path, SIGN_IN, stale, clock)
        clock.ticks += 400
    with pytest.raises(WrongPassphrase):
        bootstrap.recover(path, made.recovery_code, SIGN_IN, PASSPHRASE, clock)
    clock.ticks += 400
    bootstrap.open_desk(path, SIGN_IN, NEW, clock).close()
    assert again.recovery_code != made.recovery_code


def test_opening_changes_no_byte_until_something_is_done(tmp_path: Path, clock: SetClock) -> None:
    path = tmp_path / "one.casebook"
    bootstrap.create(path, "", SIGN_IN, PASSPHRASE, clock, KdfCost.CHEAPEST).desk.close()
    before = path.read_bytes()

    desk = bootstrap.open_desk(path, SIGN_IN, PASSPHRASE, clock)
    desk.ask(people.everyone)
    desk.close()
    assert path.read_bytes() == before

    desk = bootstrap.open_desk(path, SIGN_IN, PASSPHRASE, clock)
    desk.do(people.add, people.PersonDraft(alias="Domino"))
    assert [row.action for row in desk.ask(audit.latest, 2)] == ["person_added", "unlocked"]
    desk.close()
