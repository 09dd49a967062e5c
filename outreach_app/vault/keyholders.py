"""Who holds a key: making the key file, adding and removing people, changing a passphrase.

Each change reads the key file anew, proves it with the open data key, and writes both copies with
the next sequence number. Roles are not known here: whoever calls has asked whether this person may.
Closing a slot keeps its holder out of the file from now on; an older copy of the key file is closed
by a new data key only (`renewing`).
"""

import secrets
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from outreach_app.errors import (
    AlreadyThere,
    LastWayIn,
    LowMemory,
    Refused,
    WrongPassphrase,
)
from outreach_app.vault import keyfile_copies
from outreach_app.vault.disk import translated
from outreach_app.vault.kdf import (
    KEY_BYTES,
    PASSPHRASE_DOMAIN,
    RECOVERY_DOMAIN,
    WORK_CEILING,
    Kdf,
    KdfCost,
    tidy_name,
    tidy_passphrase,
)
from outreach_app.vault.key_changes import authenticated, current, write
from outreach_app.vault.keyfile import PASSPHRASE, RECOVERY, VAULT_BYTES, KeyFile, Slot
from outreach_app.vault.keyfile_text import SLOT_LIMIT
from outreach_app.vault.open_key import OpenKey
from outreach_app.vault.recovery import new_code, read_code
from outreach_app.vault.slots import Unopened, make_slot, rewrap
from outreach_app.vault.unlocking import find, typed_as
from outreach_app.vault.wiping import wipe

FIRST_GENERATION = 1


class NoMoreSlots(Refused):
    """The key file holds as many ways in as it is read back with; one more would lock it."""

    key = "vault.no_more_slots"


@dataclass(frozen=True, slots=True)
class NewKeys:
    """A fresh casebook's key and its recovery code, to be printed once; `cost` as it was used.

    `cost` is lower than asked for when memory was short, which the program says.
    """

    key: OpenKey
    recovery_code: str
    cost: KdfCost

    def __repr__(self) -> str:
        """Show no secret."""
        return "<NewKeys>"


def insist_on_free(casebook: Path) -> None:
    """Raise AlreadyThere where a casebook or key file of that name exists."""
    for path in (casebook, *keyfile_copies.paths_of(casebook)):
        if path.exists() or path.is_symlink():
            raise AlreadyThere(name=path.name)


def create_keys(
    casebook: Path, name: str, passphrase: str, cost: KdfCost = KdfCost.CREATION
) -> NewKeys:
    """Make the key file of a new casebook with its first person and its recovery slot.

    An empty `name` makes a slot that opens without one.

    Raises AlreadyThere where a casebook or key file of that name exists (keys are never
    overwritten), LowMemory, and what writing raises. Falls back to 64 MiB when memory is short.
    """
    insist_on_free(casebook)
    vault = secrets.token_hex(VAULT_BYTES)
    data_key = bytearray(secrets.token_bytes(KEY_BYTES))
    code = new_code()
    with ExitStack() as wiped:
        kdf, kek = _derive_or_fall_back(cost, PASSPHRASE_DOMAIN, tidy_name(name), passphrase)
        wiped.callback(wipe, kek)
        paper = kdf.derive(RECOVERY_DOMAIN, "", read_code(code))
        wiped.callback(wipe, paper)
        sealed = {FIRST_GENERATION: data_key}
        slot = make_slot(vault, PASSPHRASE, kdf.id, kek, sealed)
        spare = make_slot(vault, RECOVERY, kdf.id, paper, sealed)
    empty = KeyFile(vault, 0, FIRST_GENERATION, (), (), {})
    keys = authenticated(empty.with_slots((slot, spare), (kdf,)), {FIRST_GENERATION: data_key})
    keyfile_copies.write(casebook, keys)
    key = OpenKey(
        data_key,
        vault_id=vault,
        generation=FIRST_GENERATION,
        slot_id=slot.id,
        kind=PASSPHRASE,
        sequence=keys.sequence,
    )
    return NewKeys(key, code, kdf.cost)


def discard_keys(casebook: Path) -> None:
    """Remove the key file of a casebook that could not be made; one that exists keeps its keys."""
    if casebook.exists():
        return
    for path in keyfile_copies.paths_of(casebook):
        with translated(path.name):
            path.unlink(missing_ok=True)


def add_slot(
    casebook: Path,
    key: OpenKey,
    name: str,
    passphrase: str,
    cost: KdfCost = KdfCost.CREATION,
    *,
    slot_id: str | None = None,
) -> str:
    """Give a person a way in and return the slot's id, which belongs into their staff row.

    `slot_id` from `new_slot_id` lets the caller write down beforehand which slot will be made.
    """
    typed = (PASSPHRASE_DOMAIN, tidy_name(name), passphrase)
    return _add(casebook, key, PASSPHRASE, typed, cost, slot_id=slot_id)


def replace_recovery(
    casebook: Path, key: OpenKey, cost: KdfCost = KdfCost.CREATION, code: str | None = None
) -> str:
    """Put a new recovery code in place of the old one, and return it to be printed.

    `code` from `recovery.new_code` may be on paper already; raises MistypedCode when it is none.
    """
    code = code or new_code()
    typed = (RECOVERY_DOMAIN, "", read_code(code))
    _add(casebook, key, RECOVERY, typed, cost, drop=RECOVERY)
    return code


