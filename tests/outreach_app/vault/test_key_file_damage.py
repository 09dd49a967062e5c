"""A corpus of bad key files: each gets a known error, quickly, and is never written to."""

import copy
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_app.errors import Damaged, KnownError, NewerVersion, WrongPassphrase
from outreach_app.vault import keyfile_copies
from outreach_app.vault.kdf import Kdf, KdfCost
from outreach_app.vault.keyfile_text import TooNew, Unreadable, parse
from outreach_app.vault.keyholders import NewKeys, add_slot, create_keys
from outreach_app.vault.throttle import Throttle
from outreach_app.vault.unlocking import unlock
from tests.outreach_app.vault.conftest import NAME, PASSPHRASE

Change = Callable[[dict[str, Any]], object]


def put(path: str, value: Any) -> Change:
    def change(members: dict[str, Any]) -> None:
        target: Any = members
        *steps, last = path.split(".")
        for step in steps:
            target = target[int(step)] if step.isdigit() else target[step]
        target[int(last) if last.isdigit() else last] = value

    return change


def drop(name: str) -> Change:
    return lambda members: members.pop(name)


def flip(path: str) -> Change:
    """Change one hexadecimal digit, as an attacker who mends the checksum would."""

    def change(members: dict[str, Any]) -> None:
        target: Any = members
        *steps, last = path.split(".")
        for step in steps:
            target = target[int(step)] if step.isdigit() else target[step]
        text = target[last]
        target[last] = text[:-1] + ("0" if text[-1] != "0" else "1")

    return change


def both(path: str) -> Change:
    """Apply the flip to every slot, so that no slot is left as it was."""

    def change(members: dict[str, Any]) -> None:
        for at in range(len(members["slots"])):
            flip(f"slots.{at}.{path}")(members)

    return change


def double(name: str) -> Change:
    return lambda members: members[name].append(copy.deepcopy(members[name][0]))


