"""A new data key: in the key file beside the old one first, then alone.

The casebook's file is under one of the two at every moment (`storage.rekeying` has the order), so
between the two writes everybody's passphrase gives both. Only slots the caller names get the new
key: a slot somebody smuggled into the key file with the old data key does not.
"""

import secrets
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from outreach_app.errors import Damaged
from outreach_app.vault import keyfile_copies
from outreach_app.vault.kdf import KEY_BYTES
from outreach_app.vault.key_changes import authenticated, current, write
from outreach_app.vault.keyfile import RECOVERY
from outreach_app.vault.open_key import OpenKey
from outreach_app.vault.slots import seal
from outreach_app.vault.wiping import wipe
from outreach_app.words import say


def fresh(key: OpenKey) -> OpenKey:
    """Return the open key with a new random data key, of the next generation."""
    made = key.twin()
    generation = key.generation + 1
    made.forget(generation)
    made.learn(generation, bytearray(secrets.token_bytes(KEY_BYTES)))
    made.become(generation)
    return made


def publics(casebook: Path, key: OpenKey) -> dict[str, str]:
    """Return the public half of every slot by its id, for the casebook to remember."""
    return {slot.id: slot.public.hex() for slot in current(casebook, key).slots}


def put_beside(
    casebook: Path, key: OpenKey, new: OpenKey, people: frozenset[str], known: Mapping[str, str]
) -> None:
    """Seal the new data key to the slots of `people` and to the recovery slot; both count now.

    `known` is what the casebook remembers of the slots (`publics`). Raises Damaged where one that
    would get the key is another than that, or where the slot of whoever works, or the recovery
    slot, would be left out; and what writing raises.
    """
    keys = current(casebook, key)
    kept = tuple(slot for slot in keys.slots if slot.kind == RECOVERY or slot.id in people)
    ours = all(known.get(slot.id) == slot.public.hex() for slot in kept)
    whole = {key.slot_id, RECOVERY} <= {each for slot in kept for each in (slot.id, slot.kind)}
    if not (ours and whole):
        main, _ = keyfile_copies.paths_of(casebook)
        raise Damaged(name=main.name, what=say("vault.damage.altered"))
    with ExitStack() as wiped:
        both = {key.generation: key.database_key(), new.generation: new.database_key()}
        for data_key in both.values():
            wiped.callback(wipe, data_key)
        fresh_key = both[new.generation]
        slots = tuple(
            replace(
                slot,
                seals={
                    **slot.seals,
                    new.generation: seal(keys.vault, new.generation, slot, fresh_key),
                },
            )
            for slot in kept
        )
        wanted = replace(keys.with_slots(slots, keys.kdfs), generation=new.generation)
        keyfile_copies.write(casebook, authenticated(wanted, both))
    key.sequence = new.sequence = wanted.sequence


def leave_one(casebook: Path, key: OpenKey) -> None:
    """Leave only the data key that is in force in the key file, where there are more."""
    if len(keyfile_copies.read(casebook).macs) > 1:
        keys = current(casebook, key)
        write(casebook, key, keys.with_slots(keys.slots, keys.kdfs))
