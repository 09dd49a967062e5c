"""From a casebook that does not open to the copy that does: said where somebody meets the damage.

Every opening first finishes a restore that was decided and interrupted. Where the casebook or its
key file turns out damaged, the newest good copy in reach is named beside the error; the damaged
file is left alone.
"""

import functools
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from outreach_app.clock import Clock
from outreach_app.errors import Damaged, KeysMissing, KnownError, NotACasebook
from outreach_app.retention import since
from outreach_app.safekeeping import container, places, restoring, shelf, swapping
from outreach_app.safekeeping.container import Seen
from outreach_app.safekeeping.restoring import Restored, Wanted
from outreach_app.vault import keyfile_copies
from outreach_app.vault.throttle import Throttle
from outreach_app.words import say

P = ParamSpec("P")
R = TypeVar("R")

# Before a casebook is open nobody knows the project's own zone.
ZONE: Final = ZoneInfo("Europe/London")


def shown(
    fn: Callable[Concatenate[Path, P], R],
) -> Callable[Concatenate[Path, P], R]:
    """Let a function that opens the casebook at a path finish what is pending, and name the way."""

    @functools.wraps(fn)
    def opened(path: Path, /, *args: P.args, **kwargs: P.kwargs) -> R:
        path = _behind_links(path)
        swapping.finish_pending(path)
        try:
            return fn(path, *args, **kwargs)
        except (Damaged, KeysMissing) as error:
            newest = find(path)
            error.more = (*_older_keys(path, newest), sentence(newest))
            raise
        except NotACasebook as error:
            if container.is_copy(path):
                error.more = (say("copies.open_refused", name=path.name),)
            raise

    return opened


def _behind_links(path: Path) -> Path:
    """Return the file that a link stands for: its keys, its lock and its log lie beside that one.

    Through links of all of them writing would leave two casebooks, each with some of the rows.
    """
    if not path.is_symlink():
        return path
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError):  # a link to nothing or in a circle is met where it is opened
        return path


def _older_keys(casebook: Path, newest: Seen | None) -> tuple[str, ...]:
    """Say that the key file is from before the last new key, where a copy knows of a later one."""
    with suppress(KnownError):
        generation = keyfile_copies.read(casebook).generation
        if newest is not None and newest.manifest.generation > generation:
            return (say("new_key.older_key_file"),)
    return ()


def find(casebook: Path) -> Seen | None:
    """Return the newest good copy in reach of a casebook that cannot be opened; no key is needed.

    Where the key file cannot be read either, or is that of another casebook, any copy in the folder
    beside the casebook counts.
    """
    vault = None
    with suppress(KnownError):
        vault = keyfile_copies.read(casebook).vault
    known = places.read(vault) if vault else places.Known()
    beside = (places.usual(casebook),)
    return shelf.newest_good(places.folders(casebook, known), vault) or (
        shelf.newest_good(beside, None) if vault else None
    )


def sentence(seen: Seen | None) -> str:
    """Say which copy is the way back."""
    if seen is None:
        return say("copies.no_way_back")
    return say(
        "copies.way_back",
        name=seen.path.name,
        when=moment(seen),
        folder=seen.path.parent,
    )


def moment(seen: Seen | Restored) -> str:
    """Write the moment of a copy out, in British time."""
    made = seen.manifest.made_at if isinstance(seen, Seen) else seen.made_at
    local = made.astimezone(ZONE)
    return f"{local.day} {local:%B %Y, %H:%M}"


def restore(wanted: Wanted, clock: Clock, throttle: Throttle | None = None) -> Restored:
    """Restore a copy, without whoever was anonymised since; see `restoring.restore`."""
    now = clock.now()
    again = since.again(wanted, now, ZONE)
    return restoring.restore(wanted, now, ZONE, throttle or Throttle(clock), again)
