"""Waiting after wrong attempts: three are free, then 2, 4, 8 … 300 seconds.

What is kept is the wait still to run and the monotonic reading it was true at, so moving the
computer's clock changes nothing. A monotonic clock that stands earlier than the stored reading was
restarted: the wait then runs on from there. One that stands later has seen at least the difference
pass, whichever start it counts from. Nothing is ever wiped: that would be a weapon for whoever
sits down at the desk. Deleting the state file ends the wait; this slows a person at the keyboard,
not somebody who has copied the files.
"""

import contextlib
import hashlib
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from filelock import FileLock

from outreach_app import paths
from outreach_app.clock import Clock
from outreach_app.errors import KnownError, WaitFirst
from outreach_app.vault.disk import read_bounded, write_atomic

FREE: Final = 3
LONGEST: Final = 300
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
    """Counts attempts for each casebook, in `folder` and across restarts.

    Where the folder cannot be written the count lives as long as the object.
    """

    clock: Clock
    folder: Path = field(default_factory=lambda: paths.settings_folder() / "waits")
    _kept: dict[str, Waiting] = field(default_factory=dict, init=False, repr=False)

    def seconds_left(self, vault: str) -> int:
        """Return whole seconds until the next attempt is taken, 0 where none are left."""
        return math.ceil(self._now(vault).wait)

    def state(self, vault: str) -> Waiting:
        """Return how things stand, for `restore`."""
        return self._now(vault)

    def begin(self, vault: str) -> Waiting:
        """Count an attempt as failed before it is tried, so that ending the program gains nothing.

        Returns the state before it, for `restore`. Raises WaitFirst while a wait runs.
        """
        with self._alone(vault):
            before = self._now(vault)
            if before.wait > 0:
                raise WaitFirst(seconds=math.ceil(before.wait))
            failures = min(before.failures + 1, _COUNT_LIMIT)
            self._keep(vault, Waiting(failures, _wait_after(failures), self.clock.monotonic()))
        return before

    def restore(self, vault: str, before: Waiting) -> None:
        """Take back an attempt that failed for another reason than a wrong passphrase."""
        self._keep(vault, before)

    def clear(self, vault: str) -> None:
        """Forget the wrong attempts, after a right one."""
        self._kept.pop(vault, None)
        with contextlib.suppress(OSError):
            self._file(vault).unlink(missing_ok=True)
            self._file(vault).with_suffix(".lock").unlink(missing_ok=True)

    def _now(self, vault: str) -> Waiting:
        state = self._load(vault) or self._kept.get(vault, Waiting())
        now = self.clock.monotonic()
        if state.wait > 0 and now < state.stamp:
            self._keep(vault, Waiting(state.failures, state.wait, now))
            return state
        return Waiting(state.failures, max(0.0, state.wait - (now - state.stamp)), now)

    @contextlib.contextmanager
    def _alone(self, vault: str) -> Iterator[None]:
        """Let one program at a time look and count, or many at once would each have free tries.

        Where nothing can be locked, the count is kept as well as it can be.
        """
        with contextlib.ExitStack() as held:
            with contextlib.suppress(OSError, NotImplementedError):
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                lock = FileLock(self._file(vault).with_suffix(".lock"), _PATIENCE, mode=0o600)
                held.enter_context(lock)
            yield

    def _file(self, vault: str) -> Path:
        # A digest, because the name of a file outside the casebook should lead to nothing.
        return self.folder / f"{hashlib.sha256(vault.encode()).hexdigest()[:16]}.json"

    def _load(self, vault: str) -> Waiting | None:
        try:
            text = read_bounded(self._file(vault), _SIZE_LIMIT)
        except KnownError:
            return None
        return None if text is None else _parsed(text)

    def _keep(self, vault: str, state: Waiting) -> None:
        self._kept[vault] = state
        text = json.dumps({"failures": state.failures, "wait": state.wait, "stamp": state.stamp})
        # A folder that cannot be written must not keep anybody out of her own casebook.
        with contextlib.suppress(KnownError, OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomic(self._file(vault), text.encode())


def _wait_after(failures: int) -> float:
    if failures <= FREE:
        return 0.0
    return float(min(LONGEST, 2 ** min(failures - FREE, 10)))


def _parsed(text: bytes) -> Waiting:
    """Read the state; a damaged one uses up the free attempts and locks nobody out."""
    try:
        members = json.loads(text)
        failures, wait, stamp = (members[name] for name in ("failures", "wait", "stamp"))
        numbers = (float(failures), float(wait), float(stamp))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return Waiting(failures=FREE)
    if not all(math.isfinite(number) for number in numbers):
        return Waiting(failures=FREE)
    bounded = int(min(max(numbers[0], 0), _COUNT_LIMIT))
    return Waiting(bounded, min(max(numbers[1], 0.0), LONGEST), numbers[2])
