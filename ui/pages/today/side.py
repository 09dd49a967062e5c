"""The right column: the month so far, the handover, how safely everything is kept."""

from collections.abc import Mapping
from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from outreach_app.casework.today import Handover
from outreach_app.statistics.so_far import SoFar
from outreach_app.words import say
from ui import when
from ui.colleagues import shown_name
from ui.copy_words import Said
from ui.pages.today.parts import holder
from ui.widgets.buttons import button, link
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.figure import Figure
from ui.widgets.flow import FlowLayout
from ui.widgets.growing import GrowingText
from ui.widgets.labels import icon_label, label


class MonthCard(Card):
    """Quiet numbers of the running month. Signal: `report` when the month-end report is wanted."""

    report = Signal()

    def __init__(self) -> None:
        super().__init__(" ", name="today.month")
        self._days = label("", "small")
        self._figures = QVBoxLayout()
        self._figures.setSpacing(7)
        self._link = link(say("today.month.report"), "today.month.report", icon="reports")
        self._link.clicked.connect(self.report)
        self.add(self._days)
        self.add(self._figures)
        self.add(row(self._link, 1))
        self.hide()

    def show_month(self, month: SoFar) -> None:
        """Show the figures; they are exact, for inside."""
        title = say("today.month.title", month=when.month(month.today).rsplit(" ", 1)[0])
        self.title.setText(title)
        self.setAccessibleName(title)
        last = when.plain_day(month.today, month.today)
        key = "day" if month.first == month.today else "days"
        self._days.setText(
            say(
                f"today.month.{key}",
                first=last if key == "day" else str(month.first.day),
                last=last,
            )
        )
        clear(self._figures)
        for first, count, second, other in (
            ("contacts", month.contacts, "not_named", month.not_named),
            ("people", month.people, "new", month.new_people),
            ("incidents", month.incidents, "alerts", month.alerts),
        ):
            figure = Figure(
                str(count),
                say(f"today.month.{first}", count=count),
                say(f"today.month.{second}", count=other),
                beside=True,
            )
            # The number is higher than the room two lines of text ask for.
            figure.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self._figures.addWidget(figure)
        self.show()


class HandoverCard(Card):
    """What was handed over, and a line to add. Signal: `line` carries the words."""

    line = Signal(str)

    def __init__(self) -> None:
        super().__init__(say("today.handover.title"), " ", name="today.handover")
        self._by = label("", "small", name="today.handover.by")
        self.add_to_head(self._by)
        self._words = label("", wrap=True, name="today.handover.words")
        self._add = link(say("today.handover.add"), "today.handover.add", icon="pencil")
        self._add.clicked.connect(self._open)
        self.typed = GrowingText("today.handover.line", say("today.handover.line"), lines=2)
        self.typed.setPlaceholderText(say("today.handover.hint"))
        save = button(say("today.handover.save"), "today.handover.save", kind="primary", small=True)
        save.clicked.connect(self._save)
        cancel = button(say("today.handover.cancel"), "today.handover.cancel", small=True)
        cancel.clicked.connect(self._close)
        flow = FlowLayout(gap=8)
        flow.addWidget(save)
        flow.addWidget(cancel)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.typed)
        whole.addWidget(holder(flow))
        self._adding = holder(whole)
        self._adding.hide()
        self.add(self._words)
        self.add(row(self._add, 1))
        self.add(self._adding)

    def show_handover(
        self,
        left: Handover | None,
        names: Mapping[str, str],
        zone: tzinfo,
        *,
        can_add: bool,
    ) -> None:
        """Show what was left; `can_add` when there is a session it can stand with."""
        self._can_add = can_add
        self._words.setText(left.text if left else say("today.handover.nothing"))
        by = ""
        if left is not None:
            local = left.at.astimezone(zone)
            by = say(
                "today.handover.by",
                who=shown_name(names.get(left.by or "", left.by or "")),
                when=f"{when.weekday(local.date())} {when.clock_time(left.at, zone)}",
            )
        self._by.setText(by)
        self._add.setVisible(can_add and self._adding.isHidden())

    _can_add = False

    def restore(self, text: str) -> None:
        """Put back a line that was being typed."""
        self.typed.setPlainText(text)
        self._add.hide()
        self._adding.show()

    def added(self) -> None:
        """Hear that the line was written down."""
        self.typed.clear()
        self._close()

    def _open(self) -> None:
        self._add.hide()
        self._adding.show()
        self.typed.setFocus()

    def _close(self) -> None:
        self._adding.hide()
        self._add.setVisible(self._can_add)
        self._add.setFocus()

    def _save(self) -> None:
        if self.typed.toPlainText().strip():
            self.line.emit(self.typed.toPlainText())


class SafekeepingCard(Card):
    """Only what is known to be so; Signal: `go` carries a page."""

    go = Signal(str, dict)

    def __init__(self) -> None:
        super().__init__(say("today.safekeeping.title"), name="today.safekeeping")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.add(self._lines)
        self._copies = QVBoxLayout()
        self._copies.setSpacing(6)
        self.add(self._copies)
        self._due = link("", "today.safekeeping.due", icon="time")
        self._due.clicked.connect(self._go_due)
        self._due.hide()
        self.add(row(self._due, 1))
        self._more = link(say("today.safekeeping.go"), "today.safekeeping.go", icon="safekeeping")
        self._more.clicked.connect(self._go)
        self._more.hide()
        self.add(row(self._more, 1))

    def _go(self) -> None:
        self.go.emit("safekeeping", {})

    def _go_due(self) -> None:
        self.go.emit("due", {})

    def show_due(self, count: int) -> None:
        """Say how much waits to be let go of, where anything does."""
        words = say("erasing.today", count=count)
        self._due.setText(words)
        self._due.setAccessibleName(words)
        self._due.setVisible(bool(count))

    def show_state(self, trail: int) -> None:
        """Show the state; `trail` counts the looks and changes that are noted."""
        clear(self._lines)
        for icon, colour, words in (
            ("check-circle-outline", "ok", say("today.safekeeping.encrypted")),
            ("check-circle-outline", "ok", say("today.safekeeping.trail", count=trail)),
        ):
            self._lines.addWidget(_line(icon, colour, words))

    def show_copies(self, said: tuple[Said, ...]) -> None:
        """Show how the copies stand; what is in the way leads to where it is put right."""
        clear(self._copies)
        for each in said:
            self._copies.addWidget(_line(each.icon, each.colour, each.words))
        self._more.setVisible(any(each.colour != "ok" for each in said))


def _line(icon: str, colour: str, words: str) -> QWidget:
    made = row(icon_label(icon, colour, 17), gap=9)
    made.addWidget(label(words, wrap=True), 1)
    return holder(made)


def greeting(hour: int, name: str) -> str:
    """Greet by the hour of the project's clock."""
    part = "morning" if 4 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"
    return say(f"today.greeting.{part}", name=shown_name(name))
