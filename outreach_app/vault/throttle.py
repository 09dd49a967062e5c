"""Waiting after wrong attempts: three are free, then 2, 4, 8 … 300 seconds.

What is kept is the wait still to run and the monotonic reading it was true at, so moving the
computer's clock changes nothing. A monotonic clock that stands earlier than the stored reading was
restarted: the wait then runs on from there. One that stands later has seen at least the difference
pass, whichever start it counts from.

The count stands in two places, beside the casebook and in the settings folder, and the worse one
counts: taking one away, or putting an older one back, ends no wait. One that cannot be read is the
longest wait. One that cannot be written again counts for nothing, because it could lock somebody
out for ever; where neither can be written every attempt takes two seconds before it is tried.

Nothing is ever wiped: that would be a weapon for whoever sits down at the desk. This slows a person
at the keyboard. Whoever takes both files away, or copies the casebook, is slowed by Argon2id alone.
"""

import contextlib
import hashlib
import json
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from filelock import FileLock

from outreach_app import paths
from outreach_app.clock import Clock
from outreach_app.errors import KnownError, WaitFirst
from outreach_app.vault import keyfile_copies
from outreach_app.vault.disk import read_bounded, write_atomic

FREE: Final = 3
LONGEST: Final = 300
# Seconds an attempt takes where the count can be kept nowhere.
UNKEPT: Final = 2.0
_BESIDE: Final = ".waits"
_SIZE_LIMIT: Final = 1000
_COUNT_LIMIT: Final = 1_000_000
_PATIENCE: Final = 5.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """Wrong attempts since the last right one, and seconds to wait from monotonic `stamp` on."""

    failures: int = 0
    wait: float = 0.0
    stamp: float = 0.0


@dataclass
class Throttle:
    """Counts attempts for each casebook, across restarts: in `folder` and beside the casebook.

    `vault` is the casebook's number and `casebook` its path; without a path, or where no key file
    stands, nothing is kept beside it. `pause` waits seconds, for where nothing can be kept at all;
    the count then lives as long as the object.
    """

    clock: Clock
    folder: Path = field(default_factory=lambda: paths.settings_folder() / "waits")
    pause: Callable[[float], None] = time.sleep
    _kept: dict[str, Waiting] = field(default_factory=dict, init=False, repr=False)

    def state(self, vault: str, casebook: Path | None = None) -> Waiting:
        """Return how things stand, for `restore`."""
        return self._now(vault, casebook)

    def begin(self, vault: str, casebook: Path | None = None) -> Waiting:
        """Count an attempt as failed before it is tried, so that ending the program gains nothing.

        Returns the state before it, for `restore`. Raises WaitFirst while a wait runs.
        """
        with self._alone(vault, casebook):
            before = self._now(vault, casebook)
            if before.wait > 0:
                raise WaitFirst(count=math.ceil(before.wait))
            failures = min(before.failures + 1, _COUNT_LIMIT)
            after = Waiting(failures, _wait_after(failures), self.clock.monotonic())
            kept = self._keep(vault, casebook, after)
        if not kept:
            self.pause(UNKEPT)
        return before

    def restore(self, vault: str, before: Waiting, casebook: Path | None = None) -> None:
        """Take back an attempt that failed for another reason than a wrong passphrase."""
        if before.failures:
            self._keep(vault, casebook, before)
        else:
            self.clear(vault, casebook)

    def clear(self, vault: str, casebook: Path | None = None) -> None:
        """Forget the wrong attempts, after a right one."""
        self._kept.pop(vault, None)
        for file in self._files(vault, casebook):
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                _lock_of(file).unlink(missing_ok=True)

    def _now(self, vault: str, casebook: Path | None) -> Waiting:
        now = self.clock.monotonic()
        found = [_standing(file, now) for file in self._files(vault, casebook)]
        states = [each for each in found if each is not None]
        if not states:
            states = [_run_on(self._kept.get(vault, Waiting()), now)]
            self._kept[vault] = states[0]
        return Waiting(
            max(each.failures for each in states), max(each.wait for each in states), now
        )

    @contextlib.contextmanager
    def _alone(self, vault: str, casebook: Path | None) -> Iterator[None]:
        """Let one program at a time look and count, or many at once would each have free tries.

        The lock beside the casebook comes first: programs with other settings folders meet there.
        Where nothing can be locked, the count is kept as well as it can be.
        """
        with contextlib.ExitStack() as held:
            for file in self._files(vault, casebook):
                with contextlib.suppress(OSError, NotImplementedError):
                    _make_folder(file.parent)
                    held.enter_context(FileLock(_lock_of(file), _PATIENCE, mode=0o600))
                    break
            yield

    def _files(self, vault: str, casebook: Path | None) -> tuple[Path, ...]:
        # A digest, because the name of a file outside the casebook should lead to nothing.
        mine = self.folder / f"{hashlib.sha256(vault.encode()).hexdigest()[:16]}.json"
        if casebook is None or not any(each.exists() for each in keyfile_copies.paths_of(casebook)):
            return (mine,)
        return (waits_of(casebook), mine)

    def _keep(self, vault: str, casebook: Path | None, state: Waiting) -> bool:
        """Keep the state wherever it can be kept; False where that is in memory only."""
        self._kept[vault] = state
        # A folder that cannot be written must not keep anybody out of her own casebook.
        kept = [_written(file, state) for file in self._files(vault, casebook)]
        return any(kept)


def waits_of(casebook: Path) -> Path:
    """Return where the wrong attempts at a casebook are counted beside it."""
    return casebook.with_name(casebook.name + _BESIDE)


def _lock_of(file: Path) -> Path:
    return file.with_name(file.name + ".lock")


def _make_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _written(file: Path, state: Waiting) -> bool:
    text = json.dumps({"failures": state.failures, "wait": state.wait, "stamp": state.stamp})
    try:
        _make_folder(file.parent)
        write_atomic(file, text.encode())
    except (KnownError, OSError):
        return False
    return True


def _standing(file: Path, now: float) -> Waiting | None:
    """Return what a file says at `now`; None where there is none, or none that can be carried on.

    A wait that only this reading begins has to be written down, or it would begin anew each time.
    """
    try:
        text = read_bounded(file, _SIZE_LIMIT)
    except KnownError:
        text = b""
    if text is None:
        return None
    state = _parsed(text)
    left = _run_on(state or Waiting(FREE, LONGEST, now), now)
    begins = state is None or (state.wait > 0 and now < state.stamp)
    return None if begins and not _written(file, left) else left


def _run_on(state: Waiting, now: float) -> Waiting:
    if now < state.stamp:
        return replace(state, stamp=now)
    return Waiting(state.failures, max(0.0, state.wait - (now - state.stamp)), now)


def _wait_after(failures: int) -> float:
    if failures <= FREE:
        return 0.0
    return float(min(LONGEST, 2 ** min(failures - FREE, 10)))


def _parsed(text: bytes) -> Waiting | None:
    """Read the state, within its bounds; None for a damaged one."""
    try:
        members = json.loads(text)
        failures, wait, stamp = (members[name] for name in ("failures", "wait", "stamp"))
        numbers = (float(failures), float(wait), float(stamp))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None
    if not all(math.isfinite(number) for number in numbers):
        return None
    bounded = int(min(max(numbers[0], 0), _COUNT_LIMIT))
    return Waiting(bounded, min(max(numbers[1], 0.0), LONGEST), numbers[2])
