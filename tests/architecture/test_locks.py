"""The locks hold everything the program asks for, and each file with its hash: else `make lock`."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = [each for extra in PROJECT["optional-dependencies"].values() for each in extra]
ASKED = {
    "locked-app.txt": PROJECT["dependencies"],
    "locked-tools.txt": [*PROJECT["dependencies"], *EXTRAS],
}


def locked(name: str) -> dict[str, tuple[str, int]]:
    """Version and number of hashes of every package in a lock."""
    text = (ROOT / ".ci" / name).read_text(encoding="utf-8")
    entries = re.findall(r"^([\w.-]+)==(\S+)(.*(?:\n    --hash=.*)*)", text, re.MULTILINE)
    return {
        canonicalize_name(package): (version, hashes.count("--hash=sha256:"))
        for package, version, hashes in entries
    }


@pytest.mark.parametrize("name", ASKED)
def test_a_lock_holds_all_that_is_asked_for(name: str) -> None:
    found = locked(name)
    missing = [
        asked
        for asked in map(Requirement, ASKED[name])
        if not asked.specifier.contains(found.get(canonicalize_name(asked.name), ("0", 0))[0])
    ]
    assert missing == []
    assert [package for package, (_, hashes) in found.items() if not hashes] == []


def test_the_program_is_checked_with_what_it_is_run_with() -> None:
    tools = locked("locked-tools.txt")
    assert {name: tools.get(name) for name in locked("locked-app.txt")} == locked("locked-app.txt")
