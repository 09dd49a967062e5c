"""Every byte a process writes, by `strace`, searched for words that must stand nowhere.

Without `strace` only what lies on the disk afterwards is searched; the test's name says which.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from tests.traces.canaries import ALL

ROOT: Final = Path(__file__).parents[2]
_CALLS: Final = (
    "openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,sendmmsg,socket,"
    "connect,bind,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,mknod,"
    "mknodat,memfd_create,execve,mmap,sendfile,copy_file_range,splice"
)
_CALL: Final = re.compile(rb"^(?:\d+ +)?(\w+)\((.*)")
_HEX: Final = re.compile(rb"(?:\\x[0-9a-f]{2})+")
_FD: Final = re.compile(rb"^(\d+|AT_FDCWD)<([^>]*)>")
_WRITES: Final = {b"write", b"pwrite64", b"writev", b"pwritev", b"pwritev2", b"sendto", b"sendmsg"}
# Seconds after which a day hangs; it takes a quarter of a minute.
_LONGEST: Final = 900
# What a terminal shows is what its user asked for; a file descriptor of 2 is not.
_TERMINAL: Final = b"1"


@cache
def can_trace() -> bool:
    """Tell whether processes can be watched here."""
    if shutil.which("strace") is None:
        return False
    tried = ["strace", "-f", "-o", os.devnull, sys.executable, "-c", ""]
    return subprocess.run(tried, check=False, capture_output=True).returncode == 0


@dataclass
class Seen:
    """What a watched process did: bytes written by file, words found by file, sockets, its words."""

    code: int
    out: str
    err: str
    written: Counter[str] = field(default_factory=Counter)
    found: dict[str, set[str]] = field(default_factory=dict)
    sockets: list[str] = field(default_factory=list)
    made: set[str] = field(default_factory=set)


def watched(folder: Path, module: str, *words: object) -> Seen:
    """Run a module with a home of its own in `folder` and search all it wrote."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    (folder / "tmp").mkdir(exist_ok=True)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        **{f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "DATA", "CACHE", "STATE")},
        "HOME": str(home),
        "TMPDIR": str(folder / "tmp"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-m", module, *map(str, words)]
    trace = folder.parent / f"{module}.trace"
    if can_trace():
        watching = ["strace", "-f", "-y", "-qq", "-xx", "-s", "100000000", "--seccomp-bpf"]
        command = [*watching, "-e", f"trace={_CALLS}", "-o", str(trace), *command]
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=_LONGEST,
    )
    seen = Seen(done.returncode, done.stdout, done.stderr)
    if can_trace():
        _read(trace, seen)
    return seen


def _needles() -> dict[bytes, str]:
    found = {}
    for word in ALL:
        for form in {word, word.upper(), word.capitalize()}:
            for coding in ("utf-8", "utf-16-le"):
                found[form.encode(coding)] = word
    return found


def _read(trace: Path, seen: Seen) -> None:
    needles = _needles()
    in_hex = {b"".join(b"\\x%02x" % each for each in raw): word for raw, word in needles.items()}
    with trace.open("rb") as lines:
        for line in lines:
            call = _CALL.match(line)
            if call is None:
                continue
            name, rest = call[1], call[2]
            target = _target(name, rest, seen)
            for raw, word in in_hex.items():
                if raw in line:
                    seen.found.setdefault(target, set()).add(word)
    trace.unlink()


def _target(name: bytes, rest: bytes, seen: Seen) -> str:
    """Return which file a call is about, and note it."""
    fd = _FD.match(rest)
    path = _plain(fd[2]) if fd is not None else ""
    if name in _WRITES and fd is not None:
        target = "terminal" if fd[1] == _TERMINAL else path
        seen.written[target] += 1
        return target
    if name in {b"socket", b"connect", b"bind"} and b"AF_INET" in rest:
        seen.sockets.append(_plain(rest)[:200])
    if name in {b"openat", b"open", b"creat"} and (b"O_CREAT" in rest or b"O_TRUNC" in rest):
        seen.made.add(_opened(rest))
    shared = name == b"mmap" and b"MAP_SHARED" in rest and b"PROT_WRITE" in rest
    if shared and (inside := re.search(rb"\d+<([^>]*)>", rest)) is not None:
        seen.made.add(_plain(inside[1]))
    return f"{name.decode()} {_plain(rest)[:200]}"


def _opened(rest: bytes) -> str:
    hexed = _HEX.search(rest[rest.find(b'"') :])
    return _plain(hexed[0]) if hexed is not None else ""


def _plain(text: bytes) -> str:
    def back(met: re.Match[bytes]) -> bytes:
        return bytes.fromhex(met[0].replace(b"\\x", b"").decode())

    return _HEX.sub(back, text).decode(errors="replace")


def lying(folder: Path) -> dict[str, set[str]]:
    """Search everything that lies in a folder, and the names of it; return words by file."""
    needles, found = _needles(), {}
    for path in folder.rglob("*"):
        raw = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        raw += str(path.relative_to(folder)).encode(errors="replace")
        if words := {word for each, word in needles.items() if each in raw}:
            found[str(path)] = words
    return found
