"""What a key file says: slots, derivations, and the one spelling codes are computed over.

`docs/key-file.md` describes every member. There are no names and no labels in it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from outreach_app.vault.kdf import Kdf

VERSION: Final = 1
PASSPHRASE: Final = "passphrase"  # noqa: S105 - a kind of slot
RECOVERY: Final = "recovery"
FORMAT: Final = "casebook-keys"
ID_BYTES: Final = 8
VAULT_BYTES: Final = 16
NONCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in: a key pair whose private half is wrapped, and the data keys sealed to it.

    `seals` maps a data key's generation to the sealed key.
    """

    id: str
    kind: str
    kdf: str
    public: bytes
    wrapped: bytes
    seals: Mapping[int, bytes]

    def same_way(self, other: "Slot | None") -> bool:
        """Tell whether the same passphrase opens both, whatever is sealed to them."""
        return other is not None and replace(self, seals={}) == replace(other, seals={})

    def binding(self, vault: str) -> bytes:
        """Return what the wrapping is bound to, so that no part of a slot can be exchanged."""
        parts = {"id": self.id, "kdf": self.kdf, "kind": self.kind, "public": self.public.hex()}
        return canonical({"vault": vault, **parts})


@dataclass(frozen=True, slots=True)
class KeyFile:
    """All slots of one casebook. `macs` maps a generation to the code over everything else."""

    vault: str
    sequence: int
    generation: int
    kdfs: tuple[Kdf, ...]
    slots: tuple[Slot, ...]
    macs: Mapping[int, bytes]

    def body(self) -> dict[str, Any]:
        """Return the members the authentication code covers."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "vault": self.vault,
            "sequence": self.sequence,
            "generation": self.generation,
            "kdfs": [_kdf_members(kdf) for kdf in self.kdfs],
            "slots": [_slot_members(slot) for slot in self.slots],
        }

    def covered(self) -> bytes:
        """Return the bytes the authentication code is computed over."""
        return canonical(self.body())

    def slot(self, slot_id: str) -> Slot | None:
        """Return the slot with that id."""
        return next((slot for slot in self.slots if slot.id == slot_id), None)

    def kdf(self, kdf_id: str) -> Kdf:
        """Return the derivation with that id; reading made sure that every slot's exists."""
        return next(kdf for kdf in self.kdfs if kdf.id == kdf_id)

    def only(self, generation: int) -> Self:
        """Return the same with the data key of one generation alone, and without codes."""
        slots = tuple(
            replace(slot, seals={generation: slot.seals[generation]}) for slot in self.slots
        )
        return replace(self, generation=generation, slots=slots, macs={})

    def with_slots(self, slots: tuple[Slot, ...], kdfs: tuple[Kdf, ...]) -> Self:
        """Return the next key file with these slots, without derivations nobody uses.

        Slots are ordered by their random id: the order tells nothing about who came first.
        """
        used = {slot.kdf for slot in slots}
        return replace(
            self,
            sequence=self.sequence + 1,
            slots=tuple(sorted(slots, key=lambda slot: slot.id)),
            kdfs=tuple(kdf for kdf in kdfs if kdf.id in used),
            macs={},
        )


def canonical(value: Any) -> bytes:
    """Return the one JSON spelling of `value` that codes and seals are computed over."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def _kdf_members(kdf: Kdf) -> dict[str, Any]:
    return {
        "id": kdf.id,
        "name": "argon2id",
        "salt": kdf.salt.hex(),
        "t": kdf.cost.passes,
        "m": kdf.cost.memory,
        "p": kdf.cost.lanes,
    }


def _slot_members(slot: Slot) -> dict[str, Any]:
    return {
        "id": slot.id,
        "kind": slot.kind,
        "kdf": slot.kdf,
        "public": slot.public.hex(),
        "wrapped": slot.wrapped.hex(),
        "seals": [{"generation": n, "sealed": key.hex()} for n, key in sorted(slot.seals.items())],
    }