def remove_slot(casebook: Path, key: OpenKey, slot_id: str) -> None:
    """Close one person's way in; a slot that is not there is as good as removed.

    Raises LastWayIn for the only slot of its kind: the recovery slot, or the last person.
    """
    keys = current(casebook, key)
    slot = keys.slot(slot_id)
    if slot is None:
        return
    if sum(other.kind == slot.kind for other in keys.slots) == 1:
        raise LastWayIn
    left = tuple(other for other in keys.slots if other.id != slot_id)
    write(casebook, key, keys.with_slots(left, keys.kdfs))


def change_passphrase(  # noqa: PLR0913 - as above
    casebook: Path,
    key: OpenKey,
    name: str,
    old: str,
    new: str,
    *,
    new_name: str | None = None,
    slot_id: str | None = None,
    cost: KdfCost = KdfCost.CREATION,
) -> None:
    """Wrap one person's private key under a new passphrase, and a new sign-in name if one is given.

    Raises WrongPassphrase when `name` and `old` open no slot, or another one than `slot_id`: a slot
    without a name opens under every name, and may be somebody else's. The slot keeps its id. Where
    the old passphrase may be known to others this is not enough: an old copy of the key file still
    opens.
    """
    keys = current(casebook, key)
    slot, data_keys, typed = find(casebook, keys, PASSPHRASE, typed_as(name, old))
    for data_key in data_keys.values():
        wipe(data_key)
    if slot_id is not None and slot.id != slot_id:
        raise WrongPassphrase
    kdf = _kdf_for(keys, cost)
    with ExitStack() as wiped:
        before = keys.kdf(slot.kdf).derive(*typed)
        wiped.callback(wipe, before)
        later = tidy_name(name if new_name is None else new_name)
        after = kdf.derive(PASSPHRASE_DOMAIN, later, tidy_passphrase(new))
        wiped.callback(wipe, after)
        try:
            moved = rewrap(keys.vault, slot, kdf.id, before, after)
        except Unopened as error:
            raise WrongPassphrase from error
    slots = tuple(moved if other.id == slot.id else other for other in keys.slots)
    write(casebook, key, keys.with_slots(slots, _together(keys, kdf)))


def in_force(casebook: Path, key: OpenKey) -> bool:
    """Tell whether a write counts that raised: the spare was written and the main copy was not.

    The copy with the higher number is the one that is read, so what was written is what counts.
    """
    keys = current(casebook, key)
    if keys.sequence <= key.sequence:
        return False
    key.sequence = keys.sequence
    return True


def slot_ids(casebook: Path, key: OpenKey) -> frozenset[str]:
    """Return the ids of all people's slots, to compare with the staff inside the casebook."""
    return frozenset(slot.id for slot in current(casebook, key).slots if slot.kind == PASSPHRASE)


def _add(
    casebook: Path,
    key: OpenKey,
    kind: str,
    typed: tuple[str, str, str],
    cost: KdfCost,
    *,
    drop: str = "",
    slot_id: str | None = None,
) -> str:
    keys = current(casebook, key)
    kept: tuple[Slot, ...] = tuple(other for other in keys.slots if other.kind != drop)
    if len(kept) >= SLOT_LIMIT:
        raise NoMoreSlots(count=SLOT_LIMIT)
    kdf = _kdf_for(keys, cost)
    domain, name, secret = typed
    kek = kdf.derive(domain, name, tidy_passphrase(secret))
    data_key = key.database_key()
    try:
        sealed = {keys.generation: data_key}
        slot = make_slot(keys.vault, kind, kdf.id, kek, sealed, slot_id=slot_id)
    finally:
        wipe(kek)
        wipe(data_key)
    write(casebook, key, keys.with_slots((*kept, slot), _together(keys, kdf)))
    return slot.id


def _derive_or_fall_back(
    cost: KdfCost, domain: str, name: str, passphrase: str
) -> tuple[Kdf, bytearray]:
    kdf = Kdf.fresh(cost)
    try:
        return kdf, kdf.derive(domain, name, tidy_passphrase(passphrase))
    except LowMemory:
        if cost.memory <= KdfCost.MODEST.memory:
            raise
    kdf = Kdf.fresh(KdfCost.MODEST)
    return kdf, kdf.derive(domain, name, tidy_passphrase(passphrase))


def _kdf_for(keys: KeyFile, cost: KdfCost) -> Kdf:
    """Return the derivation to use: one that costs enough already, else a fresh one."""
    strongest = max(keys.kdfs, key=lambda kdf: kdf.cost.work)
    room = WORK_CEILING - sum(kdf.cost.work for kdf in keys.kdfs)
    if strongest.cost.work >= cost.work or cost.work > room:
        return strongest
    return Kdf.fresh(cost)


def _together(keys: KeyFile, kdf: Kdf) -> tuple[Kdf, ...]:
    return keys.kdfs if kdf in keys.kdfs else (*keys.kdfs, kdf)
