"""What of a warning may be read while names are covered: dots stand for the names found in it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from outreach_app.casework.outgoing import AlertSheet
from outreach_app.sharing.alert_view import DraftView
from outreach_app.sharing.marking import Mark
from ui.covering import cover

# Marks that are somebody, or how to reach them; a place or a day names nobody.
NAMES: Final = ("name", "private", "phone", "account")
_DOT: Final = "•"


def all_dots(text: str) -> str:
    """Return a text of which no letter can be read; its lines stay."""
    return "".join(_DOT if sign.isalnum() else sign for sign in text)


def dotted(text: str, marks: Sequence[Mark]) -> str:
    """Return a text as it may be read now, of the same length."""
    if not cover().on:
        return text
    for mark in marks:
        if mark.kind in NAMES and text[mark.start : mark.end] == mark.words:
            text = text[: mark.start] + all_dots(mark.words) + text[mark.end :]
    return text


def words_of(mark: Mark) -> str:
    """Return the words of a mark as they may be read now."""
    return all_dots(mark.words) if cover().on and mark.kind in NAMES else mark.words


def sheet_of(view: DraftView) -> AlertSheet:
    """Return a sheet as it may be looked at now; what goes out is another one."""
    return replace(view.sheet, wording=dotted(view.sheet.wording, view.marks))
