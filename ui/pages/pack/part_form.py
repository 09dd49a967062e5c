"""One part of a pack: its title, its words, when it is printed, the words of its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget

from outreach_app.statistics.packs import Section, Tile
from outreach_app.statistics.periods import Kind
from outreach_app.words import say
from ui.theme import current
from ui.widgets.buttons import icon_button
from ui.widgets.card import row
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.many import ManyChips

KINDS: Final[tuple[Kind, ...]] = ("month", "quarter", "year", "span")
_ROWS_HIGH = 108


class PartForm(QWidget):
    """Shows one part.

    Signals: `changed` carries the part as it is to be; `named` a path and the project's own words
    for it.
    """

    changed = Signal(object)
    named = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._part: Tile | Section | None = None
        self._words: Sequence[tuple[str, str]] = ()
        self._labels: Mapping[str, str] = {}
        self._quiet = False
        self.title = self._line("title")
        self.unit = self._line("unit")
        self.note = self._line("note")
        self.look = ChipGroup(
            "pack.part.look",
            say("packs.part.look"),
            [(each, say(f"packs.part.as_{each}")) for each in ("table", "bars")],
        )
        self.look.chosen.connect(self._tell)
        self.kinds = ManyChips(
            "pack.part.kinds",
            say("packs.part.kinds"),
            [(kind, say(f"packs.kind.{kind}")) for kind in KINDS],
        )
        self.kinds.changed.connect(self._tell)
        self.rows = QListWidget()
        self.rows.setObjectName("pack.part.rows")
        self.rows.setAccessibleName(say("packs.part.rows"))
        self.rows.setFixedHeight(current().px(_ROWS_HIGH))
        self.rows.currentRowChanged.connect(self._row_chosen)
        self.own_words = QLineEdit()
        self.own_words.setObjectName("pack.part.own_words")
        self.own_words.textEdited.connect(self._name_row)
        self._up = icon_button("page_up", say("packs.part.row_up"), "pack.part.row_up")
        self._down = icon_button("page_down", say("packs.part.row_down"), "pack.part.row_down")
        self._out = icon_button("remove", say("packs.part.row_out"), "pack.part.row_out")
        self._up.clicked.connect(lambda: self._move_row(-1))
        self._down.clicked.connect(lambda: self._move_row(1))
        self._out.clicked.connect(self._take_row)
        self._fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.hint = label(say("packs.part.none"), "muted", wrap=True, name="pack.part.hint")
        column.addWidget(self.hint)
        for name, widget in (
            ("title", self.title),
            ("unit", self.unit),
            ("note", self.note),
            ("look", self.look),
            ("kinds", self.kinds),
        ):
            self._fields[name] = Field(say(f"packs.part.{name}"), widget)
            column.addWidget(self._fields[name])
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(6)
        below.addWidget(Field(say("packs.part.rows"), self.rows))
        beside = row(self._up, self._down, self._out, 1, gap=6)
        below.addLayout(beside)
        below.addWidget(Field(say("packs.part.own_words"), self.own_words))
        column.addWidget(self._below)
        self.show_part(None, (), {})

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(f"pack.part.{name}")
        made.textEdited.connect(self._tell)
        return made

    def show_part(
        self,
        part: Tile | Section | None,
        rows: Sequence[tuple[str, str]],
        labels: Mapping[str, str],
    ) -> None:
        """Show a part; `rows` are paths and the program's words, `labels` the project's own."""
        self._quiet = True
        same = type(part) is type(self._part) and [path for path, _ in rows] == [
            path for path, _ in self._words
        ]
        self._part, self._words, self._labels = part, tuple(rows), labels
        section = part if isinstance(part, Section) else None
        for widget, words in (
            (self.title, section.title if section else ""),
            (self.unit, part.unit if part else ""),
            (self.note, part.note if part else ""),
        ):
            if widget.text() != words:
                widget.setText(words)
        self.look.set_value(section.kind if section else "")
        self.kinds.set_value(sorted(section.kinds) if section else [])
        at = self.rows.currentRow() if same else 0
        self.rows.clear()
        for path, words in self._words:
            own = labels.get(path, "")
            self.rows.addItem(say("packs.part.renamed", own=own, words=words) if own else words)
        self.rows.setCurrentRow(min(max(at, 0), len(self._words) - 1))
        self._quiet = False
        self.hint.setVisible(part is None)
        for name, field in self._fields.items():
            field.setVisible(part is not None and (section is not None or name in ("unit", "note")))
        self._below.setVisible(bool(self._words))
        free = section is not None and bool(section.rows)
        for each in (self._up, self._down, self._out):
            each.setVisible(free)
        self._row_chosen()

    def take_focus(self) -> None:
        """Focus the first field that is shown."""
        first = self.title if isinstance(self._part, Section) else self.unit
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, *_: Any) -> None:
        if self._quiet or self._part is None:
            return
        if isinstance(self._part, Tile):
            made: Tile | Section = replace(self._part, unit=self.unit.text(), note=self.note.text())
        else:
            made = replace(
                self._part,
                title=self.title.text(),
                unit=self.unit.text(),
                note=self.note.text(),
                kind="bars" if self.look.value() == "bars" else "table",
                kinds=frozenset(kind for kind in KINDS if kind in self.kinds.value()),
            )
        self._part = made
        self.changed.emit(made)

    def _row_chosen(self, *_: Any) -> None:
        at = self.rows.currentRow()
        on = 0 <= at < len(self._words)
        self.own_words.setEnabled(on)
        if self._quiet:
            return
        path, words = self._words[at] if on else ("", "")
        self.own_words.setPlaceholderText(words)
        if self.own_words.text() != self._labels.get(path, ""):
            self.own_words.setText(self._labels.get(path, ""))
        section = self._part if isinstance(self._part, Section) else None
        count = len(section.rows) if section else 0
        self._up.setEnabled(on and at > 0)
        self._down.setEnabled(on and at < count - 1)
        self._out.setEnabled(on and count > 1)

    def _name_row(self, words: str) -> None:
        at = self.rows.currentRow()
        if 0 <= at < len(self._words):
            self.named.emit(self._words[at][0], words)

    def _move_row(self, by: int) -> None:
        at = self.rows.currentRow()
        if isinstance(self._part, Section) and 0 <= at + by < len(self._part.rows):
            rows = list(self._part.rows)
            rows.insert(at + by, rows.pop(at))
            self.changed.emit(replace(self._part, rows=tuple(rows)))
            self.rows.setCurrentRow(at + by)

    def _take_row(self) -> None:
        at = self.rows.currentRow()
        if isinstance(self._part, Section) and len(self._part.rows) > 1:
            rows = (*self._part.rows[:at], *self._part.rows[at + 1 :])
            self.changed.emit(replace(self._part, rows=rows))
