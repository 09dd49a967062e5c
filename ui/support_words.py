"""Needs and referrals in words, alike on the board, in the tables and on the page of a need."""

from datetime import date
from typing import Final

from outreach_app.casework.board import Card, Sign
from outreach_app.casework.referral_rows import ReferralRow
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say
from ui import saying, when
from ui.theme.tokens import tokens

# The groups of needs that the page filters by, and what is in each.
GROUPS: Final = {
    "housing": ("housing", "homeless_tonight"),
    "health": (
        "drugs",
        "alcohol",
        "sexual_health",
        "bbv",
        "gp_health",
        "pregnancy",
        "mental_health",
        "self_harm",
        "disability",
    ),
    "money": ("benefits", "debt", "bank_id", "food"),
    "law": ("criminal_justice", "police_complaint", "legal_defence", "immigration"),
    "safety": (
        "trauma_sv",
        "domestic_abuse",
        "personal_safety",
        "work_safety",
        "digital_safety",
        "modern_slavery",
    ),
    "family": ("children", "childcare", "family", "bereavement"),
    "other": ("ete", "exiting", "social", "language", "other"),
}
# Icon and colour of each sign of a card.
_SIGNS: Final = {
    "cannot_send": ("cannot_share", "stop"),
    "chase": ("chase", "caution"),
    "consent_ends": ("time", "caution"),
    "waiting_list": ("time", "ink_muted"),
    "number_given": ("phone", "ink_muted"),
    "next": ("time", "ink_muted"),
}


def group_of(category: str) -> str:
    """Return the group a need belongs to; what a newer list adds is among the others."""
    return next((name for name, held in GROUPS.items() if category in held), "other")


def service(lists: Vocabulary, row: ReferralRow) -> str:
    """Name the service a referral went to, or its kind."""
    return row.agency or lists["agency_type"].label(row.agency_type)


def stage(row: ReferralRow) -> str:
    """Say in a word how far a referral has come."""
    if row.number_given:
        return say("needs.stage.number_given")
    key = f"needs.stage.{row.status}"
    return say(key) if known(key) else row.status


def scope_words(scope: str) -> str:
    """Say whom a question is about, to go on in a sentence: "housing services"."""
    key = f"needs.scope.{scope}"
    return say(key) if known(key) else scope


def sign_icon(sign: Sign, card: Card) -> tuple[str, str]:
    """Return icon and colour of what a card says."""
    if sign.kind in _SIGNS:
        return _SIGNS[sign.kind]
    if card.need.closed:
        found = tokens().status[saying.need_status(card.need.status)]
        return found.icon, found.colour
    return ("told", "ink_muted") if card.need.status == "identified" else ("time", "ink_muted")


def sign(  # noqa: PLR0911 - one line a kind of sign
    card: Card, lists: Vocabulary, today: date
) -> str:
    """Say the one thing to know about a card now."""
    found, need = card.sign, card.need
    match found.kind:
        case "cannot_send":
            return _cannot_send(found)
        case "chase" | "waiting_list":
            return say(f"needs.sign.{found.kind}", count=found.days)
        case "consent_ends" if found.day is not None:
            return say("needs.sign.consent_ends", day=_day(found.day, today))
        case "number_given" if found.day is not None:
            return say("needs.sign.number_given", day=_day(found.day, today))
        case "next" if found.day is not None:
            return say("needs.sign.next", day=_day(found.day, today), text=found.text)
        case "not_met":
            reason = _lowered(unmet(lists, found.code))
            words = closing(need.status)
            return say("needs.sign.closed_because", closed=words, reason=reason)
        case "change":
            scale = lists["need_scale"]
            before, after = _lowered(scale.label(found.code)), _lowered(scale.label(found.to))
            return say("needs.sign.change", closed=closing(need.status), before=before, after=after)
    if need.closed:
        day = when.plain_day(need.status_on, today)
        return say("needs.sign.closed_on", closed=closing(need.status), day=day)
    if need.status == "identified":
        return say("needs.sign.told", day=_day(need.status_on, today))
    words = saying.need_status_words(lists, need.status)
    return say("needs.sign.since", status=words, day=_day(need.status_on, today))


def closing(status: str) -> str:
    """Say how a need closed, short: "Sorted"."""
    return say(f"needs.closed.{status}")


def unmet(lists: Vocabulary, code: str) -> str:
    """Say why something could not be had."""
    key = f"needs.unmet.{code}"
    return say(key) if known(key) else lists["unmet_reason"].label(code)


def waits(row: ReferralRow, state: str, alias: str) -> str:
    """Say why a referral waits: "Comet has not been asked whether we may share with …"."""
    key = f"needs.waits.{state}"
    words = key if known(key) else "needs.waits.not_asked"
    return say(words, alias=alias, services=scope_words(row.waits_for or ""))


def _cannot_send(found: Sign) -> str:
    key = f"needs.cannot_send.{found.text}"
    about = say(f"needs.about.{found.code}") if known(f"needs.about.{found.code}") else found.code
    return say(key if known(key) else "needs.cannot_send.not_asked", about=about)


def _day(day: date, today: date) -> str:
    """Say a day inside a sentence: "today", "Tue 23 Dec"."""
    words = when.near_day(day, today)
    return _lowered(words) if abs((day - today).days) <= 1 else words


def _lowered(words: str) -> str:
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
