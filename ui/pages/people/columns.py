"""The columns of the list of people, in words."""

from typing import Final

from outreach_app.casework.peoplelist import Line, PeopleList
from outreach_app.words import say
from ui import saying, when
from ui.widgets.rows_model import Column

WIDTHS: Final = (118, 74, 112, 108, 204, 168, 176)
_TASK_ICONS: Final = {
    "call": ("phone", "ink_muted"),
    "chase": ("bell-outline", "caution"),
    "consent": ("check_file", "ink_muted"),
    "alert": ("alerts", "ink_muted"),
    "safeguarding": ("safeguarding", "caution"),
}
_NOW_ICONS: Final = {
    "consent_ends": ("time", "caution"),
    "not_seen": ("eye-off-outline", "caution"),
    "waiting": ("timer-sand", "ink_muted"),
}


class Columns:
    """Puts a line into words; `about` brings the day it is and the casebook's lists."""

    def __init__(self) -> None:
        self._found: PeopleList | None = None

    def about(self, found: PeopleList) -> None:
        """Use the day and the lists of this answer."""
        self._found = found

    def columns(self) -> tuple[Column[Line], ...]:
        """Return the columns from left to right."""

        def title(name: str) -> str:
            return say(f"people.column.{name}")

        return (
            Column(title("known_as"), _alias, icon=_lock, tone=_private, strong=True),
            Column(title("code"), lambda line: line.person.code),
            Column(title("last_seen"), self._seen, sort=_seen_on),
            Column(title("area"), self._area),
            Column(title("now"), self._now, icon=_now_icon, tone=_now_tone),
            Column(title("needs"), self._needs),
            Column(title("safe"), _safe, icon=_safe_icon, tone=_safe_tone),
        )

    def _seen(self, line: Line) -> str:
        day = line.person.seen_on
        return when.near_day(day, self._found.today) if day and self._found else ""

    def _area(self, line: Line) -> str:
        code = line.person.area
        if self._found is None or code == "unknown":
            return ""
        return self._found.lists["area"].label(code)

    def _needs(self, line: Line) -> str:
        if self._found is None:
            return ""
        lists = self._found.lists
        return saying.together(saying.need(lists, each) for each in line.person.open_needs)

    def _now(self, line: Line) -> str:
        if line.deceased:
            return say("people.died")
        now = line.now
        if now is None or self._found is None:
            return ""
        if now.kind == "consent_ends" and now.day:
            words = when.near_day(now.day, self._found.today)
            near = (now.day - self._found.today).days <= 1
            return say("people.consent_ends", day=words.lower() if near else words)
        if now.kind in ("not_seen", "waiting"):
            return say(f"people.{now.kind}", days=now.days)
        return now.text or say(f"people.task.{now.kind}")


def _alias(line: Line) -> str:
    if line.hidden:
        return say("people.restricted")
    return saying.name(line.person.alias, line.person.code)


def _lock(line: Line) -> tuple[str, str] | None:
    return ("lock", "private") if line.person.restricted else None


def _private(line: Line) -> str | None:
    return "private" if line.person.restricted else None


def _seen_on(line: Line) -> str:
    return line.person.seen_on.isoformat() if line.person.seen_on else ""


def _now_icon(line: Line) -> tuple[str, str] | None:
    if line.deceased:
        return "flower-outline", "ink_muted"
    if line.now is None:
        return None
    return _NOW_ICONS.get(line.now.kind) or _TASK_ICONS.get(
        line.now.kind, ("circle-outline", "ink_muted")
    )


def _now_tone(line: Line) -> str | None:
    found = _now_icon(line)
    return found[1] if found else None


def _safe(line: Line) -> str:
    if line.hidden:
        return say("people.ask_lead")
    if line.deceased:
        return ""
    return saying.shortest(line.routes, line.person.care)[0]


def _safe_icon(line: Line) -> tuple[str, str] | None:
    if line.hidden:
        return "lock", "private"
    if line.deceased:
        return None
    return saying.shortest(line.routes, line.person.care)[1]


def _safe_tone(line: Line) -> str | None:
    found = _safe_icon(line)
    return found[1] if found else None
