"""The licences page and the list of parts (SBOM, CycloneDX) of a built program.

Both are written from the files that really went in: Python packages by their metadata, libraries of
the system by the package that brought them, and what others carry inside by the table below.
"""

import json
import platform
import re
import subprocess
import sys
import sysconfig
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Final

PAGE: Final = "licences.txt"
PARTS: Final = "parts.cdx.json"
# The page of Help: it stands in the source tree without a list, and in a built program with one.
HELP: Final = "licences.md"
_TEXT_NAMES: Final = re.compile(r"(licen[cs]e|copying|notice|copyright)", re.IGNORECASE)
# Debian's copyright files do not repeat a long licence: they name it in this folder.
_COMMON: Final = Path("/usr/share/common-licenses")
_NAMED: Final = re.compile(r"/usr/share/common-licenses/([A-Za-z0-9.+-]*[A-Za-z0-9])")
_HEAD: Final = """\
Licences
========

Casebook {version} is free software under the GNU General Public License, version 3 or later; its
text stands first. It is made of the parts below. Their texts follow in the order of the list.

Qt and PySide6 come under the GNU Lesser General Public License 3. Their libraries lie as files of
their own in this folder and may be replaced; their source is at https://download.qt.io and
https://code.qt.io. What Qt carries inside is listed at https://doc.qt.io/qt-6/licenses-used-in-qt.html.

"""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that was put in; `text` is all that its makers ask to be passed on."""

    name: str
    version: str
    licence: str
    purl: str
    text: str = ""


def write(work: Path, root: Path, files: Iterable[tuple[str, str]], version: str) -> list[Path]:
    """Write them, and a page of Help, into `work`; `files` are places in the bundle and sources."""
    sources = {Path(source).resolve() for _, source in files if source and Path(source).is_file()}
    own = Part("casebook", version, "GPL-3.0-or-later", "", _read(root / "LICENSE"))
    parts = [*_python(sources), *_inside(), *_systems(sources)]
    parts.append(Part("noto-fonts", "", "OFL-1.1", "pkg:generic/noto-fonts",
                      _read(root / "resources/fonts/OFL.txt")))  # fmt: skip
    parts.sort(key=lambda each: each.name.lower())
    page, listed, told = work / PAGE, work / PARTS, work / HELP
    told.write_text(_help(root, parts), encoding="utf-8", newline="\n")
    page.write_text(_page(own, parts), encoding="utf-8", newline="\n")
    listed.write_text(json.dumps(_bom(own, parts), indent=1) + "\n", encoding="utf-8", newline="\n")
    return [page, listed, told]


def _python(sources: set[Path]) -> list[Part]:
    found = []
    for package in metadata.distributions():
        said = package.metadata
        name = said["Name"].lower().replace("_", "-")
        kept = [Path(str(package.locate_file(each))).resolve() for each in package.files or ()]
        brought = any(each in sources and ".dist-info" not in str(each) for each in kept)
        # The starter of the built program comes from PyInstaller.
        if name == "outreach-casebook" or not (brought or name == "pyinstaller"):
            continue
        licence = said["License-Expression"] or said["License"] or _classified(said) or "see text"
        texts = [
            _read(path)
            for path in kept
            if ".dist-info" in str(path) and _TEXT_NAMES.search(path.name) and path.is_file()
        ]
        short = licence if len(licence) < 80 else "see text"
        found.append(
            Part(name, package.version, short, f"pkg:pypi/{name}@{package.version}", _join(texts))
        )
    lgpl = _read(_texts() / "LGPL-3.0.txt")
    return [
        replace(each, text=lgpl) if each.name.startswith(("pyside6", "shiboken6")) else each
        for each in found
    ]


def _classified(said: metadata.PackageMetadata) -> str:
    lines = [each for each in said.get_all("Classifier") or () if each.startswith("License")]
    return ", ".join(each.rpartition(" :: ")[2] for each in lines)


def _inside() -> list[Part]:
    """Return what packages carry inside without saying so in their metadata."""
    from cryptography.hazmat.backends.openssl import backend  # noqa: PLC0415
    from PySide6 import __version__ as qt  # noqa: PLC0415
    from sqlcipher3 import dbapi2  # noqa: PLC0415

    connection = dbapi2.connect(":memory:")
    sqlcipher = str(connection.execute("PRAGMA cipher_version").fetchone()[0]).split()[0]
    connection.close()
    openssl = backend.openssl_version_text().split()[1]
    apache = _read(_of_package("cryptography", "LICENSE.APACHE"))
    lgpl = _read(_texts() / "LGPL-3.0.txt")
    python = platform.python_version()
    return [
        Part("python", python, "PSF-2.0", f"pkg:generic/python@{python}", _python_text()),
        Part("qt", qt, "LGPL-3.0-only", f"pkg:generic/qt@{qt}", lgpl),
        _stored("pdfium", "", "BSD-3-Clause", "PDFium.txt"),
        _stored("icu", "73", "Unicode-3.0", "ICU.txt"),
        _stored("sqlcipher", sqlcipher, "BSD-3-Clause", "SQLCipher.txt"),
        _stored("sqlite", dbapi2.sqlite_version, "blessing", "SQLite.txt"),
        Part("openssl", openssl, "Apache-2.0", f"pkg:generic/openssl@{openssl}", apache),
        Part("material-design-icons", "6.9.96", "Apache-2.0",
             "pkg:generic/material-design-icons@6.9.96", apache),
    ]  # fmt: skip


def _stored(name: str, version: str, licence: str, text: str) -> Part:
    purl = f"pkg:generic/{name}@{version}" if version else f"pkg:generic/{name}"
    return Part(name, version, licence, purl, _read(_texts() / text))


def _python_text() -> str:
    places = (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
    )
    debian = Path(f"/usr/share/doc/python{platform.python_version()[:4]}/copyright")
    return next((_read(each) for each in (*places, debian) if each.is_file()), "")


def _systems(sources: set[Path]) -> list[Part]:
    """Return the packages of a Debian system whose libraries went in."""
    libraries = sorted(str(each) for each in sources if str(each).startswith(("/usr/", "/lib")))
    if not libraries or sys.platform != "linux":
        return []
    # Older packages list a file as /lib/…, which is the same place as /usr/lib/… today.
    libraries += [each.removeprefix("/usr") for each in libraries]
    said = subprocess.run(["dpkg", "-S", *libraries], capture_output=True, text=True, check=False)
    names = {line.partition(":")[0] for line in said.stdout.splitlines()}
    found = []
    for name in sorted(names):
        version = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Version}\n", name],
            capture_output=True, text=True, check=True,
        ).stdout.splitlines()[0]  # fmt: skip
        text = _read(Path(f"/usr/share/doc/{name}/copyright"))
        found.append(Part(name, version, "see text", f"pkg:deb/debian/{name}@{version}", text))
    return found


def _texts() -> Path:
    return Path(__file__).with_name("licences")


def _of_package(package: str, file: str) -> Path:
    for each in metadata.files(package) or ():
        if each.name == file:
            return Path(str(each.locate()))
    raise FileNotFoundError(file)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _join(texts: Iterable[str]) -> str:
    return "\n\n".join(dict.fromkeys(each.strip() for each in texts if each.strip()))


def _help(root: Path, parts: list[Part]) -> str:
    lines = [f"| {each.name} | {each.version} | {each.licence} |" for each in parts]
    table = "\n".join(["| Part | Version | Licence |", "|---|---|---|", *lines])
    return f"{_read(root / 'resources/help' / HELP)}\n## What this program is made of\n\n{table}\n"


def named(parts: Iterable[Part], folder: Path) -> list[Part]:
    """Return the licences that the texts of `parts` name by a file of `folder`, each in full."""
    names = {name for each in parts for name in _NAMED.findall(each.text)}
    texts = {name: _read(folder / name) for name in sorted(names)}
    return [Part(str(_COMMON / name), "", "", "", text) for name, text in texts.items() if text]


def _title(part: Part) -> str:
    return " — ".join(filter(None, (f"{part.name} {part.version}".strip(), part.licence)))


def _page(own: Part, parts: list[Part], common: Path = _COMMON) -> str:
    lines = [_HEAD.format(version=own.version)]
    lines += [f"  {_title(each)}" for each in parts]
    shown: dict[str, str] = {}
    for each in (own, *parts, *named(parts, common)):
        lines += ["", "", "=" * 100, _title(each), "=" * 100, ""]
        text = each.text.strip()
        # The same long text twice helps nobody.
        lines.append(f"The text is that of {shown[text]}." if text in shown else text)
        if text:
            shown.setdefault(text, each.name)
    return "\n".join(lines) + "\n"


def _bom(own: Part, parts: list[Part]) -> dict[str, object]:
    """Return the CycloneDX list. It has no date, and its number follows from what is in it."""
    components = [
        {"type": "library", "bom-ref": each.purl, "name": each.name, "version": each.version,
         "purl": each.purl, "licenses": [{"license": {"name": each.licence}}]}
        for each in parts
    ]  # fmt: skip
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([own.version, components]))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": own.name, "version": own.version,
                          "licenses": [{"license": {"id": own.licence}}]}
        },
        "components": components,
    }  # fmt: skip
