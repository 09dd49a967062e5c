from pathlib import Path

import pytest

from outreach_app import bootstrap
from outreach_app.clock import SetClock
from outreach_app.errors import (
    AlreadyThere,
    Damaged,
    KeysMissing,
    LastWayIn,
    MistypedCode,
    WrongPassphrase,
)
from outreach_app.vault import keyfile_copies, keyholders
from outreach_app.vault.kdf import KdfCost, tidy_name
from outreach_app.vault.keyfile import PASSPHRASE as PERSON
from outreach_app.vault.keyfile import RECOVERY
from outreach_app.vault.keyholders import NewKeys, create_keys
from outreach_app.vault.throttle import Throttle
from outreach_app.vault.unlocking import unlock, unlock_with_recovery
from tests.outreach_app.vault.conftest import NAME, PASSPHRASE

OTHER = "copper sparrow kettle winter noon"


def test_name_and_passphrase_open_the_same_key(
    casebook: Path, keys: NewKeys, throttle: Throttle
) -> None:
    opened = unlock(casebook, NAME, PASSPHRASE, throttle)
    assert opened.database_key() == keys.key.database_key()
    assert opened.derive("audit-chain/1") == keys.key.derive("audit-chain/1")
    assert opened.derive("audit-chain/1") != opened.derive("audit-chain/2")
    assert (opened.vault_id, opened.slot_id, opened.kind) == (
        keys.key.vault_id,
        keys.key.slot_id,
        PERSON,
    )


def test_spelling_of_the_name_is_forgiven(
    casebook: Path, keys: NewKeys, throttle: Throttle
) -> None:
    unlock(casebook, "  aSH ", PASSPHRASE, throttle)
    assert tidy_name("ＡＳＨ  Grove") == tidy_name("ash grove")


def test_accents_typed_either_way_are_the_same(tmp_path: Path, throttle: Throttle) -> None:
    book = tmp_path / "a.casebook"
    create_keys(book, "Zoë", "caf\u00e9 lantern meadow", KdfCost.CHEAPEST)
    unlock(book, "Zoe\u0308", "cafe\u0301 lantern meadow", throttle)


@pytest.mark.parametrize(
    ("name", "passphrase"),
    [(NAME, PASSPHRASE + " "), ("Elm", PASSPHRASE), (NAME, ""), ("", ""), (NAME, "\udcff")],
)
def test_anything_else_is_a_wrong_passphrase(
    casebook: Path, keys: NewKeys, throttle: Throttle, name: str, passphrase: str
) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(casebook, name, passphrase, throttle)


def test_name_and_passphrase_cannot_run_together(tmp_path: Path, throttle: Throttle) -> None:
    book = tmp_path / "a.casebook"
    create_keys(book, "ann", "abell lantern meadow", KdfCost.CHEAPEST)
    with pytest.raises(WrongPassphrase):
        unlock(book, "anna", "bell lantern meadow", throttle)


def test_recovery_code_opens_however_it_is_typed(
    casebook: Path, keys: NewKeys, throttle: Throttle
) -> None:
    code = keys.recovery_code
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')}\n"):
        opened = unlock_with_recovery(casebook, typed, throttle)
        assert opened.database_key() == keys.key.database_key()
        assert opened.kind == RECOVERY


def test_recovery_code_is_no_passphrase(casebook: Path, keys: NewKeys, throttle: Throttle) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(casebook, "", keys.recovery_code, throttle)


def test_typing_error_is_not_a_failed_attempt(
    casebook: Path, keys: NewKeys, throttle: Throttle
) -> None:
    wrong = ("B" if keys.recovery_code[0] == "A" else "A") + keys.recovery_code[1:]
    for _ in range(5):
        with pytest.raises(MistypedCode):
            unlock_with_recovery(casebook, wrong, throttle)
    assert unlock(casebook, NAME, PASSPHRASE, throttle).failed_before == 0


def test_failures_are_told_at_the_next_right_one(
    casebook: Path, keys: NewKeys, throttle: Throttle
) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassphrase):
            unlock(casebook, NAME, OTHER, throttle)
    assert unlock(casebook, NAME, PASSPHRASE, throttle).failed_before == 2
    assert unlock(casebook, NAME, PASSPHRASE, throttle).failed_before == 0


def test_add_change_remove(casebook: Path, keys: NewKeys, throttle: Throttle) -> None:
    key = keys.key
    slot = keyholders.add_slot(casebook, key, "Elm", OTHER, KdfCost.CHEAPEST)
    opened = unlock(casebook, "elm", OTHER, throttle)
    assert opened.slot_id == slot != key.slot_id
    assert keyholders.slot_ids(casebook, opened) == {slot, key.slot_id}

    later = "barley compass ferry onyx plum"
    keyholders.change_passphrase(
        casebook, opened, "Elm", OTHER, later, new_name="Elm Two", cost=KdfCost.CHEAPEST
    )
    assert unlock(casebook, "Elm Two", later, throttle).slot_id == slot
    with pytest.raises(WrongPassphrase):
        unlock(casebook, "Elm", OTHER, throttle)

    keyholders.remove_slot(casebook, key, slot)
    with pytest.raises(WrongPassphrase):
        unlock(casebook, "Elm Two", later, throttle)
    assert unlock(casebook, NAME, PASSPHRASE, throttle).sequence == 4


