"""The third step: what each word in a column of codes means."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from outreach_app.exchange.moving_in import guessing, targets
from outreach_app.exchange.moving_in.matching import NEW_AREA, Matching, ValueChoice
from outreach_app.exchange.moving_in.taking import Look
from outreach_app.exchange.moving_in.targets import Target
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui.pages.moving_in.lines import ChoiceLine, ChoiceLines
from ui.widgets.card import Card
from ui.widgets.labels import label

_NOT_KNOWN: Final = "-"
_NUMBERS: Final = (*range(21), 25, 30, 45, 50, 60, 90, 100, 120)


class ValuesPart(Card):
    """What nobody has said yet comes first."""

    def __init__(self) -> None:
        super().__init__(say("moving_in.step.values"), name="moving_in.values")
        self.add(label(say("moving_in.values.text"), wrap=True))
        self._lines = ChoiceLines("moving_in.value", say("moving_in.values.choose"))
        self.add(self._lines)
        self._values: tuple[ValueChoice, ...] = ()

    def show_look(self, look: Look) -> None:
        """Show every word met, and what it is taken for."""
        self._values = look.fitted.values
        known = {each.name: each for each in targets.of(look.matching.kind, look.lists)}
        self._lines.show_lines(
            [_line(each, known[each.target], look.lists) for each in self._values]
        )

    def decided(self, matching: Matching) -> Matching:
        """Return the matching with what was said here."""
        values = {name: dict(some) for name, some in matching.values.items()}
        for place, code in self._lines.chosen():
            each = self._values[place]
            meant = "" if code == _NOT_KNOWN else code
            if code and meant != each.code:
                words = guessing.simple(each.value) or each.value
                values.setdefault(each.target, {})[words] = meant
        return replace(matching, values=values, without=frozenset())

    def take_focus(self) -> None:
        """Focus the first word."""
        self._lines.take_focus()


def _line(each: ValueChoice, target: Target, lists: Vocabulary) -> ChoiceLine:
    data = {"column": target.label, "value": each.value}
    return ChoiceLine(
        say("moving_in.values.line", count=each.count, **data),
        say("moving_in.values.is", **data),
        partial(_choices, each, target, lists),
        _NOT_KNOWN if each.code == "" else each.code or "",
    )


def _choices(each: ValueChoice, target: Target, lists: Vocabulary) -> Sequence[tuple[str, str]]:
    found = [(_NOT_KNOWN, say("moving_in.values.not_known"))]
    if each.code is not None and each.code.startswith(NEW_AREA):
        found.append((each.code, say("moving_in.values.new_area", name=each.value)))
    if target.sort == "whole":
        return [*found, *((str(number), str(number)) for number in _NUMBERS)]
    entries = lists[target.of].entries.values()
    return [*found, *((entry.code, entry.label) for entry in entries if entry.active)]
