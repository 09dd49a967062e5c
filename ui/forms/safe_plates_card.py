"""Registrations of staff and partners, kept by the lead: nothing is linked by them."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from outreach_app.errors import CheckFailed, KnownError
from outreach_app.matching import safe_plates
from outreach_app.matching.safe_plates import SafePlateRow
from outreach_app.wording import error as worded
from outreach_app.wording import problem as sentence
from outreach_app.words import say
from ui.page import Context
from ui.theme import role
from ui.widgets.buttons import button, link
from ui.widgets.card import Card
from ui.widgets.clearing import clear
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.reading_order import in_reading_order
from ui.widgets.sized import hold_width


class SafePlatesCard(Card):
    """The list, and two fields to add to it."""

    def __init__(self, name: str, context: Context) -> None:
        super().__init__(say("matching.safe.title"), name=f"{name}.safe")
        self._context = context
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.add(label(say("matching.safe.note"), "small", wrap=True))
        self.trouble = Notice("stop", " ", name=f"{name}.safe.trouble")
        self.trouble.hide()
        self.add(self.trouble)
        self.add(self._rows)
        self.plate, self.whose = QLineEdit(), QLineEdit()
        role(self.plate, "mono")
        self._fields = {
            "plate_said": Field(say("matching.safe.plate"), self.plate),
            "whose": Field(say("matching.safe.whose"), self.whose),
        }
        for line, part, most, width in (
            (self.plate, "plate", 20, 150),
            (self.whose, "whose", 200, 260),
        ):
            line.setObjectName(f"{name}.safe.{part}")
            line.setMaxLength(most)
            line.returnPressed.connect(self._add)
            hold_width(line, width)
        holder = QWidget()
        flow = FlowLayout(holder, gap=10, line_gap=6)
        for field in self._fields.values():
            flow.addWidget(field)
        self.add(holder)
        self.more = button(say("matching.safe.add"), f"{name}.safe.add", small=True)
        self.more.clicked.connect(self._add)
        below = QWidget()
        FlowLayout(below).addWidget(self.more)
        self.add(below)

    def load(self) -> None:
        """Read the list."""
        self._context.ask(safe_plates.listed, then=self._show, failed=self._failed)

    def _show(self, rows: tuple[SafePlateRow, ...]) -> None:
        clear(self._rows)
        for each in rows:
            self._rows.addWidget(self._row(each))
        if not rows:
            self._rows.addWidget(label(say("matching.safe.none"), "muted", wrap=True))
        in_reading_order(self)

    def _row(self, each: SafePlateRow) -> QWidget:
        made = QWidget()
        flow = FlowLayout(made, gap=12, line_gap=2)
        flow.addWidget(label(each.plate_said, "mono"))
        flow.addWidget(label(each.whose))
        out = link(say("matching.safe.end"), f"{self.objectName()}.end.{each.plate_said}")
        out.setAccessibleName(say("matching.safe.end_name", plate=each.plate_said))
        out.clicked.connect(partial(self._end, each.id))
        flow.addWidget(out)
        return made

    def _add(self) -> None:
        for field in self._fields.values():
            field.clear_error()
        self.trouble.hide()
        self._context.do(
            safe_plates.add,
            self.plate.text(),
            self.whose.text(),
            then=self._added,
            failed=self._failed,
        )

    def _added(self, _: Any) -> None:
        self.plate.clear()
        self.whose.clear()
        self.plate.setFocus()
        self.load()

    def _end(self, key: str) -> None:
        self._context.do(safe_plates.end, key, then=self._ended, failed=self._failed)

    def _ended(self, _: Any) -> None:
        self.plate.setFocus()
        self.load()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, CheckFailed):
            for found in error.problems:
                field = self._fields.get(found.field)
                if field is not None:
                    field.set_error(sentence(found))
            return
        if not isinstance(error, KnownError):
            self._context.background.trouble.emit(error)
            return
        self.trouble.say(worded(error))
        self.trouble.show()
