"""The cryptography of one slot, all from `cryptography`: wrap, seal, open, authenticate.

AES-256-GCM wraps the slot's X25519 private key under the derived key; HPKE (RFC 9180: X25519,
HKDF-SHA256, AES-256-GCM) seals the data key to the public half, so that a data key can be
exchanged while the slot's owner is absent.
"""

import hmac
import secrets
from collections.abc import Mapping
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from outreach_app.vault.kdf import KEY_BYTES
from outreach_app.vault.keyfile import ID_BYTES, NONCE_BYTES, KeyFile, Slot, canonical
from outreach_app.vault.wiping import take, wipe

HEADER_MAC: Final = "header-mac/1"
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class Unopened(Exception):
    """The key does not fit: another slot's, or the bytes were altered. Stays inside the vault."""


def new_slot_id() -> str:
    """Return a fresh random id for a slot."""
    return secrets.token_hex(ID_BYTES)


def make_slot(
    vault: str,
    kind: str,
    kdf: str,
    kek: bytearray,
    data_keys: Mapping[int, bytearray],
    *,
    slot_id: str | None = None,
) -> Slot:
    """Return a fresh slot that `kek` opens, with every data key in `data_keys` sealed to it."""
    private = X25519PrivateKey.generate()
    raw = take(private.private_bytes_raw())
    public = private.public_key().public_bytes_raw()
    slot = Slot(slot_id or new_slot_id(), kind, kdf, public, b"", {})
    try:
        wrapped = _wrap(raw, kek, slot.binding(vault))
    finally:
        wipe(raw)
    seals = {n: seal(vault, n, slot, data_key) for n, data_key in data_keys.items()}
    return Slot(slot.id, kind, kdf, public, wrapped, seals)


def rewrap(vault: str, slot: Slot, kdf: str, old: bytearray, new: bytearray) -> Slot:
    """Return `slot` with its private key wrapped under `new` instead of `old`; raises Unopened."""
    raw = _unwrap(vault, slot, old)
    try:
        moved = Slot(slot.id, slot.kind, kdf, slot.public, b"", slot.seals)
        wrapped = _wrap(raw, new, moved.binding(vault))
    finally:
        wipe(raw)
    return Slot(slot.id, slot.kind, kdf, slot.public, wrapped, slot.seals)


def open_slot(vault: str, slot: Slot, kek: bytearray) -> dict[int, bytearray]:
    """Return the data keys sealed to a slot by generation; Unopened when `kek` is not its own."""
    raw = _unwrap(vault, slot, kek)
    try:
        private = X25519PrivateKey.from_private_bytes(raw)
    finally:
        wipe(raw)
    if private.public_key().public_bytes_raw() != slot.public:
        raise Unopened
    return {n: _unsealed(vault, n, slot, private) for n in slot.seals}


def _unsealed(vault: str, generation: int, slot: Slot, private: X25519PrivateKey) -> bytearray:
    sealed, info = slot.seals[generation], _info(vault, generation, slot.id)
    try:
        data_key = _SUITE.decrypt(sealed, private, info)
    except (InvalidTag, ValueError) as error:
        raise BrokenSeal from error
    if len(data_key) != KEY_BYTES:
        raise BrokenSeal
    return take(data_key)


class BrokenSeal(Exception):
    """The passphrase fits and the sealed data key does not open: damage. Stays inside the vault."""


def seal(vault: str, generation: int, slot: Slot, data_key: bytearray) -> bytes:
    """Seal `data_key` so that only the holder of `slot`'s private key can open it."""
    public = X25519PublicKey.from_public_bytes(slot.public)
    return _SUITE.encrypt(data_key, public, _info(vault, generation, slot.id))


def subkey(data_key: bytearray, label: str) -> bytearray:
    """Return the 32-byte key for `label`, by HKDF-SHA256 from the data key; the caller wipes it."""
    key = bytearray(KEY_BYTES)
    HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=label.encode()).derive_into(
        data_key, key
    )
    return key


def header_mac(keys: KeyFile, data_key: bytearray) -> bytes:
    """Return the code over the whole key file that only holders of the data key can make."""
    key = subkey(data_key, HEADER_MAC)
    try:
        return hmac.digest(key, keys.covered(), "sha256")
    finally:
        wipe(key)


def header_genuine(keys: KeyFile, data_key: bytearray, generation: int) -> bool:
    """Tell whether a code of the key file was made by somebody who held this data key."""
    return hmac.compare_digest(keys.macs.get(generation, b""), header_mac(keys, data_key))


def _info(vault: str, generation: int, slot_id: str) -> bytes:
    return canonical({"vault": vault, "generation": generation, "slot": slot_id})


def _wrap(raw: bytearray, kek: bytearray, binding: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(kek).encrypt(nonce, raw, binding)


def _unwrap(vault: str, slot: Slot, kek: bytearray) -> bytearray:
    nonce, locked = slot.wrapped[:NONCE_BYTES], slot.wrapped[NONCE_BYTES:]
    raw = bytearray(KEY_BYTES)
    try:
        AESGCM(kek).decrypt_into(nonce, locked, slot.binding(vault), raw)
    except InvalidTag as error:
        raise Unopened from error
    return raw