def test_change_needs_the_old_passphrase(casebook: Path, keys: NewKeys) -> None:
    before = casebook.with_name(casebook.name + ".keys").read_bytes()
    with pytest.raises(WrongPassphrase):
        keyholders.change_passphrase(
            casebook, keys.key, NAME, OTHER, PASSPHRASE, cost=KdfCost.CHEAPEST
        )
    assert casebook.with_name(casebook.name + ".keys").read_bytes() == before


def test_stronger_cost_replaces_a_weaker_one(
    casebook: Path, keys: NewKeys, throttle: Throttle
) -> None:
    dearer = KdfCost(passes=2, memory=KdfCost.CHEAPEST.memory, lanes=1)
    keyholders.change_passphrase(casebook, keys.key, NAME, PASSPHRASE, OTHER, cost=dearer)
    keyholders.replace_recovery(casebook, keys.key, dearer)
    assert [kdf.cost for kdf in keyfile_copies.read(casebook).kdfs] == [dearer]
    unlock(casebook, NAME, OTHER, throttle)


def test_last_ways_in_stay(casebook: Path, keys: NewKeys) -> None:
    for slot in keyfile_copies.read(casebook).slots:
        with pytest.raises(LastWayIn):
            keyholders.remove_slot(casebook, keys.key, slot.id)


def test_new_recovery_code_ends_the_old_one(
    casebook: Path, keys: NewKeys, throttle: Throttle
) -> None:
    fresh = keyholders.replace_recovery(casebook, keys.key, KdfCost.CHEAPEST)
    unlock_with_recovery(casebook, fresh, throttle)
    with pytest.raises(WrongPassphrase):
        unlock_with_recovery(casebook, keys.recovery_code, throttle)


def test_keys_are_never_overwritten(casebook: Path, keys: NewKeys) -> None:
    with pytest.raises(AlreadyThere):
        create_keys(casebook, NAME, PASSPHRASE, KdfCost.CHEAPEST)


def test_keys_missing(casebook: Path, throttle: Throttle) -> None:
    with pytest.raises(KeysMissing):
        unlock(casebook, NAME, PASSPHRASE, throttle)


def test_another_casebooks_key_changes_nothing_here(
    casebook: Path, keys: NewKeys, tmp_path: Path
) -> None:
    other = create_keys(tmp_path / "south.casebook", NAME, PASSPHRASE, KdfCost.CHEAPEST)
    with pytest.raises(Damaged):
        keyholders.add_slot(casebook, other.key, "Elm", OTHER, KdfCost.CHEAPEST)


def test_no_name_no_secret_in_the_files(casebook: Path, keys: NewKeys, throttle: Throttle) -> None:
    unlock(casebook, NAME, PASSPHRASE, throttle)
    with pytest.raises(WrongPassphrase):
        unlock(casebook, NAME, OTHER, throttle)
    key = bytes(keys.key.database_key())
    secrets = [NAME, PASSPHRASE, keys.recovery_code, keys.recovery_code.replace("-", ""), OTHER]
    sought = [secret.encode().lower() for secret in secrets] + [key.hex().encode()]
    for file in (path for path in casebook.parent.rglob("*") if path.is_file()):
        content = file.read_bytes()
        assert key not in content
        assert not [secret for secret in sought if secret in content.lower()], file
        assert file.stat().st_mode & 0o777 == 0o600


def test_no_secret_in_repr_and_none_after_closing(keys: NewKeys) -> None:
    raw = keys.key.database_key()
    assert raw.hex() not in repr(keys.key) + repr(keys)
    assert keys.recovery_code not in repr(keys)
    keys.key.close()
    assert keys.key.closed
    with pytest.raises(RuntimeError):
        keys.key.database_key()
    with pytest.raises(RuntimeError):
        keys.key.derive("audit-chain/1")


def test_whoever_made_the_casebook_opens_it_without_saying_who(
    tmp_path: Path, clock: SetClock
) -> None:
    path = tmp_path / "one.casebook"
    made = bootstrap.create(path, "", "Daya", PASSPHRASE, clock, KdfCost.CHEAPEST)
    made.desk.close()

    for name in ("", "daya", " DAYA "):
        desk = bootstrap.open_desk(path, name, PASSPHRASE, clock)
        assert desk.me.name == "Daya"
        desk.close()
    with pytest.raises(WrongPassphrase):
        bootstrap.open_desk(path, "mo", PASSPHRASE, clock)
    bootstrap.open_desk(path, "", PASSPHRASE, clock).close()


def test_no_more_ways_in_than_can_be_read_back(
    casebook: Path, keys: NewKeys, throttle: Throttle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyholders, "SLOT_LIMIT", 3)
    keyholders.add_slot(casebook, keys.key, "Elm", OTHER, KdfCost.CHEAPEST)
    with pytest.raises(keyholders.NoMoreSlots):
        keyholders.add_slot(casebook, keys.key, "Oak", OTHER, KdfCost.CHEAPEST)
    keyholders.replace_recovery(casebook, keys.key, KdfCost.CHEAPEST)
    unlock(casebook, "Elm", OTHER, throttle)


def test_somebody_elses_passphrase_changes_nothing(casebook: Path, keys: NewKeys) -> None:
    slot = keyholders.add_slot(casebook, keys.key, "Elm", OTHER, KdfCost.CHEAPEST)
    before = casebook.with_name(casebook.name + ".keys").read_bytes()
    with pytest.raises(WrongPassphrase):
        keyholders.change_passphrase(
            casebook, keys.key, NAME, PASSPHRASE, OTHER, slot_id=slot, cost=KdfCost.CHEAPEST
        )
    assert casebook.with_name(casebook.name + ".keys").read_bytes() == before
