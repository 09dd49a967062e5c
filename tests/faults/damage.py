"""Damage of every kind: is it noticed, is the way back named, and is the damaged file left alone?

`verify` of the command line is asked, which opens the casebook as everybody does. A kind says what
is expected: that damage is refused with exit code 4, or that a spare makes good for it.
"""

import contextlib
import hashlib
import io
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from outreach_app import cli
from outreach_app.errors import EXIT_BAD_FILE, EXIT_OK
from outreach_app.safekeeping.places import HERE
from tests.conftest import PASSPHRASE
from tests.faults.tally import Tally
from tests.faults.trials import CLOCK, add, book, new, opened
from tests.filled import fill

PAGE: Final = 4096
Harm = Callable[[Path, Path, random.Random], None]


@dataclass(frozen=True)
class Kind:
    """One kind of damage to a casebook whose template lies beside; `code` is what is expected."""

    harm: Harm
    code: int = EXIT_BAD_FILE
    # Whether the newest copy is to be named as the way back.
    way_back: bool = True


def _spoil(path: Path, change: Callable[[bytearray], object]) -> None:
    raw = bytearray(path.read_bytes())
    change(raw)
    path.write_bytes(raw)


def _pages(raw: bytes | bytearray) -> int:
    return len(raw) // PAGE


def _flip(here: Path, _: Path, chance: random.Random) -> None:
    def change(raw: bytearray) -> None:
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)

    _spoil(book(here), change)


def _zero(here: Path, _: Path, chance: random.Random) -> None:
    def change(raw: bytearray) -> None:
        at = chance.randrange(_pages(raw)) * PAGE
        raw[at : at + PAGE] = bytes(PAGE)

    _spoil(book(here), change)


def _swap(here: Path, _: Path, chance: random.Random) -> None:
    def change(raw: bytearray) -> None:
        one, two = (each * PAGE for each in chance.sample(range(_pages(raw)), 2))
        raw[one : one + PAGE], raw[two : two + PAGE] = (
            raw[two : two + PAGE], raw[one : one + PAGE],
        )  # fmt: skip

    _spoil(book(here), change)


def _cut(here: Path, _: Path, chance: random.Random) -> None:
    def change(raw: bytearray) -> None:
        del raw[chance.randrange(1, _pages(raw)) * PAGE :]

    _spoil(book(here), change)


def _tear(here: Path, _: Path, chance: random.Random) -> None:
    def change(raw: bytearray) -> None:
        at = chance.randrange(_pages(raw)) * PAGE + 512 * chance.randrange(1, 8)
        end = (at // PAGE + 1) * PAGE
        raw[at:end] = chance.randbytes(end - at)

    _spoil(book(here), change)


def _rubbish(here: Path, _: Path, chance: random.Random) -> None:
    def change(raw: bytearray) -> None:
        at = chance.randrange(_pages(raw)) * PAGE
        raw[at : at + PAGE] = chance.randbytes(PAGE)

    _spoil(book(here), change)


def _from_other(here: Path, template: Path, chance: random.Random) -> None:
    other = (template / "other" / "north.casebook").read_bytes()

    def change(raw: bytearray) -> None:
        at = chance.randrange(min(_pages(raw), _pages(other))) * PAGE
        raw[at : at + PAGE] = other[at : at + PAGE]

    _spoil(book(here), change)


def _short(size: int) -> Harm:
    def harm(here: Path, _: Path, __: random.Random) -> None:
        _spoil(book(here), lambda raw: raw.__delitem__(slice(size, None)))

    return harm


def _plain(here: Path, _: Path, __: random.Random) -> None:
    book(here).unlink()
    with contextlib.closing(sqlite3.connect(book(here))) as made:
        made.execute("CREATE TABLE persons (alias TEXT)")


def _other_file(here: Path, template: Path, _: random.Random) -> None:
    shutil.copyfile(template / "other" / "north.casebook", book(here))


def _key_file(ends: tuple[str, ...], change: Callable[[bytearray, random.Random], object]) -> Harm:
    def harm(here: Path, _: Path, chance: random.Random) -> None:
        for end in ends:
            _spoil(Path(f"{book(here)}{end}"), lambda raw: change(raw, chance))

    return harm


def _flipped(raw: bytearray, chance: random.Random) -> None:
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)


def _emptied(raw: bytearray, _: random.Random) -> None:
    raw.clear()


def _gone(*ends: str) -> Harm:
    def harm(here: Path, _: Path, __: random.Random) -> None:
        for end in ends:
            Path(f"{book(here)}{end}").unlink()

    return harm


