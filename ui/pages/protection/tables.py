"""The three lists under protection: what each row says, nothing of what was told."""

from collections.abc import Callable
from datetime import tzinfo
from typing import Any, Final

from outreach_app.casework.enforcement import DiaryRow
from outreach_app.casework.police_conduct import ConductRow
from outreach_app.casework.protection_page import Protected
from outreach_app.casework.safeguarding import ConcernRow
from outreach_app.words import known, say
from ui import protected_words, saying, when
from ui.widgets.rows_model import Column

Known = Callable[[], Protected | None]
CHIPS: Final = {
    "concerns": ("open", "unanswered", "closed", "all"),
    "conduct": ("open", "hearing", "closed", "all"),
    "diary": (),
}
WIDTHS: Final = {
    "concerns": (180, 120, 260, 210, 210, 110),
    "conduct": (150, 110, 330, 260, 120, 110),
    "diary": (170, 250, 190, 140, 260),
}
# Steps after which nothing more is to come.
_ENDED: Final = ("closed", "nfa", "decided_not")
_CONDUCT_ENDED: Final = ("noted", "upheld", "not_upheld", "not_recorded", "withdrawn")


def about(alias: str | None, incident: str | None) -> str:
    """Say whom or which incident a concern is about."""
    if alias:
        return saying.name(alias, None)
    return incident or say("protection.nobody_known")


def concern_status(status: str) -> str:
    """Say where a concern stands."""
    key = f"protection.status.{status}"
    return say(key) if known(key) else status


def conduct_status(status: str) -> str:
    """Say where a concern about police stands."""
    key = f"protection.conduct_status.{status}"
    return say(key) if known(key) else status


def columns(section: str, known_now: Known, zone: tzinfo) -> tuple[Column[Any], ...]:
    """Return the columns of a list."""
    if section == "concerns":
        return _concerns(known_now, zone)
    return _conduct(known_now) if section == "conduct" else _diary(known_now)


def keep(section: str, known_now: Known, chip: str, row: Any) -> bool:
    """Tell whether a row belongs under a chip."""
    if section == "concerns":
        return _keep_concern(chip, row)
    if section == "conduct":
        found = known_now()
        return _keep_conduct(chip, row, found)
    return True


def _keep_concern(chip: str, row: ConcernRow) -> bool:
    match chip:
        case "open":
            return row.status not in _ENDED
        case "unanswered":
            return row.overdue
        case "closed":
            return row.status in _ENDED
    return True


def _keep_conduct(chip: str, row: ConductRow, found: Protected | None) -> bool:
    to_come = bool(found and row.hearing_on and row.hearing_on >= found.today)
    match chip:
        case "open":
            return to_come or row.status not in _CONDUCT_ENDED[1:]
        case "hearing":
            return to_come
        case "closed":
            return row.status in _CONDUCT_ENDED[1:]
    return True


def _labels(known_now: Known, name: str, codes: tuple[str, ...]) -> str:
    found = known_now()
    return protected_words.kinds(found.lists, name, codes) if found else ""


def _who(known_now: Known, code: str | None) -> str:
    found = known_now()
    return found.colleagues.get(code, code) if found and code else code or ""


def _concerns(known_now: Known, zone: tzinfo) -> tuple[Column[Any], ...]:
    def raised(row: ConcernRow) -> str:
        found = known_now()
        return when.near(row.raised_at, zone, found.today) if found else ""

    def answer(row: ConcernRow) -> str:
        return protected_words.unanswered("protection.hours", row.hours) if row.overdue else ""

    return (
        Column(_title("raised"), raised, sort=lambda row: row.raised_at),
        Column(_title("about"), lambda row: about(row.alias, row.incident), strong=True),
        Column(
            _title("what"),
            lambda row: _labels(known_now, "safeguarding_concern", row.concerns),
            icon=lambda row: ("error", "stop") if row.in_danger_now else None,
        ),
        Column(_title("stands"), lambda row: concern_status(row.status)),
        Column(
            _title("answer"),
            answer,
            icon=lambda row: ("chase", "caution") if row.overdue else None,
            sort=lambda row: row.hours if row.overdue else -1,
        ),
        Column(_title("by"), lambda row: _who(known_now, row.raised_by)),
    )


def _conduct(known_now: Known) -> tuple[Column[Any], ...]:
    def noted(row: ConductRow) -> str:
        found = known_now()
        return when.near_day(row.noted_on, found.today) if found else ""

    def hearing(row: ConductRow) -> str:
        found = known_now()
        return when.near_day(row.hearing_on, found.today) if found and row.hearing_on else ""

    return (
        Column(_title("noted"), noted, sort=lambda row: row.noted_on),
        Column(_title("about"), lambda row: about(row.alias, row.incident), strong=True),
        Column(_title("what"), lambda row: _labels(known_now, "police_complaint_type", row.types)),
        Column(_title("stands"), lambda row: conduct_status(row.status)),
        Column(_title("hearing"), hearing, sort=lambda row: str(row.hearing_on or "")),
        Column(_title("by"), lambda row: _who(known_now, row.noted_by)),
    )


def _diary(known_now: Known) -> tuple[Column[Any], ...]:
    def on_day(row: DiaryRow) -> str:
        return when.full_day(row.entry.on_day)

    def area(row: DiaryRow) -> str:
        found = known_now()
        return found.lists["area"].label(row.entry.area) if found else ""

    def kind(row: DiaryRow) -> str:
        return _labels(known_now, "enforcement_event", (row.entry.kind,))

    def notice(row: DiaryRow) -> str:
        told = {True: "yes", False: "no", None: "unknown"}[row.entry.notice_given]
        return say(f"protection.answer.{told}")

    return (
        Column(_title("day"), on_day, sort=lambda row: row.entry.on_day),
        Column(_title("kind"), kind, strong=True),
        Column(_title("area"), area),
        Column(_title("notice"), notice),
        Column(_title("name"), lambda row: row.entry.name or ""),
    )


def _title(name: str) -> str:
    return say(f"protection.column.{name}")
