"""Uses the built program as on a computer that has nothing: `make build-check`.

The folder is copied to a place with spaces and accents in its name and made read-only; the program
gets an empty environment and an empty home. Whatever it writes elsewhere, or leaves, is found.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
# On a Mac it is used as people get it: a program looks for a stick from where its bundle lies.
MACOS: Final = sys.platform == "darwin"
BUILT: Final = ROOT / "dist" / ("Casebook.app" if MACOS else "outreach-casebook")
INSIDE: Final = "Contents/MacOS" if MACOS else ""
# Below the home folder, where each system keeps settings.
SETTINGS: Final = (".config/casebook/", "casebook/", "Library/Application Support/casebook/")
RELEASED: Final = ROOT / "tests" / "data" / "casebooks"
PASSPHRASE: Final = "paper lantern under quiet bridge"
ENDING: Final = ".exe" if sys.platform == "win32" else ""
PATIENCE: Final = 300
NOBODY: Final = 65534
# Marks a casebook as one of a version that does not exist yet.
TOMORROW: Final = """
import sys
from pathlib import Path
from outreach_app import bootstrap
from outreach_app.clock import SystemClock
desk = bootstrap.open_desk(Path(sys.argv[1]), "daya", sys.argv[2], SystemClock())
with desk._book.writing() as session:
    session.connection().exec_driver_sql("PRAGMA user_version=99")
desk.close()
"""


class Bare:
    """A computer with nothing on it: an empty home, and a folder with the program."""

    def __init__(self, place: Path) -> None:
        self.home = place / "somebody’s home"
        self.home.mkdir()
        self.programs = place / "Prográms of ours"
        self.program = self.programs / f"outreach casebook{BUILT.suffix}"
        shutil.copytree(BUILT, self.program, symlinks=True)
        # A superuser may write anywhere, which would prove nothing: they become nobody.
        self.user = NOBODY if hasattr(os, "geteuid") and os.geteuid() == 0 else None
        for path in [self.home, place]:
            path.chmod(0o755)
            if self.user and path == self.home:
                os.chown(path, self.user, self.user)
        for path in [*self.program.rglob("*"), self.program]:
            if not path.is_symlink():
                path.chmod(path.stat().st_mode & ~0o222)

    def starter(self, name: str) -> Path:
        """Return what is started."""
        return self.program / INSIDE / f"{name}{ENDING}"

    def environment(self, **more: str) -> dict[str, str]:
        """Return next to nothing; Windows itself needs two names."""
        given = {"HOME": str(self.home), "USERPROFILE": str(self.home), "PATH": "/nonexistent"}
        if sys.platform == "win32":
            given |= {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP")}
            given |= {"APPDATA": str(self.home), "LOCALAPPDATA": str(self.home)}
        return given | more

    def run(self, *words: object, code: int = 0) -> str:
        """Run a command; answer what it said, and end everything where it ended otherwise."""
        name = "outreach-app" if sys.platform == "win32" else "casebook"
        done = subprocess.run(
            [self.starter(name), *map(str, words)],
            env=self.environment(), cwd=self.home, capture_output=True, text=True,
            encoding="utf-8", timeout=PATIENCE, check=False, user=self.user,
        )  # fmt: skip
        if done.returncode != code:
            sys.exit(f"{words[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def mine(self, path: Path) -> Path:
        """Give a copied file to whoever the program runs as."""
        if self.user:
            os.chown(path, self.user, self.user)
        return path

    def written(self) -> set[str]:
        """Return all files below the home folder."""
        return {
            path.relative_to(self.home).as_posix()
            for path in self.home.rglob("*")
            if path.is_file()
        }


def fingerprint(folder: Path) -> str:
    """Return one hash over the names and bytes of all files of a folder."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(f"{path.relative_to(folder).as_posix()}\n".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def say(step: str, what: object = "good") -> None:
    """Print one line of the table."""
    print(f"{step:<58} {what}", flush=True)


def commands(bare: Bare) -> None:
    """Let the program check and show itself."""
    beginning = time.perf_counter()
    say("--version", bare.run("--version").strip())
    say("  seconds to that", f"{time.perf_counter() - beginning:.1f}")
    bare.run("self-check")
    say("self-check")
    bare.run("demo", "--folder", bare.home / "demo")
    pages = sorted((bare.home / "demo").glob("*.pdf"))
    assert len(pages) == 6, pages
    assert all(page.read_bytes().startswith(b"%PDF") for page in pages), pages
    say("demo", f"{len(pages)} reports")
    template = bare.home / "template.xlsx"
    bare.run("template", "--output", template)
    assert template.read_bytes().startswith(b"PK")
    template.unlink()
    say("template of a workbook")
    shutil.rmtree(bare.home / "demo")


