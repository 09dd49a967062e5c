"""The fourth step: names that somebody of the casebook may have already."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from outreach_app.exchange.moving_in import guessing
from outreach_app.exchange.moving_in.matching import EACH, NEW, Known, Matching, NameChoice
from outreach_app.exchange.moving_in.taking import Look
from outreach_app.words import say
from ui import saying
from ui.pages.moving_in.lines import ChoiceLine, ChoiceLines
from ui.widgets.card import Card
from ui.widgets.labels import label


class PeoplePart(Card):
    """One line a name that is like somebody's; the others are counted."""

    def __init__(self) -> None:
        super().__init__(say("moving_in.step.people"), name="moving_in.people")
        self.add(label(say("moving_in.people.text"), wrap=True))
        self._new = label(" ", wrap=True, name="moving_in.people.new")
        self.add(self._new)
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

    def decided(self, matching: Matching) -> Matching:
        """Return the matching with what was said here."""
        people = dict(matching.people)
        for place, who in self._lines.chosen():
            if who:
                people[guessing.simple(self._asked[place].name)] = who
        return replace(matching, people=people, without=frozenset())

    def take_focus(self) -> None:
        """Focus the first name."""
        self._lines.take_focus()


def _asked(look: Look) -> tuple[NameChoice, ...]:
    rows_are_people = look.matching.kind == "persons"
    return tuple(
        each
        for each in look.fitted.names
        if each.like or not each.choice or (rows_are_people and each.count > 1)
    )


def _line(each: NameChoice, rows_are_people: bool) -> ChoiceLine:
    name = saying.name(each.name, None)
    return ChoiceLine(
        say("moving_in.people.line", name=name, count=each.count),
        say("moving_in.people.is", name=name),
        partial(_choices, each, rows_are_people),
        each.choice,
    )


def _choices(each: NameChoice, rows_are_people: bool) -> Sequence[tuple[str, str]]:
    found = [(known.key, _known(known)) for known in each.like]
    found.append((NEW, say("moving_in.people.somebody_new")))
    if rows_are_people and each.count > 1:
        found.append((EACH, say("moving_in.people.each", count=each.count)))
    return found


def _known(known: Known) -> str:
    name = saying.name(known.alias, known.code)
    return say("moving_in.people.known", name=name, code=known.code)
