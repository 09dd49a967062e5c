"""Reading the key file with an open data key, and writing it with the next number.

While a new data key is being made the key file holds two generations for a moment. Whoever reads it
here gets it as it is for the generation in force, and whoever writes it leaves only that one in it.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from outreach_app.errors import Damaged
from outreach_app.vault import keyfile_copies
from outreach_app.vault.keyfile import KeyFile
from outreach_app.vault.open_key import OpenKey
from outreach_app.vault.slots import header_mac
from outreach_app.vault.unlocking import prove
from outreach_app.vault.wiping import wipe
from outreach_app.words import say


def current(casebook: Path, key: OpenKey) -> KeyFile:
    """Return the key file, proved with the open key, as it is for the generation of that key.

    Raises Damaged for one of another casebook, or that nobody with this key wrote.
    """
    keys = keyfile_copies.read(casebook)
    if keys.vault != key.vault_id or key.generation not in keys.macs:
        main, _ = keyfile_copies.paths_of(casebook)
        raise Damaged(name=main.name, what=say("vault.damage.two_casebooks"))
    data_key = key.database_key()
    try:
        prove(casebook, keys, data_key, key.generation)
        return authenticated(keys.only(key.generation), {key.generation: data_key})
    finally:
        wipe(data_key)


def authenticated(keys: KeyFile, data_keys: Mapping[int, bytearray]) -> KeyFile:
    """Return the key file with its codes, one of each generation."""
    return replace(keys, macs={n: header_mac(keys, each) for n, each in data_keys.items()})


def write(casebook: Path, key: OpenKey, keys: KeyFile) -> None:
    """Write a changed key file for the open key; raises what writing raises."""
    data_key = key.database_key()
    try:
        keyfile_copies.write(casebook, authenticated(keys, {key.generation: data_key}))
    finally:
        wipe(data_key)
    key.sequence = keys.sequence
