"""One part of somebody's record: what stands in it, who else, and what of it is given."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QKeySequence,
    QShortcut,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from outreach_app.casework.own_copy.blocks import OTHER, REASONS
from outreach_app.casework.own_copy.deciding import GIVE, PART, WITHHOLD, Choice, Cut
from outreach_app.casework.own_copy.finds import Find
from outreach_app.sharing.own_copy import Reviewed
from outreach_app.words import say
from ui import when
from ui.covering import cover
from ui.text_places import as_shown, in_qt, of_qt
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label

_HEIGHT: Final = 150
_DOT: Final = "•"


def _dots(text: str) -> str:
    return "".join(_DOT if sign.isalnum() else sign for sign in text)


class _Marks(QSyntaxHighlighter):
    """Others on a yellow ground with a wavy line; what is taken out is struck through."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._found: tuple[tuple[int, int], ...] = ()
        self._cuts: tuple[tuple[int, int], ...] = ()

    def show_places(
        self, found: tuple[tuple[int, int], ...], cuts: tuple[tuple[int, int], ...]
    ) -> None:
        """Draw other places, as Qt counts them."""
        self._found, self._cuts = found, cuts
        self.rehighlight()

    @override
    def highlightBlock(self, text: str) -> None:
        block = self.currentBlock()
        begin, size = block.position(), block.length()
        other, gone = QTextCharFormat(), QTextCharFormat()
        other.setBackground(current().colour("mark"))
        other.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        other.setUnderlineColor(current().colour("stop"))
        gone.setFontStrikeOut(True)
        gone.setForeground(current().colour("ink_muted"))
        for places, drawn in ((self._found, other), (self._cuts, gone)):
            for start, end in places:
                first, last = max(start - begin, 0), min(end - begin, size)
                if first < last:
                    self.setFormat(first, last - first, drawn)


class PartPanel(Card):
    """Signal: `decided` carries the part and what shall be given of it."""

    decided = Signal(object, object)

    def __init__(self) -> None:
        super().__init__(say("own_copy.review.text"), name="own_review.part")
        self._row: Reviewed | None = None
        self._shown = ""
        self._heading = label(" ", "h2", wrap=True, name="own_review.part.heading")
        self._suggest = label(" ", "small", wrap=True, name="own_review.suggest")
        self.text = QPlainTextEdit()
        self.text.setObjectName("own_review.words")
        self.text.setAccessibleName(say("own_copy.review.text"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.text.setUndoRedoEnabled(False)
        self.text.setMinimumHeight(current().px(_HEIGHT))
        self._marks = _Marks(self.text.document())
        self._finds = label(" ", wrap=True, name="own_review.finds")
        title = say("own_copy.review.reason")
        reasons = [(code, say(f"own_copy.reason.{code}")) for code in REASONS]
        self._reason = ChipGroup("own_review.reason", title, reasons)
        self._field = Field(title, self._reason)
        for each in (self._heading, self._suggest):
            self.add(each)
        self.add(self.text, 1)
        self.add(self._finds)
        self.add(self._field)
        self.add(self._buttons())
        QShortcut(QKeySequence("Ctrl+D"), self.text).activated.connect(self.cut)
        self.show_row(None)

    def show_row(self, row: Reviewed | None) -> None:
        """Show a part, or none."""
        self._row = row
        self._field.clear_error()
        self.setEnabled(row is not None)
        if row is None:
            self._heading.setText(" ")
            self._suggest.hide()
            self._finds.hide()
            self._shown = ""
            self.text.clear()
            return
        block, choice = row.block, row.choice
        day = f", {when.full_day(block.day)}" if block.day else ""
        self._heading.setText(f"{block.title}{day}")
        form = say("own_copy.review.form") if block.form is not None else ""
        reason = say(f"own_copy.reason.{block.suggest}").lower() if block.suggest else ""
        suggest = say("own_copy.review.suggest", reason=reason) if reason else ""
        self._suggest.setText(" ".join(each for each in (suggest, form) if each))
        self._suggest.setVisible(bool(suggest or form))
        self._shown = as_shown(_dots(block.text) if cover().on else block.text)
        self.text.setPlainText(self._shown)
        cuts = choice.cuts if choice is not None and choice.choice == PART else ()
        found = tuple((each.start, each.end) for each in row.found)
        self._marks.show_places(self._places(found), self._places(cuts))
        words = "; ".join(_said(each) for each in row.found)
        self._finds.setText(say("own_copy.review.finds", what=words) if words else " ")
        self._finds.setVisible(bool(words))
        self._cut_found.setEnabled(bool(row.found) and block.form is None)
        self._cut.setEnabled(block.form is None)
        kept = choice.reason if choice is not None else None
        self._reason.set_value(kept or block.suggest)

    def give(self) -> None:
        """Give the whole of it."""
        self._decide(Choice(GIVE))

    def keep_back(self) -> None:
        """Keep it back; the reason is asked where none is at hand."""
        reason = self._reason.value()
        if self._row is not None and not reason:
            self._field.set_error(say("problems.required"))
            self._reason.take_focus()
            return
        self._decide(Choice(WITHHOLD, reason))

    def cut_found(self) -> None:
        """Take out whatever was found of others."""
        if self._row is not None and self._row.found and self._row.block.form is None:
            self._take_out(tuple((each.start, each.end) for each in self._row.found))

    def cut(self) -> None:
        """Take out what is marked in the text."""
        cursor = self.text.textCursor()
        if not cursor.hasSelection():
            self._finds.setText(say("own_copy.review.mark_first"))
            self._finds.show()
            self.text.setFocus()
            return
        ends = (cursor.selectionStart(), cursor.selectionEnd())
        start, end = (of_qt(self._shown, each) for each in ends)
        self._take_out(((start, end),))

    def _places(self, some: tuple[Cut, ...]) -> tuple[Cut, ...]:
        return tuple((in_qt(self._shown, start), in_qt(self._shown, end)) for start, end in some)

    def _take_out(self, places: tuple[tuple[int, int], ...]) -> None:
        row = self._row
        if row is None:
            return
        before = row.choice.cuts if row.choice is not None and row.choice.choice == PART else ()
        reason = self._reason.value() or OTHER
        self._decide(Choice(PART, reason, cuts=(*before, *places)))

    def _decide(self, choice: Choice) -> None:
        if self._row is not None:
            self.decided.emit(self._row, choice)

    def _buttons(self) -> QWidget:
        holder = QWidget()
        line = FlowLayout(holder, gap=8)
        give = button(say("own_copy.review.give"), "own_review.give", kind="primary")
        give.clicked.connect(self.give)
        self._cut_found = button(say("own_copy.review.cut_found"), "own_review.cut_found")
        self._cut_found.clicked.connect(self.cut_found)
        self._cut = button(say("own_copy.review.cut"), "own_review.cut")
        self._cut.clicked.connect(self.cut)
        keep = button(say("own_copy.review.withhold"), "own_review.withhold")
        keep.clicked.connect(self.keep_back)
        for each in (give, self._cut_found, self._cut, keep):
            line.addWidget(each)
        return holder


def _said(find: Find) -> str:
    words = _dots(find.words) if cover().on else find.words
    return say("own_copy.review.find", words=words, kind=say(f"own_copy.find.{find.kind}"))
