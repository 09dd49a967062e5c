"""Small things the cards of the page share: chips in everyday words, a frame without a label."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from outreach_app.vocabulary import STANDING_AREAS, CodeList, Vocabulary, shipped
from outreach_app.words import known, say
from ui.widgets.field import Field

USUAL_SETTINGS: Final = (
    "street_van",
    "street_foot",
    "drop_in",
    "indoor_visit",
    "phone",
    "text",
    "netreach",
)
USUAL_OUTCOMES: Final = ("engaged", "brief", "attempted", "seen_not_spoken", "declined")


class Unlabelled(Field):
    """A question whose words stand in the card's title: only its error is shown."""

    def __init__(self, title: str, widget: QWidget) -> None:
        super().__init__(title, widget)
        self._label.hide()


def words_of(codes: CodeList, code: str, key: str = "") -> str:
    """Return the everyday word of a code, or the project's own where it has renamed it."""
    label = codes.label(code)
    own = codes.name != "area" and label != shipped()[codes.name].label(code)
    short = f"contact.chip_{key or codes.name}.{code}"
    if known(short) and not own:
        return say(short)
    return label


def settings(lists: Vocabulary) -> tuple[Sequence[tuple[str, str]], int]:
    """Return the settings to choose from, the usual ones first, and how many those are."""
    codes = lists["contact_setting"]
    active = [entry.code for entry in codes.choices()]
    usual = [code for code in USUAL_SETTINGS if code in active]
    order = [*usual, *(code for code in active if code not in usual)]
    return [(code, words_of(codes, code, "setting")) for code in order], len(usual)


def areas(lists: Vocabulary, own_first: int) -> tuple[Sequence[tuple[str, str]], int]:
    """Return the areas, and how many come first: own ones, online, and "not known", an answer."""
    codes = lists["area"]
    active = [entry.code for entry in codes.choices()]
    own = [code for code in active if code not in STANDING_AREAS]
    # One area more than there is room for is better shown than hidden.
    first = own if len(own) <= own_first + 1 else own[:own_first]
    usual = [*first, *(code for code in ("online", "unknown") if code in active)]
    order = [*usual, *(code for code in active if code not in usual)]
    return [(code, words_of(codes, code)) for code in order], len(usual)


def outcomes(lists: Vocabulary, *, short: bool) -> tuple[Sequence[tuple[str, str]], int]:
    """Return how it can have gone, and how many come first; `short` is for the narrowest window."""
    codes = lists["contact_outcome"]
    active = [entry.code for entry in codes.choices()]
    usual = [code for code in USUAL_OUTCOMES if code in active]
    if short:
        usual = [code for code in usual if code != "seen_not_spoken"]
    order = [*usual, *(code for code in active if code not in usual)]
    words = {code: words_of(codes, code, "outcome") for code in order}
    if short and "brief" in words:
        words["brief"] = say("contact.outcome.brief")
    return list(words.items()), len(usual)


def late_reasons(lists: Vocabulary) -> Sequence[tuple[str, str]]:
    """Return why something may be typed later."""
    codes = lists["late_reason"]
    return [(entry.code, words_of(codes, entry.code, "late")) for entry in codes.choices()]
