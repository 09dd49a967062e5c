"""A key file of another casebook in the place of one of ours: ours counts, that one is kept."""

from contextlib import closing
from pathlib import Path

import pytest

from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.errors import Damaged, WaitFirst, WrongPassphrase
from outreach_app.governance import audit
from outreach_app.vault import keyfile_copies, letterbox
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.keyholders import NewKeys, create_keys
from outreach_app.vault.throttle import Throttle
from outreach_app.vault.unlocking import unlock
from tests.conftest import PASSPHRASE as DAYAS
from tests.conftest import SIGN_IN, MakeDesk
from tests.outreach_app.vault.conftest import NAME, PASSPHRASE

OTHERS = "copper sparrow kettle winter noon"


def made(make_desk: MakeDesk) -> tuple[Path, list[bytes]]:
    with closing(make_desk()) as desk:
        path = desk.path
    return path, [each.read_bytes() for each in keyfile_copies.paths_of(path)]


def put_other(path: Path, which: int, passphrase: str) -> bytes:
    """Put the key file of another casebook in the place of one of ours; answers what it holds."""
    other = path.with_name("other.casebook")
    create_keys(other, "", passphrase, KdfCost.CHEAPEST)
    content = keyfile_copies.paths_of(other)[0].read_bytes()
    keyfile_copies.paths_of(path)[which].write_bytes(content)
    return content


def actions(desk: Desk) -> list[str]:
    return [row.action for row in desk.ask(audit.latest, 99)]


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("passphrase", [OTHERS, DAYAS])
def test_ours_opens_and_the_other_is_laid_aside(
    make_desk: MakeDesk, clock: SetClock, which: int, passphrase: str
) -> None:
    path, good = made(make_desk)
    other = put_other(path, which, passphrase)
    with closing(bootstrap.open_desk(path, SIGN_IN, DAYAS, clock)) as again:
        assert actions(again).count("key_file_mended") == 1
        assert again.new_key.due() is None
    assert [each.read_bytes() for each in keyfile_copies.paths_of(path)] == good
    (aside,) = path.parent.glob(f"{path.name}.keys-aside-*")
    assert aside.read_bytes() == other
    with closing(bootstrap.open_desk(path, SIGN_IN, DAYAS, clock)) as again:
        assert actions(again).count("key_file_mended") == 1


def test_a_note_can_be_left_meanwhile(make_desk: MakeDesk) -> None:
    path, _ = made(make_desk)
    put_other(path, 0, OTHERS)
    letterbox.post(path, letterbox.new_id(), b"{}")


def test_where_both_are_of_others_it_is_damage(make_desk: MakeDesk, clock: SetClock) -> None:
    path, _ = made(make_desk)
    one = put_other(path, 0, DAYAS)
    for each in keyfile_copies.paths_of(path.with_name("other.casebook")):
        each.unlink()
    two = put_other(path, 1, DAYAS)
    with pytest.raises(Damaged):
        bootstrap.open_desk(path, SIGN_IN, DAYAS, clock)
    assert [each.read_bytes() for each in keyfile_copies.paths_of(path)] == [one, two]


def test_wrong_attempts_are_counted_for_both(
    casebook: Path, keys: NewKeys, throttle: Throttle
) -> None:
    def fits(_: Path, key: object) -> bool:
        return getattr(key, "vault_id", "") == keys.key.vault_id

    put_other(casebook, 0, OTHERS)
    others = keyfile_copies.read(casebook.with_name("other.casebook")).vault
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            unlock(casebook, NAME, "six wrong words of no use here", throttle, fits=fits)
    assert {throttle.state(each).failures for each in (others, keys.key.vault_id)} == {3}
    assert throttle.state(keys.key.vault_id, casebook).failures == 3
    with pytest.raises(WrongPassphrase):
        unlock(casebook, NAME, "six wrong words of no use here", throttle, fits=fits)
    with pytest.raises(WaitFirst):
        unlock(casebook, NAME, PASSPHRASE, throttle, fits=fits)
