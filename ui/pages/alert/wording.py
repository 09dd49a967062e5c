"""The words of the warning: what points to somebody is marked as it is typed, and listed below."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit
from typing_extensions import override

from outreach_app.reports.short_text import measured
from outreach_app.sharing.alert_view import DraftView
from outreach_app.sharing.marking import Mark
from outreach_app.words import say
from ui.covering import cover
from ui.pages.alert.dots import all_dots, dotted, words_of
from ui.text_places import in_qt
from ui.theme import current, role
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import icon_label, label


class _Highlighter(QSyntaxHighlighter):
    """Draws the marks: a yellow ground and a wavy line. The list below has them in words."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._marks: tuple[Mark, ...] = ()

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """Draw other marks."""
        if marks != self._marks:
            self._marks = marks
            self.rehighlight()

    @override
    def highlightBlock(self, text: str) -> None:
        block = self.currentBlock()
        begin, size = block.position(), block.length()
        whole = self.document().toPlainText()
        drawn = QTextCharFormat()
        drawn.setBackground(current().colour("mark"))
        drawn.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        drawn.setUnderlineColor(current().colour("stop"))
        for mark in self._marks:
            first = max(in_qt(whole, mark.start) - begin, 0)
            last = min(in_qt(whole, mark.end) - begin, size)
            if first < last:
                self.setFormat(first, last - first, drawn)


class WordingCard(Card):
    """The editor and its list. Signals: `typed`, and `rewritten` when the facts shall speak."""

    typed = Signal()
    rewritten = Signal()

    def __init__(self) -> None:
        super().__init__(say("alert.wording_title"), name="alert.words")
        again = button(say("alert.write_it"), "alert.write_it", icon="write_from_facts", small=True)
        again.clicked.connect(self.rewritten)
        self.add_to_head(again)
        self.editor = QPlainTextEdit()
        self.editor.setObjectName("alert.wording")
        self.editor.setAccessibleName(say("alert.wording_name"))
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(current().px(110))
        self.editor.textChanged.connect(self._typed)
        self._highlighter = _Highlighter(self.editor.document())
        self.add(self.editor)
        self._count = label("", "strong", name="alert.to_remove")
        self._why = label("", "small", wrap=True, name="alert.points")
        self._length = label("", "small", name="alert.length")
        self._icon = icon_label("error", "stop", 16)
        line = row(self._icon, self._count, self._why, gap=8)
        line.setStretch(2, 1)
        self.add(row(1, self._length))
        self.add(line)
        self._list = QGridLayout()
        self._list.setHorizontalSpacing(8)
        self._list.setVerticalSpacing(4)
        self._list.setColumnStretch(2, 1)
        self.add(self._list)
        self._covered = label(say("alert.covered"), "small", wrap=True, name="alert.covered")
        self._covered.hide()
        self.add(self._covered)
        self._marks: tuple[Mark, ...] = ()
        self._last = self._looked = ""
        self._listed: tuple[tuple[Mark, str, bool], ...] = ()
        # The words while dots stand for the names in them.
        self._behind: str | None = None

    def wording(self) -> str:
        """Return the words as they stand, also while some of them are covered."""
        return self.editor.toPlainText() if self._behind is None else self._behind

    def follow_cover(self) -> None:
        """Cover the names at once; words nobody looked through yet are covered whole."""
        text = self.wording()
        if text == self._looked:
            self._put(text, dotted(text, self._marks))
        else:
            self._put(text, all_dots(text) if cover().on else text)
        self._show_list()

    def _put(self, text: str, shown: str) -> None:
        """Show a text, or dots for it; then it is not to be changed until it can be read."""
        self._last = text
        self._behind = None if shown == text else text
        if self.editor.toPlainText() != shown:
            self.editor.setPlainText(shown)
        self.editor.setReadOnly(shown != text)
        self._covered.setVisible(shown != text)

    def show_view(self, view: DraftView, *, replace: bool) -> None:
        """Show the words (`replace`), and what is marked in them."""
        if not replace and self.wording() != view.text:
            return
        self._looked = view.text
        shown = dotted(view.text, view.marks)
        if shown != self.editor.toPlainText() or self._behind is not None:
            self._put(view.text, shown)
        self._highlighter.show_marks(view.marks)
        message = measured(view.text)
        key = "alert.characters" if message.messages != 1 else "alert.characters_one"
        self._length.setText(say(key, count=message.signs, texts=message.messages))
        blocking = len(view.blocking)
        self._icon.setVisible(bool(blocking))
        self._count.setText(say("alert.to_remove", count=blocking) if blocking else "")
        self._count.setVisible(bool(blocking))
        if blocking:
            words = say("alert.points")
        else:
            words = say("alert.look_at" if view.marks else "alert.nothing_left")
        self._why.setText(words)
        role(self._why, "small")
        self._marks = view.marks
        self._show_list()

    def _show_list(self) -> None:
        covered = self._behind is not None
        listed = tuple((mark, words_of(mark), covered) for mark in self._marks)
        if listed == self._listed:
            return
        self._listed = listed
        clear(self._list)
        for number, mark in enumerate(self._marks):
            colour = "stop" if mark.blocks else "neutral"
            kind = say(f"sharing.mark.{mark.kind}")
            if not mark.blocks:
                kind = f"{kind}, {say('sharing.mark.also_ordinary')}"
            words = say("alert.use", words=mark.instead) if mark.instead else say("alert.remove")
            put_right = button(words, f"alert.mark.{number}", small=True)
            put_right.setAccessibleName(f"{words}: {words_of(mark)}, {kind}")
            put_right.clicked.connect(self._mending(mark))
            put_right.setEnabled(not covered)
            what = label(words_of(mark), "strong")
            self._list.addWidget(icon_label("error", colour, 15), number, 0)
            self._list.addWidget(what, number, 1)
            self._list.addWidget(label(kind, "small", wrap=True), number, 2)
            self._list.addWidget(put_right, number, 3, Qt.AlignmentFlag.AlignRight)

    def _mending(self, mark: Mark) -> Callable[[], None]:
        def mend() -> None:
            text = self.wording()
            if text[mark.start : mark.end] != mark.words:
                return
            cursor = self.editor.textCursor()
            end = mark.end
            if not mark.instead and text[end : end + 1] == " ":
                end += 1
            cursor.setPosition(in_qt(text, mark.start))
            cursor.setPosition(in_qt(text, end), cursor.MoveMode.KeepAnchor)
            cursor.insertText(mark.instead)
            self.editor.setFocus()

        return mend

    def _typed(self) -> None:
        # Drawing the marks changes the text too, as Qt sees it.
        if self.wording() != self._last:
            self._last = self.wording()
            self.typed.emit()
