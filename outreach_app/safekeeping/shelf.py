"""What lies in a place: the copies of one casebook, and letting the old ones go."""

import contextlib
from collections.abc import Iterable
from datetime import tzinfo
from pathlib import Path

from outreach_app.errors import KnownError
from outreach_app.safekeeping import container
from outreach_app.safekeeping.container import Go, Seen, always
from outreach_app.safekeeping.manifest import genuine
from outreach_app.safekeeping.reaching import is_folder
from outreach_app.safekeeping.rotation import Dated, to_let_go
from outreach_app.vault.disk import sync_folder
from outreach_app.vault.open_key import OpenKey

_LIMIT = 1000


def copies(folder: Path, vault: str | None) -> tuple[Seen, ...]:
    """Return what claims to be a copy of the casebook with this vault id, the newest first.

    None stands for any casebook.

    A folder that is gone, closed to us, or does not answer holds none. Nothing is proved here: see
    `of_key`, `good`.
    """
    found: list[Seen] = []
    if not is_folder(folder):
        return ()
    with contextlib.suppress(OSError):
        names = sorted(folder.iterdir(), key=lambda each: each.name, reverse=True)
        for path in names[:_LIMIT]:
            if path.name.endswith(container.SUFFIX) and not path.name.startswith("."):
                with contextlib.suppress(KnownError, OSError):
                    seen = container.look(path)
                    if vault in (None, seen.manifest.vault):
                        found.append(seen)
    return tuple(sorted(found, key=lambda each: each.manifest.made_at, reverse=True))


def of_key(folder: Path, key: OpenKey) -> tuple[Seen, ...]:
    """Return the copies that somebody with this casebook's key made, the newest first."""
    return tuple(each for each in copies(folder, key.vault_id) if genuine(each.manifest, key))


def newest_good(
    folders: Iterable[Path], vault: str | None, key: OpenKey | None = None, go: Go = always
) -> Seen | None:
    """Return the newest copy that is whole to its last byte, over all folders; None for none.

    Without a key nobody can tell whether it was made by us: its own sums are compared.
    """
    found = [
        each
        for folder in folders
        for each in (of_key(folder, key) if key else copies(folder, vault))
    ]
    for each in sorted(found, key=lambda seen: seen.manifest.made_at, reverse=True):
        with contextlib.suppress(KnownError):
            return container.check(each.path, go)
    return None


def let_go(folder: Path, key: OpenKey, zone: tzinfo, keep: Path) -> int:
    """Remove the copies of this casebook that need not stay in a place; return how many.

    `keep` is the one just made and read back: without it in sight nothing is removed. Copies that
    seem to be younger than it were made while a clock was wrong, and are left alone. A link is
    never followed and never removed.
    """
    found = [each for each in of_key(folder, key) if not each.path.is_symlink()]
    made_at = next((each.manifest.made_at for each in found if each.path == keep), None)
    if made_at is None:
        return 0
    found = [each for each in found if each.path == keep or each.manifest.made_at < made_at]
    dated = [Dated(each.path, each.manifest.made_at, each.size) for each in found]
    removed = 0
    for path in to_let_go(dated, zone):
        with contextlib.suppress(OSError):
            path.unlink()
            removed += 1
    if removed:
        with contextlib.suppress(OSError):
            sync_folder(folder)
    return removed
