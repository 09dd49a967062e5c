"""What the shift comes to so far, in one strip below the table."""

from collections.abc import Iterator

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from outreach_app.casework import supplied
from outreach_app.casework.night_page import NightView
from outreach_app.words import known, say
from ui.pages.session import columns
from ui.theme import role
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label


class Totals(QFrame):
    """A quiet strip. Its accessible name says all of it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        role(self, "well")
        whole = QHBoxLayout(self)
        whole.setContentsMargins(12, 5, 12, 5)
        whole.setSpacing(12)
        inner = QWidget()
        self._flow = FlowLayout(inner, gap=13, line_gap=2)
        whole.addWidget(inner, 1)
        # Made once and said again: a line of the table changes them while the next is typed.
        self._shown: list[_Count] = []
        self._title = label("", "label")
        self._flow.addWidget(self._title)
        self._not_named = label("", "small", name=f"{name}.not_named")
        whole.addWidget(self._not_named)

    def show_view(self, view: NightView, *, night: bool) -> None:
        """Show the totals."""
        title = say("session.totals.night" if night else "session.totals.other")
        self._title.setText(title)
        counts = list(_counts(view))
        while len(self._shown) < len(counts):
            self._shown.append(_Count())
            self._flow.addWidget(self._shown[-1])
        for number, shown in enumerate(self._shown):
            if number < len(counts):
                shown.say(*counts[number])
            shown.setVisible(number < len(counts))
        not_named = say("session.totals.not_named", count=view.table.tally.not_named)
        self._not_named.setText(not_named)
        self.setAccessibleName(
            ", ".join((title, *(f"{number} {words}" for number, words in counts), not_named))
        )


def _counts(view: NightView) -> Iterator[tuple[int, str]]:
    """Return numbers and words: contacts, what was given in the order of the table, what came."""
    tally = view.table.tally
    yield tally.contacts, say("session.totals.contacts", count=tally.contacts)
    back = [(tally.returns, say("session.totals.back"))] if tally.returns else []
    keys = [column.key for column in columns.columns(view)]
    for column in columns.columns(view):
        if column.key == columns.RETURNS:
            yield from back
        elif tally.items.get(column.item):
            yield tally.items[column.item], _item(view, column.item, tally.items[column.item])
    for code, number in sorted(tally.items.items()):
        if columns.item_key(code) not in keys:
            yield number, _item(view, code, number)


def _item(view: NightView, code: str, number: int) -> str:
    key = f"session.totals_item.{code}"
    if known(key):
        return say(key, count=number)
    return supplied.name(view.table.lists["supply_item"], code, number)


class _Count(QWidget):
    """A number and its word, never parted."""

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(5)
        self._number = label("", "h2")
        self._words = label("", "small")
        line.addWidget(self._number)
        line.addWidget(self._words)

    def say(self, number: int, words: str) -> None:
        """Say how many of what."""
        self._number.setText(str(number))
        self._words.setText(words)
