"""The fourth step: names that somebody of the casebook may have already."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from outreach_app.exchange.moving_in import naming
from outreach_app.exchange.moving_in.matching import (
    AS,
    EACH,
    NEW,
    NOBODY,
    Known,
    Matching,
    NameChoice,
)
from outreach_app.exchange.moving_in.taking import Look
from outreach_app.words import say
from ui import saying
from ui.pages.moving_in.lines import ChoiceLine, ChoiceLines
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.labels import label, show_if

_FEW: Final = 15  # as many are shown at once: what is seen needs no other yes


class PeoplePart(Card):
    """One line a name that is like somebody's; the others are counted.

    Whom a name is taken for holds once its line was shown, or the button for all was pressed.
    """

    def __init__(self) -> None:
        super().__init__(say("moving_in.step.people"), name="moving_in.people")
        self.add(label(say("moving_in.people.text"), wrap=True))
        self._new = label(" ", wrap=True, name="moving_in.people.new")
        self.add(self._new)
        self._all = button(" ", "moving_in.people.all", small=True)
        self._all.clicked.connect(self._agree)
        self.add(row(self._all, 1))
        self._agreed = False
        self._lines = ChoiceLines("moving_in.person", say("moving_in.people.choose"))
        self.add(self._lines)
        self._asked: tuple[NameChoice, ...] = ()

    def wanted(self, look: Look) -> bool:
        """Tell whether there is anything to decide."""
        return bool(_asked(look))

    def show_look(self, look: Look) -> None:
        """Show the names, and whom each is taken for."""
        self._asked = _asked(look)
        others = len(look.fitted.names) - len(self._asked)
        self._new.setText(say("moving_in.people.new", count=others))
        rows_are_people = look.matching.kind == "persons"
        self._lines.show_lines([_line(each, rows_are_people) for each in self._asked])
        self._agreed = False
        waiting = sum(_proposed(each) for each in self._asked)
        words = say("moving_in.people.all", count=waiting)
        self._all.setText(words)
        self._all.setAccessibleName(words)
        self._all.setEnabled(True)
        show_if(self._all, waiting > 0 and len(self._asked) > _FEW)

    def decided(self, matching: Matching) -> Matching:
        """Return the matching with what was said here."""
        people = dict(matching.people)
        for each in self._asked if self._agreed else ():
            if _proposed(each):
                people[naming.key(each.name)] = each.proposed
        for place, who in self._lines.chosen():
            if who:
                people[naming.key(self._asked[place].name)] = who
        return replace(matching, people=people, without=frozenset())

    def _agree(self) -> None:
        self._agreed = True
        words = say("moving_in.people.agreed")
        self._all.setText(words)
        self._all.setAccessibleName(words)
        self._all.setEnabled(False)

    def take_focus(self) -> None:
        """Focus the first name."""
        self._lines.take_focus()


def _asked(look: Look) -> tuple[NameChoice, ...]:
    rows_are_people = look.matching.kind == "persons"
    return tuple(
        each
        for each in look.fitted.names
        if each.like or each.also or not each.choice or (rows_are_people and each.count > 1)
    )


def _proposed(each: NameChoice) -> bool:
    return not each.choice and bool(each.proposed)


def _line(each: NameChoice, rows_are_people: bool) -> ChoiceLine:
    name = saying.name(each.name, None)
    return ChoiceLine(
        say("moving_in.people.line", name=name, count=each.count),
        say("moving_in.people.is", name=name),
        partial(_choices, each, rows_are_people),
        each.proposed,
    )


def _choices(each: NameChoice, rows_are_people: bool) -> Sequence[tuple[str, str]]:
    found = [(known.key, _known(known)) for known in each.like]
    found += [
        (AS + naming.key(name), say("moving_in.people.same_here", name=saying.name(name, None)))
        for name in each.also
    ]
    found.append((NEW, say("moving_in.people.somebody_new")))
    if not rows_are_people or naming.doubtful(each.name):
        found.append((NOBODY, say("moving_in.people.nobody")))
    if rows_are_people and each.count > 1:
        found.append((EACH, say("moving_in.people.each", count=each.count)))
    return found


def _known(known: Known) -> str:
    name = saying.name(known.alias, known.code)
    return say("moving_in.people.known", name=name, code=known.code)
