"""From bytes to rows: size, encoding, JSON and the members of the top object.

A problem of the file as a whole stands alone: it is raised at once as `ExchangeRefused`.
"""

import codecs
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from outreach_app.errors import NotAPlainFile
from outreach_app.exchange.problems import Findings, shown, stand_alone
from outreach_app.exchange.schema import DEPTH, FORMAT, FORMAT_VERSION, LIMIT_BYTES, TABLES
from outreach_app.exchange.source import Cut, Source
from outreach_app.safekeeping import container
from outreach_app.safekeeping.errors import NotByRows
from outreach_app.vault.disk import translated
from outreach_app.words import say

_CHUNK: Final = 1 << 20
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
ARRAY: Final = object()


@dataclass(frozen=True, slots=True)
class Member:
    """Something met in the top object.

    A row of an array has its `number` from 1. The beginning of an array has the number 0 and
    the value `ARRAY`; any other member has the number -1 and its value.
    """

    name: str
    number: int
    value: Any


def load(source: bytes | Path) -> bytes:
    """Return the bytes of a file that is not too long; too long a one is not read.

    Raises: `ExchangeRefused` E-SIZE; `NotAPlainFile`, `NoSuchFile`, `NoPermission`.
    """
    if isinstance(source, bytes):
        _check_size(len(source))
        return source
    if container.is_copy(source):
        raise NotByRows(name=source.name)
    with translated(source.name):
        found = source.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe could keep us waiting, a device never ends
            raise NotAPlainFile(name=source.name)
        _check_size(found.st_size)
        return source.read_bytes()


def _check_size(size: int) -> None:
    if size > LIMIT_BYTES:
        stand_alone("E-SIZE", "size", size=size, limit=LIMIT_BYTES)


def fingerprint(data: bytes) -> str:
    """Return the SHA-256 of the file, by which it is known again."""
    return sha256(data).hexdigest()


def check_encoding(data: bytes) -> bytes:
    """Return `data` if it is UTF-8; a character broken off at the very end is cut away.

    Raises: `ExchangeRefused` E-ENCODING with the offset of the first byte that does not fit.
    """
    if data.startswith(_WIDE) or b"\x00" in data[:4]:
        offset = 0 if data.startswith(_WIDE) else data.index(b"\x00")
        stand_alone("E-ENCODING", "encoding_utf16", offset=offset)
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _CHUNK):
        waiting = len(decoder.getstate()[0])
        try:
            decoder.decode(data[start : start + _CHUNK])
        except UnicodeDecodeError as error:
            stand_alone("E-ENCODING", "encoding", offset=start - waiting + error.start)
    waiting = len(decoder.getstate()[0])
    return data[: len(data) - waiting] if waiting else data


def members(data: bytes) -> Iterator[tuple[Member, float]]:
    """Yield what stands in the top object, each with the part of the file read so far.

    Raises: `ExchangeRefused` E-JSON, with table and last complete row where the file breaks
    off; E-TOP when it is no object.
    """
    table, row, id_ = "", 0, ""
    source = Source(data)
    try:
        for member in _members(source):
            known = member.name in TABLES
            table, row = (member.name, max(member.number, 0)) if known else ("", 0)
            id_ = id_of(member.value)
            yield member, source.done
    except Cut as cut:
        inside = source.inside if source.inside in TABLES else ""
        raise cut.refusal(inside, row if inside == table else 0, id_) from None


def id_of(value: object) -> str:
    """Return the id of a row if it has a well-formed one, else nothing."""
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, str) and _ID.fullmatch(found) else ""


def _members(source: Source) -> Iterator[Member]:
    _open_top(source)
    if not source.take("}"):
        while True:
            if source.peek() != '"':
                source.broken()
            name = source.value()
            if not source.take(":"):
                source.broken()
            if source.take("["):
                yield from _rows(source, name)
            else:
                yield Member(name, -1, source.value(DEPTH - 1))
            if not source.take(","):
                break
        if not source.take("}"):
            source.broken()
    if source.peek():
        source.refuse("json_extra")