def _one_of_other(here: Path, template: Path, chance: random.Random) -> None:
    end = chance.choice(_KEYS)
    shutil.copyfile(template / "other" / f"north.casebook{end}", f"{book(here)}{end}")


def _keys_of_other(here: Path, template: Path, _: random.Random) -> None:
    for end in _KEYS:
        shutil.copyfile(template / "other" / f"north.casebook{end}", f"{book(here)}{end}")


_KEYS: Final = (".keys", ".keys.2")

KINDS: Final[dict[str, Kind]] = {
    "a bit flipped": Kind(_flip),
    "a page zeroed": Kind(_zero),
    "two pages swapped": Kind(_swap),
    "cut at a page": Kind(_cut),
    "a page torn": Kind(_tear),
    "a page of rubbish": Kind(_rubbish),
    "a page of another casebook": Kind(_from_other),
    **{f"{size} bytes long": Kind(_short(size)) for size in (0, 1, 15, 16, 1000)},
    "an unencrypted database": Kind(_plain, way_back=False),
    "another casebook's file": Kind(_other_file),
    "one key file flipped": Kind(_key_file((".keys",), _flipped), way_back=False),
    "the spare key file flipped": Kind(_key_file((".keys.2",), _flipped), way_back=False),
    "both key files flipped": Kind(_key_file(_KEYS, _flipped)),
    "both key files empty": Kind(_key_file(_KEYS, _emptied)),
    "one key file gone": Kind(_gone(".keys"), EXIT_OK, way_back=False),
    "both key files gone": Kind(_gone(*_KEYS)),
    "one key file of another casebook": Kind(_one_of_other, way_back=False),
    "key files of another casebook": Kind(_keys_of_other),
}
# More often than others, because there are more ways to do them.
OFTEN: Final = tuple(KINDS)[:7]


def made(folder: Path) -> Path:
    """Make a full casebook with a copy beside it, and another casebook."""
    template = folder / "template"
    (template / "other").mkdir(parents=True)
    desk = new(template)
    fill(desk)
    add(desk, "Comet")
    desk.copies.make_now((HERE,))
    desk.close()
    new(template / "other").close()
    (template / "secret").write_text(f"{PASSPHRASE}\n")
    return template


def one(kind: str, template: Path, here: Path, chance: random.Random) -> str:
    """Do one kind of damage to a copy of the template; return what was not as expected, or ""."""
    shutil.copytree(template, here, ignore=shutil.ignore_patterns("other"))
    wanted = KINDS[kind]
    wanted.harm(here, template, chance)
    before = _sums(here)
    out, errors = io.StringIO(), io.StringIO()
    words = ["verify", "--casebook", book(here), "--passphrase-file", here / "secret"]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        code = cli.run([str(each) for each in words], CLOCK)
    said = errors.getvalue()
    if code != wanted.code:
        return f"exit code {code}: {said}"
    if wanted.code == EXIT_BAD_FILE and _sums(here) != before:
        return "a damaged file was changed"
    if wanted.way_back and wanted.code == EXIT_BAD_FILE and ".backup" not in said:
        return f"no way back: {said}"
    if "Traceback" in said:
        return said
    # One good key file opens, and the next opening puts the other one right.
    if not wanted.way_back and "key file" in kind:
        opened(here).close()
    return ""


def _sums(here: Path) -> dict[str, str]:
    return {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest()
        for each in here.iterdir()
        if each.is_file() and each.name.startswith("north.")
    }


def damaged(kind: str, folder: Path, runs: int, seed: int, seconds: float) -> Tally:
    """Do every kind once, then those there are most ways of, until all runs are done."""
    template = made(folder)
    tally, chance, began = Tally(kind), random.Random(f"{seed} {kind}"), perf_counter()
    todo = [*KINDS, *(chance.choice(OFTEN) for _ in range(runs - len(KINDS)))]
    for what in todo[:runs]:
        if perf_counter() - began > seconds:
            break
        here = folder / f"run{tally.runs}"
        tally.runs += 1
        why = one(what, template, here, chance)
        tally.states[what] += 1
        if why:
            tally.damaged += 1
            tally.why.append(f"{what}, run {tally.runs - 1}: {why}")
            sys.stderr.write(f"{what}: {why}\n")
        else:
            tally.refused += KINDS[what].code == EXIT_BAD_FILE
            shutil.rmtree(here)
    return tally
