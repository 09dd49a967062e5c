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
from outreach_app.vault.slots import header_genuine, header_mac
from outreach_app.vault.unlocking import prove
from outreach_app.vault.wiping import wipe
from outreach_app.words import say


def current(casebook: Path, key: OpenKey) -> KeyFile:
    """Return the key file, proved with the open key, as it is for the generation of that key.

    The newest of the two copies that somebody with this key wrote. Raises Damaged where that is
    neither, or where they are those of another casebook.
    """
    copies = keyfile_copies.read_all(casebook)
    data_key = key.database_key()
    try:
        ours = (each for each in copies if header_genuine(each, data_key, key.generation))
        keys = next(ours, copies[0])
    finally:
        wipe(data_key)
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