def _rows(source: Source, name: str) -> Iterator[Member]:
    source.inside = name
    yield Member(name, 0, ARRAY)
    if not source.take("]"):
        number = 1
        yield Member(name, number, source.value(DEPTH - 2))
        while source.take(","):
            number += 1
            yield Member(name, number, source.value(DEPTH - 2))
        if not source.take("]"):
            source.broken()
    source.inside = ""


_FIRST: Final = {"[": "list", '"': "text", "t": "flag", "f": "flag", "n": "null"}


def _open_top(source: Source) -> None:
    first = source.peek()
    if not first:
        source.refuse("json_empty")
    if source.take("{"):
        return
    found = _FIRST.get(first) or ("number" if first in "-0123456789" else "")
    if found in {"flag", "null", "number", "text"}:
        source.value()
    if not found:
        source.broken()
    stand_alone("E-TOP", "top", expected=expected("object"), found=say(f"exchange.found.{found}"))


def expected(kind: str) -> str:
    """Say what a value of some kind looks like."""
    return say(f"exchange.expected.{kind}")


def found(value: object) -> str:
    """Say what sort of JSON value was met."""
    if value is None or isinstance(value, bool):
        return say(f"exchange.found.{'null' if value is None else 'flag'}")
    sorts = ((str, "text"), (list, "list"), (dict, "object"))
    return say(f"exchange.found.{next((n for s, n in sorts if isinstance(value, s)), 'number')}")


@dataclass(frozen=True, slots=True)
class Top:
    """What the first reading found: the project object as written, `{}` if unusable."""

    project: dict[str, Any]
    usable: bool


class _Survey:
    """Looks at the members of the top object, before any row is checked."""

    def __init__(self, out: Findings) -> None:
        self.out = out
        self.seen: set[str] = set()
        self.project: Any = None

    def look(self, member: Member) -> None:
        name = member.name
        if member.number > 0:
            return
        if name == "data" and name not in self.seen:
            stand_alone("E-TABLE", "table_bundle", table="data")
        if name in self.seen:
            self.out.at(name if name in TABLES or name == "project" else "")
            self.out.add("E-DUPKEY", "", "dupkey", name=shown(name))
            return
        self.seen.add(name)
        self._check(name, member)

    def _check(self, name: str, member: Member) -> None:
        if name in {"format", "format_version"}:
            self._version(name, None if member.value is None else member)
        elif name == "project":
            self.project = member.value
            self._expect("object", member, good=isinstance(member.value, dict))
        elif name in TABLES:
            self._expect("list", member, good=member.value is ARRAY)
        else:
            self.out.at(shown(name)[1:-1])
            self.out.add("E-TABLE", "", "table_unknown")

    def _expect(self, what: str, member: Member, *, good: bool) -> None:
        if not good:
            met = say("exchange.found.list") if member.value is ARRAY else found(member.value)
            self.out.at(member.name)
            self.out.add("E-TOP", "", "top", expected=expected(what), found=met)

    def _version(self, name: str, member: Member | None) -> None:
        value = member.value if member else None
        right = FORMAT if name == "format" else FORMAT_VERSION
        if member is None or (type(value) is type(right) and value == right):
            return
        newer = isinstance(value, int) and not isinstance(value, bool) and value > FORMAT_VERSION
        reason = "version_newer" if newer else "version_other"
        if name == "format":
            reason = "version_format"
        met = found(value) if member.value is ARRAY or isinstance(value, dict) else shown(value)
        self.out.at("")
        self.out.add("E-VERSION", name, reason, value=met, expected=shown(right))

    def finish(self) -> None:
        for name in ("project", *TABLES):
            if name not in self.seen:
                self.out.at(name)
                self.out.add("E-TABLE", "", "table_missing")


def survey(data: bytes, out: Findings) -> Iterator[float | Top]:
    """Read the file once through: yield the part done, and at the end its `Top`."""
    text = check_encoding(data)
    looking = _Survey(out)
    for member, part in members(text):
        looking.look(member)
        yield part
    if len(text) < len(data):
        stand_alone("E-ENCODING", "encoding", offset=len(text))
    looking.finish()
    good = isinstance(looking.project, dict)
    yield Top(looking.project if good else {}, good)
