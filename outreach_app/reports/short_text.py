"""A warning as a text message, and how many messages it takes.

A message holds 160 signs of the alphabet of text messages (GSM 03.38), 153 where several are
joined; one sign from outside makes it 70 and 67. Signs of its extension table take two places.
"""

from dataclasses import dataclass
from typing import Final

from outreach_app.casework.outgoing import AlertSheet
from outreach_app.reports.days import day_text
from outreach_app.reports.pdf_text import clean
from outreach_app.words import say

_ALPHABET: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_DOUBLE: Final = frozenset("^{}\\[~]|€")
# What a keyboard puts in by itself and one message less is worth taking out again.
_PLAIN: Final = str.maketrans(
    {"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "\u00a0": " "}
)
_ONE, _JOINED = 160, 153
_ONE_WIDE, _JOINED_WIDE = 70, 67


@dataclass(frozen=True, slots=True)
class TextMessage:
    """The words of a message, how many signs they take, and in how many messages they go."""

    words: str
    signs: int
    messages: int


def measured(words: str) -> TextMessage:
    """Return a text with what it takes to send it; typed quotation marks become plain ones."""
    plain = clean(words).translate(_PLAIN)
    if all(sign in _ALPHABET or sign in _DOUBLE for sign in plain):
        signs = sum(2 if sign in _DOUBLE else 1 for sign in plain)
        return TextMessage(plain, signs, _count(signs, _ONE, _JOINED))
    signs = len(plain.encode("utf-16-le")) // 2
    return TextMessage(plain, signs, _count(signs, _ONE_WIDE, _JOINED_WIDE))


def full(sheet: AlertSheet) -> TextMessage:
    """Return everything the poster says, as a message."""
    return measured(" ".join(_parts(sheet, described=True, acting=True)))


def short(sheet: AlertSheet) -> TextMessage | None:
    """Return what fits into one message: the description goes first, then the way of acting.

    None where even the rest is too long, or the wording is the worker's own and too long.
    """
    for described, acting in ((True, True), (False, True), (False, False)):
        made = measured(" ".join(_parts(sheet, described=described, acting=acting)))
        if made.messages == 1:
            return made
        if sheet.own_words:
            return None
    return None


def _parts(sheet: AlertSheet, *, described: bool, acting: bool) -> list[str]:
    if sheet.kind == "recalled":
        return [say("papers.text.recalled", number=sheet.number)]
    parts = [say("papers.text.title", number=sheet.number)]
    parts.append(say(f"papers.text.{sheet.kind}", issue=sheet.issue))
    if sheet.own_words:
        parts.append(sheet.wording)
    else:
        plate = f"{sheet.plate} ({sheet.plate_note})" if sheet.plate_note else sheet.plate
        phone = say("papers.note.phone", phone=sheet.phone) if sheet.phone else None
        vehicle = " ".join(each for each in (sheet.vehicle, plate) if each)
        found = (
            sheet.heading,
            vehicle,
            phone,
            sheet.description if described else None,
            sheet.acting if acting else None,
        )
        parts += [_sentence(each) for each in found if each]
    parts.append(say("papers.text.review", review=day_text(sheet.review_on)))
    parts.append(say("papers.text.not_online"))
    return [each for each in parts if each]


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _count(signs: int, one: int, joined: int) -> int:
    return 1 if signs <= one else -(-signs // joined)
