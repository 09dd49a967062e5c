"""What stands against each of the two copies of the key file, and writing it anew from the other.

One good copy opens the casebook, so a slip in the other goes unnoticed until both are gone. Looking
changes nothing. What is put right is said, and what lay there is kept under a name of its own: it
may be the only key file of another casebook, or somebody's trace. At every moment one whole copy
stands under its own name.
"""

import hashlib
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from outreach_app.errors import Damaged
from outreach_app.vault.disk import read_bounded, translated
from outreach_app.vault.key_changes import current, write
from outreach_app.vault.keyfile import KeyFile
from outreach_app.vault.keyfile_copies import paths_of
from outreach_app.vault.keyfile_text import SIZE_LIMIT, TooNew, Unreadable, parse
from outreach_app.vault.open_key import OpenKey
from outreach_app.vault.slots import header_genuine
from outreach_app.vault.wiping import wipe
from outreach_app.words import say

DAMAGED: Final = "damaged"
MISSING: Final = "missing"
OTHER: Final = "other"
FORGED: Final = "forged"
OLDER: Final = "older"
# What is kept: an older one may hold a way in that was closed since.
_KEPT: Final = (DAMAGED, OTHER, FORGED)


class CopyWrong(Damaged):
    """One of the two key files is not as it should be, and the other opens the casebook."""

    key = "vault.copy.error"


@dataclass(frozen=True, slots=True)
class Slip:
    """One copy, by its `name`, that is `what` it should not be; `good` is the name of the other.

    `unfinished`: somebody died between writing the spare and the main copy, as at any time they
    may. `kept` is the name under which what lay there was kept, "" where nothing was.
    """

    name: str
    what: str
    good: str
    unfinished: bool = False
    kept: str = ""

    @property
    def is_damage(self) -> bool:
        """Tell a file that is not what it should be from one that is not there."""
        return self.what != MISSING

    def found(self) -> str:
        """Say what is wrong, and that the other one opens the casebook."""
        return say("vault.copy.way_back", found=self._found(), good=self.good)

    def mended(self, *, done: bool) -> str:
        """Say what became of it."""
        if not done:
            return say("vault.copy.not_mended", found=self._found(), good=self.good)
        how = "mended_kept" if self.kept else "mended"
        return say(f"vault.copy.{how}", found=self._found(), good=self.good, kept=self.kept)

    def _found(self) -> str:
        return say(f"vault.copy.{self.what}", name=self.name)


def look(casebook: Path, key: OpenKey) -> tuple[Slip, ...]:
    """Return what stands against the copies, for a casebook this key has opened.

    Nothing where neither is good: then the program says so where it needs one. Raises what reading
    raises.
    """
    paths = paths_of(casebook)
    states = [_state(path, key) for path in paths]
    good = [each for each in states if isinstance(each, KeyFile)]
    if not good:
        return ()
    newest = max(good, key=lambda each: each.sequence)
    best = paths[states.index(newest)].name
    found = []
    for path, state in zip(paths, states, strict=True):
        if isinstance(state, str):
            found.append(Slip(path.name, state, best))
        elif state != newest:
            died = path == paths[0] and state.sequence == newest.sequence - 1
            found.append(Slip(path.name, OLDER, best, unfinished=died))
    return tuple(found)


def mend(casebook: Path, key: OpenKey) -> tuple[Slip, ...]:
    """Write both copies anew where one is not as it should be, and answer what was found.

    Raises what `look` and writing raise; then one good copy is there as before.
    """
    found = []
    for slip in look(casebook, key):
        path = casebook.with_name(slip.name)
        kept = _lay_aside(casebook, path) if slip.what in _KEPT else ""
        found.append(replace(slip, kept=kept))
    if found:
        write(casebook, key, current(casebook, key))
    return tuple(found)


def _state(path: Path, key: OpenKey) -> KeyFile | str:
    content = read_bounded(path, SIZE_LIMIT)
    if content is None:
        return MISSING
    try:
        keys = parse(content)
    except (Unreadable, TooNew):
        return DAMAGED
    if keys.vault != key.vault_id:
        return OTHER
    if key.generation in keys.macs and _genuine(keys, key, key.generation):
        return keys
    # Whoever holds the data key of before may write under it, and it would open nothing new.
    earlier = [each for each in keys.macs if each in key.generations]
    return OLDER if any(_genuine(keys, key, each) for each in earlier) else FORGED


def _genuine(keys: KeyFile, key: OpenKey, generation: int) -> bool:
    with closing(key.twin(generation)) as then:
        data_key = then.database_key()
        try:
            return header_genuine(keys, data_key, generation)
        finally:
            wipe(data_key)


def _lay_aside(casebook: Path, path: Path) -> str:
    """Give what lies at `path` a name of its own; answers it, or "" where nothing lies there."""
    content = read_bounded(path, SIZE_LIMIT)
    if not content:
        return ""
    name = f"{casebook.name}.keys-aside-{hashlib.sha256(content).hexdigest()[:8]}"
    with translated(path.name):
        path.replace(path.with_name(name))
    return name
