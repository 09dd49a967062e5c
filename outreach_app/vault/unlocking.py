"""Opening a casebook's key: by sign-in name and passphrase, or by the recovery code.

The key file is opened and proved before the database is touched, so that a wrong passphrase is
never reported as damage, nor damage as a wrong passphrase.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from outreach_app.errors import Damaged, KnownError, LowMemory, WrongPassphrase
from outreach_app.vault import keyfile_copies
from outreach_app.vault.kdf import (
    PASSPHRASE_DOMAIN,
    RECOVERY_DOMAIN,
    Kdf,
    tidy_name,
    tidy_passphrase,
)
from outreach_app.vault.keyfile import PASSPHRASE, RECOVERY, KeyFile, Slot
from outreach_app.vault.open_key import OpenKey
from outreach_app.vault.recovery import is_code, read_code
from outreach_app.vault.slots import BrokenSeal, Unopened, header_genuine, open_slot
from outreach_app.vault.throttle import Throttle
from outreach_app.vault.wiping import wipe
from outreach_app.words import say

# Domain, sign-in name and secret, as they go into the derivation.
Typed: TypeAlias = tuple[str, str, str]
# Tells whether a casebook opens with a key; reading it is not for this room.
Fits: TypeAlias = Callable[[Path, OpenKey], bool]


def unlock(
    casebook: Path,
    name: str,
    passphrase: str,
    throttle: Throttle,
    beside: Path | None = None,
    fits: Fits | None = None,
) -> OpenKey:
    """Return the key of `casebook` for this person; attempts are counted `beside` it or another.

    Where the two key files belong to different casebooks, the one counts whose key `fits` the
    casebook; without `fits` they are Damaged.

    Raises WrongPassphrase (name and passphrase together open no slot), WaitFirst, KeysMissing,
    Damaged, NewerVersion, LowMemory, NoPermission, DiskFailed. Reads only the key file.
    """
    typed = typed_as(name, passphrase)
    return _unlock(casebook, PASSPHRASE, typed, throttle, beside, fits)


def unlock_with_recovery(
    casebook: Path,
    code: str,
    throttle: Throttle,
    beside: Path | None = None,
    fits: Fits | None = None,
) -> OpenKey:
    """Return the key of `casebook` for whoever holds the recovery sheet.

    Raises MistypedCode before anything is tried, and otherwise what `unlock` raises.
    """
    typed = ((RECOVERY_DOMAIN, "", read_code(code)),)
    return _unlock(casebook, RECOVERY, typed, throttle, beside, fits)


def open_also(casebook: Path, name: str, secret: str) -> OpenKey | None:
    """Return the key of a later key file of a casebook, for whoever just proved this secret at one.

    `secret` is a passphrase or a recovery code. It is no attempt that is counted: nothing can be
    learnt by it that the other key file did not answer. None where it opens nothing.
    """
    with suppress(KnownError):
        kind, typed = PASSPHRASE, typed_as(name, secret)
        if is_code(secret):
            kind, typed = RECOVERY, ((RECOVERY_DOMAIN, "", read_code(secret)),)
        return _found_in(casebook, keyfile_copies.read_all(casebook), kind, typed)
    return None


def typed_as(name: str, passphrase: str) -> tuple[Typed, ...]:
    """Return what a name and passphrase may be derived as: with the name, and without any.

    The person who makes a casebook gets a slot without a name, so that a casebook with one person
    opens without asking who it is. Who it was is checked against the staff inside, afterwards.
    """
    secret = tidy_passphrase(passphrase)
    names = dict.fromkeys((tidy_name(name), ""))
    return tuple((PASSPHRASE_DOMAIN, each, secret) for each in names)


def _unlock(
    casebook: Path,
    kind: str,
    typed: tuple[Typed, ...],
    throttle: Throttle,
    beside: Path | None,
    fits: Fits | None,
) -> OpenKey:
    copies = keyfile_copies.read_all(casebook)
    counted = casebook if beside is None else beside
    # Beside the casebook it is counted once; in the settings for each casebook named by a copy, so
    # that one laid beside ends no wait.
    places = dict.fromkeys(each.vault for each in copies)
    where = dict(zip(places, [counted, *[None] * (len(places) - 1)], strict=True))
    before = {vault: throttle.begin(vault, place) for vault, place in where.items()}
    try:
        key = _found_in(casebook, copies, kind, typed, fits)
    except WrongPassphrase:
        raise
    except BaseException:
        for vault, place in where.items():
            throttle.restore(vault, before[vault], place)
        raise
    for vault, place in where.items():
        throttle.clear(vault, place)
    key.failed_before = max(each.failures for each in before.values())
    return key


def _key(keys: KeyFile, slot: Slot, data_keys: dict[int, bytearray]) -> OpenKey:
    key = OpenKey(
        data_keys.pop(keys.generation),
        vault_id=keys.vault,
        generation=keys.generation,
        slot_id=slot.id,
        kind=slot.kind,
        sequence=keys.sequence,
    )
    # More than one stand in the key file only while a new data key is being made.
    for generation, data_key in data_keys.items():
        key.learn(generation, data_key)
    return key


def _found_in(
    casebook: Path,
    copies: tuple[KeyFile, ...],
    kind: str,
    typed: tuple[Typed, ...],
    fits: Fits | None = None,
) -> OpenKey:
    """Return the key in the newest copy that opens and that a holder of the data key wrote.

    A copy with a higher number that nobody with the key wrote hides no good one. One that is
    genuine does: then what opens the older copy is a passphrase that counts no more. Where both
    cannot be compared, because they are for different data keys, the casebook itself decides. One
    of another casebook, which the same passphrase may open, is passed over by what `fits`.
    Raises WrongPassphrase, Damaged, LowMemory as the newest copy does; a passphrase that was wrong
    at one of them is an attempt, whatever the other one asked for.
    """
    mixed = keyfile_copies.are_mixed(copies)
    if mixed and fits is None:
        raise keyfile_copies.mixed(casebook)
    refused: KnownError = WrongPassphrase()
    for at, keys in enumerate(copies):
        try:
            slot, data_keys, _ = find(casebook, keys, kind, typed)
        except (Damaged, LowMemory) as error:
            refused = error if at == 0 else refused
            continue
        except WrongPassphrase as error:
            refused = error if isinstance(refused, LowMemory) else refused
            continue
        if any(_genuine(newer, data_keys) for newer in copies[:at]):
            _wipe_all(data_keys)
            raise WrongPassphrase
        try:
            for generation, data_key in data_keys.items():
                prove(casebook, keys, data_key, generation)
        except Damaged as error:
            _wipe_all(data_keys)
            refused = error
            continue
        key = _key(keys, slot, data_keys)
        if mixed and fits is not None and not fits(casebook, key):
            key.close()
            refused = keyfile_copies.mixed(casebook)
            continue
        return key
    raise refused


def _genuine(keys: KeyFile, data_keys: dict[int, bytearray]) -> bool:
    return any(header_genuine(keys, each, n) for n, each in data_keys.items() if n in keys.macs)


def _wipe_all(data_keys: dict[int, bytearray]) -> None:
    for each in data_keys.values():
        wipe(each)


def find(
    casebook: Path, keys: KeyFile, kind: str, typed: tuple[Typed, ...]
) -> tuple[Slot, dict[int, bytearray], Typed]:
    """Return the slot that one of `typed` opens, the data keys in it, and which one it was.

    At most one derivation for each entry of `kdfs` and each of `typed`, whatever the number of
    slots; where there is one person the nameless way is tried first. Raises WrongPassphrase, or
    Damaged when the passphrase fits and the sealed key does not open.
    """
    alone = sum(slot.kind == kind for slot in keys.slots) == 1
    for each in reversed(typed) if alone else typed:
        for kdf in keys.kdfs:
            slots = [slot for slot in keys.slots if slot.kdf == kdf.id and slot.kind == kind]
            found = _opened(casebook, keys, slots, kdf, each) if slots else None
            if found:
                return (*found, each)
    raise WrongPassphrase


def _opened(
    casebook: Path, keys: KeyFile, slots: list[Slot], kdf: Kdf, typed: Typed
) -> tuple[Slot, dict[int, bytearray]] | None:
    kek = kdf.derive(*typed)
    try:
        for slot in slots:
            try:
                return slot, open_slot(keys.vault, slot, kek)
            except Unopened:
                continue
            except BrokenSeal as error:
                raise _damaged(casebook, "seal") from error
    finally:
        wipe(kek)
    return None


def prove(
    casebook: Path, keys: KeyFile, data_key: bytearray, generation: int | None = None
) -> None:
    """Make sure that the key file was written by somebody who held the data key; or Damaged."""
    if not header_genuine(keys, data_key, generation or keys.generation):
        wipe(data_key)
        raise _damaged(casebook, "altered")


def _damaged(casebook: Path, what: str) -> Damaged:
    main, _ = keyfile_copies.paths_of(casebook)
    return Damaged(name=main.name, what=say(f"vault.damage.{what}"))