SHAPES: dict[str, tuple[Change, type[KnownError] | tuple[type[KnownError], ...]]] = {
    **{f"without {name}": (drop(name), Damaged) for name in (
        "format", "version", "vault", "sequence", "generation", "kdfs", "slots", "macs")},
    "unknown member": (put("extra", 1), Damaged),
    "other format": (put("format", "zip"), Damaged),
    "version 0": (put("version", 0), Damaged),
    "version true": (put("version", True), Damaged),
    "version text": (put("version", "1"), Damaged),
    "version 2": (put("version", 2), NewerVersion),
    "vault short": (put("vault", "00"), Damaged),
    "vault not hex": (put("vault", "z" * 32), Damaged),
    "vault upper": (put("vault", "A" * 32), Damaged),
    "vault null": (put("vault", None), Damaged),
    "vault other": (flip("vault"), (WrongPassphrase, Damaged)),
    "sequence 0": (put("sequence", 0), Damaged),
    "sequence negative": (put("sequence", -1), Damaged),
    "sequence huge": (put("sequence", 2**80), Damaged),
    "sequence float": (put("sequence", 1.5), Damaged),
    "sequence raised": (put("sequence", 99), Damaged),
    "generation missing in slots": (put("generation", 2), Damaged),
    "kdfs empty": (put("kdfs", []), Damaged),
    "kdfs not a list": (put("kdfs", {}), Damaged),
    "kdf double": (double("kdfs"), Damaged),
    "kdf name": (put("kdfs.0.name", "scrypt"), Damaged),
    "kdf no salt": (put("kdfs.0.salt", ""), Damaged),
    "kdf salt changed": (flip("kdfs.0.salt"), WrongPassphrase),
    "kdf weak": (put("kdfs.0.m", 8), Damaged),
    "kdf below the floor": (put("kdfs.0.m", 19 * 1024 - 1), Damaged),
    "kdf above the ceiling": (put("kdfs.0.m", 2 * 1024 * 1024 + 1), Damaged),
    "kdf huge": (put("kdfs.0.m", 2**50), Damaged),
    "kdf no passes": (put("kdfs.0.t", 0), Damaged),
    "kdf 33 passes": (put("kdfs.0.t", 33), Damaged),
    "kdf too long in all": (
        lambda members: members["kdfs"][0].update(t=32, m=2 * 1024 * 1024), Damaged),
    "kdf no lanes": (put("kdfs.0.p", 0), Damaged),
    "kdf 17 lanes": (put("kdfs.0.p", 17), Damaged),
    "kdf true": (put("kdfs.0.t", True), Damaged),
    "kdf infinite": (put("kdfs.0.m", float("inf")), Damaged),
    "kdf nan": (put("kdfs.0.m", float("nan")), Damaged),
    "kdf other passes": (put("kdfs.0.t", 2), WrongPassphrase),
    "slots empty": (put("slots", []), Damaged),
    "slots too many": (lambda members: members.update(slots=members["slots"] * 101), Damaged),
    "slot double": (double("slots"), Damaged),
    "slot kind": (put("slots.0.kind", "master"), Damaged),
    "slot of no kdf": (put("slots.0.kdf", "00" * 8), Damaged),
    "slot id short": (put("slots.0.id", "00"), Damaged),
    "slot id blank": (put("slots.0.id", "00 " * 5 + "0"), Damaged),
    "slot ids changed": (both("id"), WrongPassphrase),
    "slot public changed": (both("public"), WrongPassphrase),
    "slot wrapping changed": (both("wrapped"), WrongPassphrase),
    "slot wrapping short": (put("slots.0.wrapped", "00"), Damaged),
    "slot null": (put("slots.0", None), Damaged),
    "slot seals empty": (put("slots.0.seals", []), Damaged),
    "slot seals many": (
        lambda members: members["slots"][0].update(seals=members["slots"][0]["seals"] * 2), Damaged),
    "slot seals changed": (
        lambda members: [flip(f"slots.{n}.seals.0.sealed")(members) for n in (0, 1)], Damaged),
    "slot seals exchanged": (
        lambda members: [
            slot.update(seals=seals) for slot, seals in zip(
                members["slots"], [slot["seals"] for slot in members["slots"]][::-1], strict=True)
        ], Damaged),
    "mac changed": (flip("macs.0.mac"), Damaged),
    "mac short": (put("macs.0.mac", "00"), Damaged),
    "mac of another generation": (put("macs.0.generation", 2), Damaged),
    "macs empty": (put("macs", []), Damaged),
}  # fmt: skip


def spelled(members: dict[str, Any]) -> bytes:
    line = json.dumps(members, sort_keys=True, separators=(",", ":")).encode()
    return f"casebook-keys sha256={hashlib.sha256(line).hexdigest()}\n".encode() + line + b"\n"


def lay(casebook: Path, content: bytes) -> None:
    for path in keyfile_copies.paths_of(casebook):
        path.write_bytes(content)


def members_of(casebook: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        keyfile_copies.paths_of(casebook)[0].read_bytes().split(b"\n")[1]
    )
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_bad_headers(casebook: Path, keys: NewKeys, throttle: Throttle, shape: str) -> None:
    change, expected = SHAPES[shape]
    members = members_of(casebook)
    change(members)
    lay(casebook, spelled(members))
    before = [path.read_bytes() for path in keyfile_copies.paths_of(casebook)]
    with pytest.raises(expected):
        unlock(casebook, NAME, PASSPHRASE, throttle)
    assert [path.read_bytes() for path in keyfile_copies.paths_of(casebook)] == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"\x00" * 5000,
        b"{}",
        b"null\nnull\n",
        b"PK\x03\x04" * 200,
        spelled({}),
        spelled({"format": "casebook-keys"}),
        b"x" * 300_000,
        b"casebook-keys sha256=" + b"0" * 64 + b"\n{}\n",
    ],
)
def test_bad_texts(casebook: Path, throttle: Throttle, content: bytes) -> None:
    lay(casebook, content)
    with pytest.raises(Damaged):
        unlock(casebook, NAME, PASSPHRASE, throttle)


