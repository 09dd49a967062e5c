"""``audit``: what could an outsider work out from published figures? From the files alone."""

import argparse
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from outreach_app.cli.terminal import Terminal
from outreach_app.clock import Clock
from outreach_app.errors import Refused
from outreach_app.statistics import auditor, registry
from outreach_app.statistics.disclosure import cells as cells_of
from outreach_app.statistics.figures import HIDDEN as _HIDDEN
from outreach_app.words import say

# A year of reports of every kind is a few megabytes.
_LARGEST: Final = 64 * 1024 * 1024


class NotAReport(Refused):
    """The file is no report of figures."""

    key = "audit.errors.not_a_report"


class Differs(Refused):
    """A report prints something else than its protection says."""

    key = "audit.errors.differs"


class Exposed(Refused):
    """Withheld figures can be worked out, or the files contradict one another."""

    key = "audit.errors.exposed"


class Contradiction(Refused):
    """No figures fit everything that was printed."""

    key = "audit.errors.contradiction"


def run(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Print, for every withheld figure, between which values an outsider can place it."""
    del clock
    reports = [_protection(each) for each in (asked.report, *asked.earlier)]
    doing = say("report.making.checking")
    printed = auditor.read(reports[0], reports[1:])
    found = auditor.outside(printed, lambda share: terminal.progress(share, doing))
    terminal.result(json.dumps(found.to_json(), ensure_ascii=False, indent=1))
    if not found.verdict.possible:
        raise Contradiction
    if not found.passed:
        raise Exposed(count=len(found.exposed), first=found.exposed[0])
    terminal.talk(say("audit.passed", hidden=found.verdict.hidden))


def _protection(path: Path) -> Any:
    """Return the member `protection` of a report, or the file itself where it is one."""
    if not stat.S_ISREG(path.stat().st_mode) or path.stat().st_size > _LARGEST:
        raise NotAReport(name=path.name)
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise NotAReport(name=path.name) from None
    if isinstance(raw, dict) and "releases" in raw:
        return raw
    if not isinstance(raw, dict) or "protection" not in raw:
        raise NotAReport(name=path.name)
    _compare(path.name, raw)
    return raw["protection"]


def _compare(name: str, raw: dict[str, Any]) -> None:
    """See that the figures of a report are those its `protection` says were printed."""
    lines, releases = raw.get("lines"), raw["protection"]
    releases = releases.get("releases") if isinstance(releases, dict) else None
    last = releases[-1] if isinstance(releases, list) and releases else None
    cells = last.get("cells") if isinstance(last, dict) else None
    if not isinstance(lines, dict) or not isinstance(cells, dict) or not cells:
        raise NotAReport(name=name)
    own = next(iter(cells)).partition("|")[0]
    for path, value in _counts(lines):
        said = cells.get(f"{own}|{path}")
        said = said.get("rounded") if isinstance(said, dict) else said
        if value not in (_HIDDEN, said):
            raise Differs(name=name, line=path)


def _counts(lines: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what stands for people or events, by its path."""
    for name, value in lines.items():
        path = f"{above}/{name}" if above else name
        line = registry.known().get(path.split("/", 1)[0])
        if name == "pct" or (line is not None and not cells_of.about_people(line.key)):
            continue
        if isinstance(value, dict):
            yield from _counts(value, path)
        else:
            yield path, value