def released(bare: Bare) -> None:
    """Open a casebook of every version that was ever released, and compare a count."""
    secret = bare.mine(_write(bare.home / "secret", PASSPHRASE))
    steps = (ROOT / "outreach_app/storage/migrate.py").read_text(encoding="utf-8")
    today = re.search(r"^VERSION.*= (\d+)$", steps, re.MULTILINE)
    assert today
    for figures in sorted(RELEASED.glob("v*.figures.json")):
        name = figures.name.removesuffix(".figures.json")
        for ending in ("casebook", "casebook.keys"):
            bare.mine(Path(shutil.copy(RELEASED / f"{name}.{ending}", bare.home)))
        opened = ("--casebook", bare.home / f"{name}.casebook", "--user", "daya",
                  "--passphrase-file", secret)  # fmt: skip
        bare.run("verify", *opened)
        expected = json.loads(figures.read_text(encoding="utf-8"))
        month, lines = next(iter(expected["lines"].items()))
        target = bare.home / f"{name}.json"
        bare.run("report", *opened, "--pack", "internal", "--month", month,
                 "--as-at", expected["as_at"], "--format", "json", "--output", target)  # fmt: skip
        counted = json.loads(target.read_text(encoding="utf-8"))["lines"]["C01_contacts"]
        assert counted == lines["C01_contacts"], (name, counted)
        aside = list(bare.home.glob(f"{name}.casebook.before-*"))
        assert bool(aside) == (int(name[1:]) < int(today[1])), aside
        say(f"casebook of version {name[1:]} kept aside, opened, verified, counted")
        _newer(bare, opened)
        for path in bare.home.glob(f"{name}.*"):
            path.unlink()
    secret.unlink()


def _newer(bare: Bare, opened: tuple[object, ...]) -> None:
    """Let a program of tomorrow have used it: it is refused, and no byte of it changes."""
    path, other = Path(str(opened[1])), bare.home.parent / "other"
    subprocess.run(
        [sys.executable, "-c", TOMORROW, str(path), PASSPHRASE], cwd=ROOT, check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(other)},
    )  # fmt: skip
    for each in path.parent.glob(f"{path.name}*"):
        bare.mine(each)
    before = path.read_bytes()
    bare.run("verify", *opened, code=4)
    assert path.read_bytes() == before
    say("  one of a newer version refused, untouched")


def window(bare: Bare) -> None:
    """Open the window, see that it stays, and ask it to end."""
    said: dict[str, str] = {"QT_QPA_PLATFORM": "offscreen"}
    if sees := bool(os.environ.get("DISPLAY") and shutil.which("xwininfo")):
        said = {"DISPLAY": os.environ["DISPLAY"]}
        said |= {name: os.environ[name] for name in ("XAUTHORITY",) if name in os.environ}
    beginning = time.perf_counter()
    started = subprocess.Popen(
        [bare.starter("casebook")], env=bare.environment(**said), cwd=bare.home,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, user=bare.user,
    )  # fmt: skip
    try:
        seconds = _seen(started, beginning) if sees else _stays(started)
        memory = _memory(started.pid)
    finally:
        started.terminate()
        output = started.communicate(timeout=PATIENCE)[0].decode(errors="replace")
    assert "Traceback" not in output, output
    assert not [each for each in bare.written() if each.endswith("problems.txt")], output
    say(
        "window", f"shown after {seconds:.1f} s" if sees else "opened without a display, and stayed"
    )
    say("  memory of the window, MB", memory)


def _seen(started: "subprocess.Popen[bytes]", beginning: float) -> float:
    while time.perf_counter() - beginning < PATIENCE:
        tree = subprocess.run(
            ["xwininfo", "-root", "-tree"], capture_output=True, text=True, check=False
        ).stdout
        if re.search(r'\("casebook" "casebook"\)\s+(?!1x1)\d{3,}x', tree):
            return time.perf_counter() - beginning
        if started.poll() is not None:
            break
        time.sleep(0.02)
    sys.exit("no window was shown")


def _stays(started: "subprocess.Popen[bytes]") -> float:
    try:
        started.wait(timeout=20)
    except subprocess.TimeoutExpired:
        return 0.0
    sys.exit(f"the window ended by itself with {started.returncode}")


def _memory(pid: int) -> str:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return "not known"
    held = re.search(r"VmRSS:\s+(\d+)", status.read_text(encoding="utf-8"))
    return str(int(held[1]) // 1024) if held else "not known"


def portable(bare: Bare) -> None:
    """See that beside the folder of a stick nothing is written to the computer."""
    stick = bare.programs / "casebook-portable"
    stick.mkdir()
    bare.mine(stick)
    before = bare.written()
    bare.run("self-check")
    window(bare)
    assert bare.written() == before, bare.written() - before
    say("portable: nothing written to the computer")
    shutil.rmtree(stick)


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def main() -> None:
    """Check everything; the first thing that is wrong ends it."""
    if not BUILT.is_dir():
        sys.exit("There is nothing built yet: make build")
    size = sum(path.stat().st_size for path in BUILT.rglob("*") if path.is_file())
    say("size, MB", size // 1_000_000)
    place = Path(tempfile.mkdtemp(prefix="bare-"))
    try:
        bare = Bare(place)
        before = fingerprint(bare.program)
        commands(bare)
        released(bare)
        window(bare)
        left = {each for each in bare.written() if not each.startswith(SETTINGS)}
        assert not left, f"written elsewhere: {left}"
        say("written outside the folder of settings", "nothing")
        portable(bare)
        assert fingerprint(bare.program) == before, "the program changed its own folder"
        say("the program's own folder", "untouched")
    finally:
        for path in place.rglob("*"):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