@pytest.mark.parametrize(
    "line", [b"[" * 100_000, b'{"a":1,"a":2}', b"9" * 10_000, b"\xff\xfe", b"{"]
)
def test_bad_json_under_a_right_checksum(line: bytes) -> None:
    head = f"casebook-keys sha256={hashlib.sha256(line).hexdigest()}".encode()
    with pytest.raises(Unreadable):
        parse(head + b"\n" + line + b"\n")


def test_folder_or_pipe_in_place_of_the_key_file(casebook: Path, throttle: Throttle) -> None:
    import os

    main, spare = keyfile_copies.paths_of(casebook)
    main.mkdir()
    os.mkfifo(spare)
    with pytest.raises(Damaged):
        unlock(casebook, NAME, PASSPHRASE, throttle)


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("content", [None, b"", b"half"])
def test_one_whole_copy_is_enough(
    casebook: Path, keys: NewKeys, throttle: Throttle, which: int, content: bytes | None
) -> None:
    path = keyfile_copies.paths_of(casebook)[which]
    path.unlink() if content is None else path.write_bytes(content)
    unlock(casebook, NAME, PASSPHRASE, throttle)
    add_slot(casebook, keys.key, "Elm", PASSPHRASE, KdfCost.CHEAPEST)
    main, spare = (p.read_bytes() for p in keyfile_copies.paths_of(casebook))
    assert main == spare


def test_a_copy_that_leads_in_a_circle_hides_no_good_one(
    casebook: Path, keys: NewKeys, throttle: Throttle
) -> None:
    assert keys.key.sequence == 1
    main, _ = keyfile_copies.paths_of(casebook)
    main.unlink()
    main.symlink_to(main)
    unlock(casebook, NAME, PASSPHRASE, throttle)


def test_the_later_copy_wins(casebook: Path, keys: NewKeys, throttle: Throttle) -> None:
    main, _ = keyfile_copies.paths_of(casebook)
    old = main.read_bytes()
    add_slot(casebook, keys.key, "Elm", PASSPHRASE, KdfCost.CHEAPEST)
    main.write_bytes(old)  # stopped between the spare and the main copy
    assert unlock(casebook, "Elm", PASSPHRASE, throttle).sequence == 2


def test_two_casebooks_mixed(casebook: Path, keys: NewKeys, throttle: Throttle) -> None:
    other = casebook.with_name("other.casebook")
    create_keys(other, NAME, PASSPHRASE, KdfCost.CHEAPEST)
    keyfile_copies.paths_of(casebook)[1].write_bytes(keyfile_copies.paths_of(other)[1].read_bytes())
    with pytest.raises(Damaged):
        unlock(casebook, NAME, PASSPHRASE, throttle)


def test_damage_is_no_failed_attempt(casebook: Path, keys: NewKeys, throttle: Throttle) -> None:
    good = members_of(casebook)
    bad = copy.deepcopy(good)
    flip("macs.0.mac")(bad)
    lay(casebook, spelled(bad))
    for _ in range(6):
        with pytest.raises(Damaged):
            unlock(casebook, NAME, PASSPHRASE, throttle)
    lay(casebook, spelled(good))
    assert unlock(casebook, NAME, PASSPHRASE, throttle).failed_before == 0


def test_what_is_written_is_what_is_read(casebook: Path, keys: NewKeys) -> None:
    read = keyfile_copies.read(casebook)
    assert spelled(members_of(casebook)) == keyfile_copies.paths_of(casebook)[0].read_bytes()
    assert parse(spelled(members_of(casebook))) == read
    assert isinstance(read.kdfs[0], Kdf)


@given(st.data())
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_single_changed_byte_is_noticed(casebook: Path, data: st.DataObject) -> None:
    main, _ = keyfile_copies.paths_of(casebook)
    if not main.exists():
        create_keys(casebook, NAME, PASSPHRASE, KdfCost.CHEAPEST)
    content = bytearray(main.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises((Unreadable, TooNew)):
        parse(bytes(content))
