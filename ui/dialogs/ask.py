"""The one door for questions: a few words, a few buttons, an answer. Never blocks the program."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme import current
from ui.widgets.buttons import Kind, button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label

Answered = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Answer:
    """One button: the key that is answered, its words, its part in the sheet."""

    key: str
    words: str
    kind: Kind = ""


_next: deque[str] = deque()
_asked: list[str] = []


def answer_next(*keys: str) -> None:
    """For tests: answer the next questions with these keys, without a dialog."""
    _next.extend(keys)


def asked() -> tuple[str, ...]:
    """For tests: the titles of the questions answered by `answer_next`, and forget them."""
    titles = tuple(_asked)
    _asked.clear()
    return titles


def forget() -> None:
    """For tests: no answer waits, and no question was asked."""
    _next.clear()
    _asked.clear()


def ask(
    parent: QWidget,
    title: str,
    text: str,
    answers: Sequence[Answer],
    then: Answered,
    *,
    safe: str = "",
) -> None:
    """Ask, and call `then` with the key pressed; closing or locking answers "".

    The answer `safe` has the focus (the first one when not given), so that Enter harms nobody.
    """
    if _next:
        _asked.append(title)
        then(_next.popleft())
        return
    dialog = Question(parent, title, text, answers, safe or answers[0].key)
    dialog.then = then
    dialog.open()


class Question(QDialog):
    """A question over the window. The window title stays the neutral one."""

    def __init__(
        self, parent: QWidget, title: str, text: str, answers: Sequence[Answer], safe: str
    ) -> None:
        super().__init__(parent.window())
        self.setObjectName("ask")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(parent.window().windowTitle())
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.then: Answered | None = None
        self._key = ""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(10)
        whole.addWidget(label(title, "h2", wrap=True, name="ask.title"))
        if text:
            whole.addWidget(label(text, wrap=True, name="ask.text"))
        row = QWidget()
        flow = FlowLayout(row, gap=8)
        for answer in answers:
            made = button(answer.words, f"ask.{answer.key}", kind=answer.kind)
            made.clicked.connect(self._answering(answer.key))
            flow.addWidget(made)
        whole.addWidget(row)
        careful = self.findChild(QPushButton, f"ask.{safe}")
        if careful is not None:
            careful.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setMinimumWidth(min(current().px(420), parent.window().width() - 40))
        self.finished.connect(self._finished)

    def press(self, key: str) -> None:
        """Press one of the answers."""
        found = self.findChild(QPushButton, f"ask.{key}")
        if found is not None:
            found.click()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
            return
        focused = self.focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(
            focused, QPushButton
        ):
            focused.click()
            return
        super().keyPressEvent(event)

    def _answering(self, key: str) -> Callable[[], None]:
        def answer() -> None:
            self._key = key
            self.accept()

        return answer

    def _finished(self) -> None:
        then, self.then = self.then, None
        if then is not None:
            then(self._key)
