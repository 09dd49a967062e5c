"""A world that gets in the way: full disks, pulled sticks, closed folders, stopped programs.

`injected` lets the system calls of a child fail by `strace`, so that the database's own writing is
met too. `full_at` sets a limit to how large a file may grow; `small_disk` is a real disk of a few
hundred kilobytes, where this may be mounted.
"""

import ctypes
import os
import random
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Final

from outreach_app.errors import InUse
from tests.faults.child import Child, judge
from tests.faults.damage import damaged
from tests.faults.everyday import BRIEFLY
from tests.faults.everything import EVERYTHING
from tests.faults.storm import made, run
from tests.faults.tally import Tally
from tests.faults.trials import Told, Trial, book, opened

CALLS: Final = (
    "pwrite64", "write", "fdatasync", "fsync", "openat", "rename", "ftruncate", "unlink", "mkdir",
    "pread64", "fstat", "newfstatat",
)  # fmt: skip
ERRORS: Final = ("EIO", "ENOSPC", "EROFS", "EACCES", "EMFILE")
_POSITIONS: Final = (1, 2, 3, 5, 8, 13, 21, 34, 55)
_PR_SET_PTRACER: Final = 0x59616D61
_WAIT: Final = 20.0
# Of capset(2): its version, and the rights to pass over what a folder's own bits say.
_CAPABILITIES: Final = 0x20080522
_OVERRIDES: Final = 0b110


