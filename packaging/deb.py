"""Packs the built program for Debian and Ubuntu, installs it into an empty root and removes it.

What the package asks of the system is worked out from the files: what they name and do not bring.
There are no scripts that run at installation; icon and menu entry are taken up by dpkg's triggers.
"""

import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent))
import pictures

ROOT: Final = Path(__file__).parents[1]
BUILT: Final = ROOT / "dist" / "outreach-casebook"
HERE: Final = ROOT / "packaging" / "linux"
# The name is neutral, like that of the window: it stands in the list of what is installed.
NAME: Final = "casebook"
# Which package brings what our files ask for and do not bring, in Debian 12 and 13.
BRINGS: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libGLdispatch.so.0": "libglvnd0",
    "libxcb.so.1": "libxcb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libcups.so.2": "libcups2t64 | libcups2",
}
# Read as files: keyboards, and where typefaces lie.
FILES_OF: Final = ("xkb-data", "fontconfig-config")
# The program does its work without: it then prints into files only, or draws over X11.
WISHED: Final = ("libcups2t64 | libcups2", "libwayland-client0", "libwayland-cursor0")
_GLIBC: Final = (
    "libc.so.6",
    "libm.so.6",
    "ld-linux",
    "libpthread",
    "libdl",
    "librt",
    "libutil",
    "libresolv",
)
CONTROL: Final = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: Casebook <noreply@localhost>
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Section: misc
Priority: optional
Description: notes of a project, encrypted and offline
 A casebook is one encrypted file. The program never uses the network.
"""


def _version() -> str:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def _said(*words: object) -> str:
    return subprocess.run(
        [str(each) for each in words], capture_output=True, text=True, check=True
    ).stdout


def _binaries(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def asked(folder: Path) -> tuple[set[str], str]:
    """Return the libraries the files name and do not bring, and the oldest C library that does."""
    brought, named, oldest = set(), set(), (0, 0)
    for path in _binaries(folder):
        said = _said("objdump", "-p", path)
        brought.add(path.name)
        if path.parent.name != "graphics":
            named |= set(re.findall(r"NEEDED\s+(\S+)", said))
        for major, minor in re.findall(r"GLIBC_(\d+)\.(\d+)", said):
            oldest = max(oldest, (int(major), int(minor)))
    # What lies in `graphics` stands in only where the system has none.
    brought -= {path.name for path in (folder / "_internal" / "graphics").glob("*")}
    missing = {each for each in named - brought if not each.startswith(_GLIBC)}
    return missing, f"{oldest[0]}.{oldest[1]}"


def control(tree: Path) -> str:
    """Return the description of the package; ends with what nobody here knows the package of."""
    missing, glibc = asked(tree / "usr/lib" / NAME)
    if strangers := missing - set(BRINGS):
        sys.exit(f"asked for, not brought, and in no package known: {sorted(strangers)}")
    needed = {BRINGS[each] for each in missing} | set(FILES_OF)
    depends = [f"libc6 (>= {glibc})", *sorted(needed - set(WISHED))]
    size = sum(each.stat().st_size for each in tree.rglob("*") if each.is_file()) // 1024
    return CONTROL.format(
        name=NAME,
        version=_version(),
        architecture=_said("dpkg", "--print-architecture").strip(),
        size=size,
        depends=", ".join(depends),
        recommends=", ".join(WISHED),
    )


def lay_out(tree: Path) -> None:
    """Put every file where it will lie."""
    shutil.copytree(BUILT, tree / "usr/lib" / NAME, symlinks=True)
    share = tree / "usr/share"
    for folder in ("applications", "man/man1", f"doc/{NAME}", "icons/hicolor/scalable/apps"):
        (share / folder).mkdir(parents=True)
    (tree / "usr/bin").mkdir()
    for command in (NAME, "outreach-app"):
        (tree / "usr/bin" / command).symlink_to(f"../lib/{NAME}/casebook")
        manual = gzip.compress((HERE / "casebook.1").read_bytes(), mtime=0)
        (share / f"man/man1/{command}.1.gz").write_bytes(manual)
    shutil.copy(HERE / "casebook.desktop", share / "applications")
    shutil.copy(pictures.DRAWING, share / "icons/hicolor/scalable/apps")
    for side in (48, 128, 256):
        folder = share / f"icons/hicolor/{side}x{side}/apps"
        folder.mkdir(parents=True)
        (folder / "casebook.png").write_bytes(pictures.png(side))
    own = BUILT / "_internal"
    shutil.copy(own / "licences.txt", share / f"doc/{NAME}/copyright")
    shutil.copy(own / "parts.cdx.json", share / f"doc/{NAME}")
    changes = gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=0)
    (share / f"doc/{NAME}/changelog.gz").write_bytes(changes)


def pack() -> Path:
    """Make the package in dist/; answer where it is."""
    tree = ROOT / "build" / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(tree)
    described = control(tree)
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(described, encoding="utf-8")
    moment = int(os.environ.get("SOURCE_DATE_EPOCH", "1767225600"))
    for path in [*tree.rglob("*"), tree]:
        if not path.is_symlink():
            runs = path.is_dir() or path == tree / "usr/lib" / NAME / "casebook"
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)
    architecture = re.search(r"^Architecture: (.+)$", described, re.MULTILINE)
    target = ROOT / "dist" / f"{NAME}_{_version()}_{architecture[1] if architecture else ''}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z12", "--build", str(tree), str(target)],
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"SOURCE_DATE_EPOCH": str(moment)},
    )
    return target


def try_out(package: Path) -> None:
    """Install into an empty root, use it there, remove it: nothing is left."""
    empty = Path(tempfile.mkdtemp(prefix="root-"))
    state = empty / "var/lib/dpkg"
    for folder in ("info", "updates", "triggers"):
        (state / folder).mkdir(parents=True)
    for name in ("status", "available"):
        (state / name).touch()
    before = _files(empty)
    # An empty root has no libc6: that the names are right is what the table above is for.
    dpkg = ["dpkg", f"--root={empty}", "--force-depends", "--force-not-root", "--force-bad-path",
            f"--log={empty}/var/lib/dpkg/log"]  # fmt: skip
    try:
        _quiet([*dpkg, "--install", str(package)])
        home = {"HOME": str(empty / "var")}
        for command in (["casebook", "--version"], ["outreach-app", "self-check"]):
            program = empty / "usr/bin" / command[0]
            _quiet([str(program), *command[1:]], environment=home)
        shutil.rmtree(empty / "var/.config")
        print("installed into an empty root, used there", flush=True)
        _quiet([*dpkg, "--purge", NAME])
        left = {each for each in _files(empty) - before if not each.startswith("var/lib/dpkg")}
        if left:
            sys.exit(f"left behind: {sorted(left)}")
        print("removed: nothing is left", flush=True)
    finally:
        shutil.rmtree(empty, ignore_errors=True)


def _quiet(words: list[str], environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        sys.exit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def main() -> None:
    """Pack, say what was made, try it."""
    if shutil.which("dpkg-deb") is None:
        sys.exit("dpkg-deb is not here: a package for Debian is made on Debian or Ubuntu")
    package = pack()
    print(_said("dpkg-deb", "--field", package), end="")
    print(
        f"Built: {package.relative_to(ROOT)}, {package.stat().st_size // 1_000_000} MB", flush=True
    )
    try_out(package)


if __name__ == "__main__":
    main()
