"""Codes of a person's record as the words and icons that pages show, the same on every page."""

from collections.abc import Iterable
from typing import Final

from outreach_app.casework import need_words
from outreach_app.casework.names import ALIAS, Like
from outreach_app.casework.people import RouteRow
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say
from ui.covering import cover

# Icon and colour of a way to reach somebody, by how far it is safe.
_ROUTE_ICONS: Final = {
    "text": "text",
    "phone": "phone",
    "message": "text",
    "email": "email-outline",
    "through": "person",
    "address": "home-outline",
    "other": "note",
}
_REFUSED_ICONS: Final = {"phone": "no_voicemail", "address": "no_visit"}
_FLAG_ICONS: Final = {
    "no_voicemail": "no_voicemail",
    "home_not_safe": "no_visit",
    "safe_word": "safe_word",
    "staff_two_up": "people",
}
# Flags that say how somebody may be reached, shown beside the routes.
REACH_FLAGS: Final = ("no_voicemail", "home_not_safe", "safe_word", "not_alone", "out_to_nobody")


def name(alias: str, code: str | None) -> str:
    """Say who is meant: the alias, or the code while names are covered (F8).

    For every place that shows an alias, lists before all. Where no code is at hand the words
    "Name covered" stand; after F8 pages are refreshed as if people had changed.
    """
    if not cover().on or not alias:
        return alias
    return code or say("shell.cover_names.covered")


def who(alias: str, code: str) -> str:
    """Say who is meant, and by which code: "Comet, C4-118"."""
    shown = name(alias, code)
    return code if shown == code else f"{shown}, {code}"


def like(found: Like, *, start: bool = True) -> str:
    """Say why somebody may be meant: "Sounds alike", "By another name: one letter different".

    `start` begins a line, otherwise it goes on in one.
    """
    words = say(f"likeness.reason.{found.reason}")
    if found.by != ALIAS:
        words = f"{say(f'likeness.by.{found.by}')}: {_lowered(words)}"
    return words if start else _lowered(words)


def route(row: RouteRow) -> str:
    """Say one way to reach somebody: "Text, with care: 14:00 to 20:00"."""
    words = say(f"person.safe_{row.safe}.{row.route}", value=row.value or say("person.someone"))
    return f"{words}: {row.rule}" if row.rule else words


def route_icon(row: RouteRow) -> tuple[str, str]:
    """Return icon and colour of a way to reach somebody."""
    if row.safe == "no":
        return _REFUSED_ICONS.get(row.route, "cannot_share"), "caution"
    return _ROUTE_ICONS.get(row.route, "note"), "ink_muted"


def flag_icon(flag: str) -> tuple[str, str]:
    """Return icon and colour of a care flag."""
    return _FLAG_ICONS.get(flag, "note"), "caution"


def shortest(routes: Iterable[RouteRow], flags: Iterable[str]) -> tuple[str, tuple[str, str]]:
    """Say in a few words what matters most before contacting somebody, with its icon.

    What must never be done comes before what may be.
    """
    routes, flags = tuple(routes), tuple(flags)
    for row in routes:
        if row.safe == "no":
            return say(f"person.safe_no.{row.route}", value=row.value or ""), route_icon(row)
    for flag in REACH_FLAGS:
        if flag in flags and known(f"person.flag.{flag}"):
            return say(f"person.flag.{flag}"), flag_icon(flag)
    if routes:
        return route(routes[0]), route_icon(routes[0])
    return say("person.safe.not_known"), ("help", "ink_muted")


def need(lists: Vocabulary, category: str) -> str:
    """Return the everyday name of a need."""
    return need_words.name(lists, category)


def together(words: Iterable[str]) -> str:
    """Put several names into one line: "Drug use, housing"."""
    first, *rest = [*words] or [""]
    return ", ".join([first, *(_lowered(each) for each in rest)])


def _lowered(words: str) -> str:
    """Start in lower case, unless it begins with an abbreviation such as GP."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


_NEED_STATUS: Final = {
    "identified": "need_to_start",
    "planned": "need_to_start",
    "in_progress": "need_working",
    "waiting": "need_waiting",
    "met": "need_met",
    "partly_met": "need_partly",
}


def need_status(code: str) -> str:
    """Return the state of `tokens.toml` that shows a status of a need."""
    return _NEED_STATUS.get(code, "need_not_met")


def need_status_words(lists: Vocabulary, code: str, *, start: bool = True) -> str:
    """Say where a need stands; `start` begins a line, otherwise it goes on in one."""
    words = need_words.status(lists, code)
    return words[:1].upper() + words[1:] if start else words