@cache
def no_strace() -> str:
    """Return why system calls cannot be made to fail here, "" when they can."""
    if shutil.which("strace") is None:
        return "there is no strace here"
    sleeper = subprocess.Popen(["sleep", "30"])
    try:
        tried = subprocess.Popen(
            ["strace", "-qq", "-o", os.devnull, "-p", str(sleeper.pid)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        seen = _traced(sleeper.pid, tried)
        tried.kill()
        tried.wait()
    finally:
        sleeper.kill()
        sleeper.wait()
    return "" if seen else "strace may not look at processes here"


def injected(kind: str, folder: Path, runs: int, seed: int, seconds: float) -> Tally:
    """Let one call fail once, or every one from then on until it is mended."""
    tally = Tally(kind)
    if why := no_strace():
        tally.skipped = why
        return tally
    template = made(EVERYTHING, folder)
    chance, began = random.Random(f"{seed} {kind}"), perf_counter()
    while tally.runs < runs and perf_counter() - began < seconds:
        call, error = chance.choice(CALLS), chance.choice(ERRORS)
        position, on = chance.choice(_POSITIONS), chance.random() < 0.5
        when = f"{position}{'+' if on else ''}"
        _inject(folder, template, tally, call, error, when)
    return tally


def _inject(folder: Path, template: Path, tally: Tally, call: str, error: str, when: str) -> None:
    here = folder / f"run{tally.runs}"
    shutil.copytree(template, here)
    waits, goes = os.pipe()
    mended, mends = os.pipe()

    def ask_for_peace() -> None:
        os.close(mends)  # the parent hears the end of this pipe, and lets go
        _until_free()

    def arm(tell: Told) -> None:
        ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(-1 % 2**64), 0, 0, 0)
        tell.go = lambda: _hear(waits)
        tell.mend = ask_for_peace

    child = Child(EVERYTHING, here, arm)
    os.close(mends)
    child.until_ready()
    tracer = subprocess.Popen(
        ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}",
         "-e", f"inject={call}:error={error}:when={when}", "-p", str(child.pid)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _traced(child.pid, tracer)
        os.write(goes, b"\n")
        _hear(mended)  # the child has closed its end: it asks for peace, or is gone
    finally:
        tracer.terminate()
        tracer.wait()
        for each in (waits, goes, mended):
            os.close(each)
    child.end()
    if judge(EVERYTHING, here, child, tally, f"{call} {error} when={when}"):
        shutil.rmtree(here)


def _hear(reading: int) -> None:
    os.read(reading, 1)


def _traced(pid: int, tracer: subprocess.Popen[bytes]) -> bool:
    return _until(lambda: _tracer_of(pid) != 0 or tracer.poll() is not None) and (
        _tracer_of(pid) != 0
    )


def _until_free() -> None:
    _until(lambda: _tracer_of(os.getpid()) == 0)


def _tracer_of(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:  # also a disk made to fail
        return -1
    (line,) = (each for each in text.splitlines() if each.startswith("TracerPid"))
    return int(line.split()[1])


def _until(holds: Callable[[], bool]) -> bool:
    ends = perf_counter() + _WAIT
    while perf_counter() < ends:
        if holds():
            return True
        time.sleep(0.005)
    return False


def full_at(kind: str, folder: Path, runs: int, seed: int, seconds: float) -> Tally:
    """Let no file grow beyond a limit drawn at random, then lift it: work goes on."""
    template = made(BRIEFLY, folder)
    size = book(template).stat().st_size
    tally, chance, began = Tally(kind), random.Random(f"{seed} {kind}"), perf_counter()
    while tally.runs < runs and perf_counter() - began < seconds:
        limit = chance.randrange(4096, size + 2_000_000)

        def arm(tell: Told, limit: int = limit) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            tell.go = lambda: _limit(limit)
            tell.mend = lambda: _limit(resource.RLIM_INFINITY)

        run(BRIEFLY, folder, template, tally, f"files of {limit} bytes at most", arm)
    return tally


def _limit(size: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))


def small_disk(kind: str, folder: Path, runs: int, seed: int, seconds: float) -> Tally:
    """Work on a real disk that runs full, then make it larger and look."""
    tally = Tally(kind)
    folder.mkdir(parents=True)
    disk = folder / "disk"
    disk.mkdir()
    if _mount("mount", "-t", "tmpfs", "-o", "size=1m", "casebooks", str(disk)):
        tally.skipped = "no disk may be mounted here"
        return tally
    _mount("umount", str(disk))
    template = made(BRIEFLY, folder / "made")
    size = sum(each.stat().st_size for each in template.rglob("*") if each.is_file())
    chance, began = random.Random(f"{seed} {kind}"), perf_counter()
    while tally.runs < runs and perf_counter() - began < seconds:
        room = size + chance.randrange(0, 1_500_000)
        _mount("mount", "-t", "tmpfs", "-o", f"size={room}", "casebooks", str(disk))
        try:
            here = disk / "here"
            shutil.copytree(template, here)
            child = Child(BRIEFLY, here)
            child.end()
            _mount("mount", "-o", "remount,size=64m", str(disk))
            judge(BRIEFLY, here, child, tally, f"a disk of {room} bytes")
        finally:
            _mount("umount", "-l", str(disk))
    return tally


def _mount(*words: str) -> int:
    return subprocess.run(words, check=False, capture_output=True).returncode


def closed_folder(kind: str, folder: Path, runs: int, seed: int, seconds: float) -> Tally:
    """Take the right to write in the folder away, before or after the casebook is opened."""
    del seed
    template = made(EVERYTHING, folder)
    tally, began = Tally(kind), perf_counter()
    while tally.runs < runs and perf_counter() - began < seconds:
        here = folder / f"run{tally.runs}"
        shutil.copytree(template, here)
        after = tally.runs % 2

        def arm(tell: Told, here: Path = here, after: int = after) -> None:
            _as_anybody()
            tell.go = lambda: _closed(here, closed=True) if after else None
            tell.mend = lambda: _closed(here, closed=False)

        if not after:
            _closed(here, closed=True)
        child = Child(EVERYTHING, here, arm)
        child.end()
        _closed(here, closed=False)
        if judge(EVERYTHING, here, child, tally, "after opening" if after else "before opening"):
            shutil.rmtree(here)
    return tally


def _as_anybody() -> None:
    """Give up what lets an administrator write where the folder's own rights say no."""
    libc = ctypes.CDLL(None)
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    rights = (ctypes.c_uint32 * 6)()
    libc.capget(header, rights)
    rights[0] &= ~_OVERRIDES
    libc.capset(header, rights)


def _closed(here: Path, *, closed: bool) -> None:
    for each in (here, here / "stick"):
        each.chmod(0o555 if closed else 0o755)


def stopped(kind: str, folder: Path, runs: int, seed: int, seconds: float) -> Tally:
    """Stop a writer in the middle, try to come in beside it, and let it go on, or kill it.

    Who comes in beside is told that it is in use. After a kill the next one is let in at once.
    """
    template = made(BRIEFLY, folder)
    tally, chance, began = Tally(kind), random.Random(f"{seed} {kind}"), perf_counter()
    while tally.runs < runs and perf_counter() - began < seconds:
        here = folder / f"run{tally.runs}"
        shutil.copytree(template, here)
        child = Child(BRIEFLY, here)
        child.until_ready()
        for _ in range(3):
            time.sleep(chance.uniform(0, 0.1))  # the moment is what is drawn
            os.kill(child.pid, signal.SIGSTOP)
            beside = Child(BESIDE, here)
            beside.end()
            tally.refused += beside.refused == [InUse.key]
            if beside.refused != [InUse.key] and _has_it(child):
                tally.unclear += 1
                tally.why.append(f"came in beside: {beside.said} {beside.refused}")
            os.kill(child.pid, signal.SIGCONT)
        if chance.random() < 0.5:
            os.kill(child.pid, signal.SIGSTOP)
            child.kill()
        child.end()
        if judge(BRIEFLY, here, child, tally, "stopped"):
            shutil.rmtree(here)
    return tally


def _has_it(child: Child) -> bool:
    """Tell whether a stopped child has not begun to let its casebook go."""
    while child.next(0):
        pass
    return not child.closing


def _come_in(folder: Path, tell: Told) -> None:
    desk = opened(folder)
    tell.said("came in")
    desk.close()


BESIDE: Final = Trial(lambda _: None, _come_in, lambda _, __: "")

WORLD: Final[dict[str, Callable[[str, Path, int, int, float], Tally]]] = {
    "a call fails (EIO, ENOSPC, …)": injected,
    "disk full, a limit": full_at,
    "disk full, a real one": small_disk,
    "folder closed to writing": closed_folder,
    "stopped, two windows": stopped,
    "damage": damaged,
}
