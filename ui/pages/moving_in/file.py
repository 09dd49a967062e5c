"""The first step: which file, which sheet, what its rows are, and where its headings stand."""

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from outreach_app.exchange.moving_in import numbers, targets
from outreach_app.exchange.moving_in.matching import Matching
from outreach_app.exchange.moving_in.spreadsheet import MOST_COLUMNS, Spreadsheet, Table
from outreach_app.exchange.moving_in.taking import Look, sheets_of
from outreach_app.exchange.moving_in.targets import Kind
from outreach_app.words import say
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from ui.widgets.number import NumberBox
from ui.widgets.select import Select

_SHOWN: Final = 5
_LAST_HEADING: Final = 200


class FilePart(Card):
    """Signals: `wanted` when a file is to be chosen; `changed` when another guess is wanted."""

    wanted = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__(say("moving_in.step.file"), name="moving_in.file")
        self._tables: tuple[Table, ...] = ()
        self._chosen_kind = self._chosen_heading = False
        self.add(label(say("moving_in.file.text"), wrap=True))
        self._open = button(
            say("moving_in.file.open"), "moving_in.open", kind="primary", icon="folder-open-outline"
        )
        self._open.clicked.connect(self.wanted)
        self.add(row(self._open, 1))
        self._read = label(" ", "small", wrap=True, name="moving_in.read")
        self.add(self._read)
        self._sheets = Select("moving_in.sheet", say("moving_in.file.sheet"), letters=14)
        self._sheets.currentIndexChanged.connect(self._other_sheet)
        kinds = [(kind, say(f"moving_in.kind.{kind}")) for kind in targets.KINDS]
        self._kind = Select("moving_in.kind", say("moving_in.file.kind"), kinds, letters=14)
        self._kind.currentIndexChanged.connect(self._other_kind)
        self._heading = NumberBox(
            "moving_in.heading_row", say("moving_in.file.heading"), least=0, most=_LAST_HEADING
        )
        self._heading.valueChanged.connect(self._other_heading)
        self._fields = QWidget()
        flow = FlowLayout(self._fields, gap=14)
        self._sheet_field = Field(say("moving_in.file.sheet"), self._sheets)
        flow.addWidget(self._sheet_field)
        flow.addWidget(Field(say("moving_in.file.kind"), self._kind))
        flow.addWidget(Field(say("moving_in.file.heading"), self._heading))
        self.add(self._fields)
        self._sample = label(" ", "small", wrap=True, name="moving_in.sample")
        self.add(self._sample)
        self.add(label(say("moving_in.file.honest"), "small", wrap=True))
        self.forget()

    def forget(self) -> None:
        """Show that no file was chosen."""
        self._tables = ()
        self._fields.hide()
        self._read.hide()
        self._sample.hide()

    def show_book(self, book: Spreadsheet, *, keep: bool = False) -> None:
        """Show which sheets a file has; with `keep` the same sheet stays chosen."""
        stood = self.sheet() if keep else None
        self._tables = tuple(sheets_of(book))
        if not keep:
            self._chosen_kind = self._chosen_heading = False
        names = [
            (str(n), table.name or say("moving_in.file.only"))
            for n, table in enumerate(self._tables)
        ]
        with QSignalBlocker(self._sheets):
            self._sheets.set_choices(names)
            places = (
                n for n, table in enumerate(self._tables) if stood and table.name == stood.name
            )
            self._sheets.set_value(str(next(places, 0)))
        self._sheet_field.setVisible(len(names) > 1)
        if book.encoding:
            separator = {"\t": say("moving_in.file.tab")}.get(book.separator, book.separator)
            words = say("moving_in.file.text_read", encoding=book.encoding, separator=separator)
        else:
            words = say("moving_in.file.book_read", count=len(names))
        for what in ("hidden", "joined", "cut"):
            if any(getattr(table, what) for table in self._tables):
                words += " " + say(f"moving_in.file.{what}", most=MOST_COLUMNS)
        self._read.setText(words)
        self._read.show()

    def sheet(self) -> Table | None:
        """Return the sheet chosen."""
        return self._tables[int(self._sheets.value() or 0)] if self._tables else None

    def kind(self) -> Kind | None:
        """Return what the rows are, if somebody said so."""
        found = next((kind for kind in targets.KINDS if kind == self._kind.value()), None)
        return found if self._chosen_kind else None

    def heading_row(self) -> int | None:
        """Return where the headings stand, if somebody said so."""
        return self._heading.value() if self._chosen_heading else None

    def show_look(self, look: Look) -> None:
        """Show what was guessed."""
        with QSignalBlocker(self._kind), QSignalBlocker(self._heading):
            self._kind.set_value(look.matching.kind)
            self._heading.setValue(look.matching.heading)
        self._fields.show()
        sheet = self.sheet()
        head = sheet.lines[:_LAST_HEADING] if sheet else ()
        below = [line for line in head if line.number >= look.matching.heading]
        lines = [
            " · ".join(numbers.as_text(value) for value in line.values if value != "")
            for line in below[:_SHOWN]
        ]
        self._sample.setText("\n".join(line[:160] for line in lines))
        self._sample.show()

    def decided(self, matching: Matching) -> Matching:
        """Return the matching as it is: a guess was made for every choice here."""
        return matching

    def take_focus(self) -> None:
        """Focus the button that chooses a file."""
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _other_sheet(self) -> None:
        self._chosen_kind = self._chosen_heading = False
        self.changed.emit()

    def _other_kind(self) -> None:
        self._chosen_kind = True
        self.changed.emit()

    def _other_heading(self) -> None:
        self._chosen_heading = True
        self.changed.emit()
