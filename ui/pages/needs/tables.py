"""The needs and the referrals as tables: what screen readers get first, and what can be sorted."""

from collections.abc import Callable
from typing import Final

from outreach_app.casework import referrals
from outreach_app.casework.board import Card
from outreach_app.casework.referral_rows import ReferralRow
from outreach_app.casework.support_page import DONE, Support
from outreach_app.words import say
from ui import saying, support_words, when
from ui.theme.tokens import tokens
from ui.widgets.rows_model import Column

CHIPS: Final = ("open", "waiting", "referred", "closed", "all")
WIDTHS: Final = (200, 110, 170, 105, 220, 300)
REFERRAL_CHIPS: Final = ("chase", "waiting", "out", "number", "inbound", "ended", "all")
REFERRAL_WIDTHS: Final = (110, 190, 230, 180, 110, 130)

Known = Callable[[], Support | None]


def card_columns(known: Known) -> tuple[Column[Card], ...]:
    """Return the columns of the needs."""

    def need(card: Card) -> str:
        found = known()
        return saying.need(found.board.lists, card.need.category) if found else ""

    def status(card: Card) -> str:
        found = known()
        return saying.need_status_words(found.board.lists, card.need.status) if found else ""

    def since(card: Card) -> str:
        found = known()
        return when.near_day(card.need.status_on, found.board.today) if found else ""

    def service(card: Card) -> str:
        found = known()
        if found is None or card.referral is None:
            return ""
        named = support_words.service(found.board.lists, card.referral)
        return f"{named}: {support_words.stage(card.referral).lower()}"

    def now(card: Card) -> str:
        found = known()
        return support_words.sign(card, found.board.lists, found.board.today) if found else ""

    return (
        Column(_title("need"), need, strong=True),
        Column(_title("who"), lambda card: saying.name(card.need.alias, card.need.code)),
        Column(_title("status"), status, icon=_mark),
        Column(_title("since"), since, sort=lambda card: card.need.status_on),
        Column(_title("service"), service),
        Column(_title("now"), now, icon=lambda card: support_words.sign_icon(card.sign, card)),
    )


def keep_card(chip: str, card: Card) -> bool:
    """Tell whether a need belongs under a chip."""
    row = card.referral
    match chip:
        case "open":
            return not card.need.closed
        case "waiting":
            return card.column == "waiting"
        case "referred":
            return bool(row and row.made_on and row.ended is None) and not card.need.closed
        case "closed":
            return card.need.closed
        case _:
            return True


def referral_columns(known: Known) -> tuple[Column[ReferralRow], ...]:
    """Return the columns of the referrals."""

    def need(row: ReferralRow) -> str:
        found = known()
        return saying.need(found.board.lists, row.category) if found and row.category else ""

    def service(row: ReferralRow) -> str:
        found = known()
        return support_words.service(found.board.lists, row) if found else ""

    def since(row: ReferralRow) -> str:
        found = known()
        return when.near_day(row.status_on, found.board.today) if found else ""

    def days(row: ReferralRow) -> str:
        if row.waiting_days is None:
            return ""
        return say("needs.days", count=row.waiting_days)

    def stage(row: ReferralRow) -> str:
        words = support_words.stage(row)
        if row.status == "waiting":
            words = say("needs.stage.on_list")
        if row.direction == referrals.IN:
            return f"{say('needs.stage.inbound')}, {words.lower()}"
        return words

    return (
        Column(_title("who"), lambda row: saying.name(row.alias, None), strong=True),
        Column(_title("need"), need),
        Column(_title("service"), service),
        Column(_title("stage"), stage, icon=_referral_mark),
        Column(_title("since"), since, sort=lambda row: row.status_on),
        Column(_title("days"), days, sort=lambda row: row.waiting_days or 0),
    )


def keep_referral(  # noqa: PLR0911 - one line a chip
    known: Known, chip: str, row: ReferralRow
) -> bool:
    """Tell whether a referral belongs under a chip."""
    found = known()
    match chip:
        case "chase":
            return bool(found and row.to_chase and found.is_with_others(row))
        case "waiting":
            return row.waits_for is not None
        case "out":
            return bool(found and found.is_with_others(row))
        case "number":
            return row.number_given
        case "inbound":
            return row.direction == referrals.IN
        case "ended":
            return row.ended is not None or row.status == DONE
        case _:
            return True


def _title(name: str) -> str:
    return say(f"needs.column.{name}")


def _mark(card: Card) -> tuple[str, str]:
    found = tokens().status[saying.need_status(card.need.status)]
    return found.icon, found.colour


def _referral_mark(row: ReferralRow) -> tuple[str, str] | None:
    if row.waits_for is not None:
        return "cannot_share", "stop"
    if row.to_chase:
        return "chase", "caution"
    return ("phone", "ink_muted") if row.number_given else None
