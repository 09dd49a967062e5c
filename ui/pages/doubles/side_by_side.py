"""Two records side by side: which stays, which is joined to it, and what each of them has."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from outreach_app.casework.link_preview import Preview, Side
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui import saying, when
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import icon_label, label


class SideBySide(QWidget):
    """Signals: `swap` asks for the other way round; `open` carries the key of one of the two."""

    swap = Signal()
    open = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(current().space("between_cards"))

    def show_preview(self, found: Preview, lists: Vocabulary, today: date) -> None:
        """Show the two of a preview, the one that stays first."""
        clear(self._row)
        stays = self._card("stays", found.stays, lists, today)
        goes = self._card("goes", found.goes, lists, today)
        swap = button(say("linking.preview.swap"), f"{self.objectName()}.swap", icon="repeat")
        swap.setProperty("small", True)
        swap.clicked.connect(self.swap)
        goes.add(row(swap, 1))
        stays.body.addStretch(1)
        for each in (stays, goes):
            self._row.addWidget(each, 1)

    def compact(self, width_class: str) -> None:
        """Put one below the other where there is little room."""
        below = width_class in {"narrow", "tiny"}
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        )

    def _card(self, part: str, side: Side, lists: Vocabulary, today: date) -> Card:
        name = f"{self.objectName()}.{part}"
        card = Card(say(f"linking.preview.{part}"), name=name)
        who = saying.who(side.alias, side.code)
        opening = link(say("doubles.open"), f"{name}.open")
        opening.setAccessibleName(say("doubles.open_name", who=who))
        opening.clicked.connect(self._opening(side.id))
        card.add_to_head(opening)
        card.add(label(who, "strong", wrap=True, name=f"{name}.who"))
        for icon, words in _lines(side, lists, today):
            line = row(icon_label(icon, "ink_muted"), label(words, wrap=True), gap=9)
            line.setStretch(1, 1)
            card.add(line)
        return card

    def _opening(self, key: str) -> Callable[[], None]:
        def opening() -> None:
            self.open.emit(key)

        return opening


def _lines(side: Side, lists: Vocabulary, today: date) -> list[tuple[str, str]]:
    seen = say("doubles.not_seen")
    if side.seen_on is not None:
        seen = say("doubles.seen", day=when.lately(side.seen_on, today))
    holds = ", ".join(
        say(f"doubles.{name}", count=count)
        for name, count in (
            ("contacts", side.contacts),
            ("incidents", side.incidents),
            ("needs", side.needs),
        )
    )
    lines = [("time", seen), ("note", holds)]
    if side.other_names:
        lines.insert(0, ("person", say("doubles.also", names=", ".join(side.other_names))))
    lines.append(("folder-open-outline", say(f"doubles.{'case' if side.open_case else 'no_case'}")))
    word = say(f"doubles.{'own_code' if side.own_code else 'no_own_code'}")
    lines.append(("recovery", word))
    if side.care:
        labels = lists["risk_flag"]
        flags = ", ".join(labels.label(flag) for flag in side.care)
        lines.append(("safe_word", say("doubles.care", flags=flags)))
    lines.append(("calendar", say("doubles.since", day=when.plain_day(side.created_on, today))))
    if side.joined:
        lines.append(("chain", say("doubles.before", count=side.joined)))
    return lines
