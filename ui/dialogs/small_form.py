"""A few fields over the window: choose, save, or go back. Closing it changes nothing."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from outreach_app.errors import CheckFailed, KnownError, Problem
from outreach_app.wording import error as worded
from outreach_app.wording import problem as sentence
from outreach_app.words import say
from ui.page import Context
from ui.theme import current
from ui.widgets.buttons import Kind, button
from ui.widgets.card import row
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.scroll import scrolled


class SmallForm(QDialog):
    """Fields by the names of a draft; `command` is asked for what saves them.

    `command()` gives a function of `Work`, run in one transaction on the worker; its `Done` is
    announced to every page, then `saved` carries it and the dialog closes. What must be mended is
    shown at the fields. The window title stays the neutral one.
    """

    saved = Signal(object)

    def __init__(  # noqa: PLR0913 - parts of a dialog, all named
        self,
        parent: QWidget,
        context: Context,
        name: str,
        title: str,
        text: str = "",
        *,
        save: str,
        kind: Kind = "primary",
        cancel: str = "",
    ) -> None:
        super().__init__(parent.window())
        self.context = context
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(parent.window().windowTitle())
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.command: Callable[[], Callable[[Any], Any]] | None = None
        self.check: Callable[[], Sequence[Problem]] | None = None
        self._fields: dict[str, Field] = {}
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(20, 16, 20, 8)
        self.body.setSpacing(10)
        self.body.addWidget(label(title, "h2", wrap=True, name=f"{name}.title"))
        self._text = label(text, wrap=True, name=f"{name}.text")
        self._text.setVisible(bool(text))
        self.body.addWidget(self._text)
        self.trouble = Notice("stop", "", loud=True, name=f"{name}.trouble")
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.cancel_button = button(cancel or say("dialogs.cancel"), f"{name}.cancel")
        self.cancel_button.clicked.connect(self.reject)
        self.save_button = button(save, f"{name}.save", kind=kind)
        self.save_button.clicked.connect(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 14)
        self._inner = inner
        whole.addWidget(scrolled(inner, f"{name}.scroll"), 1)
        buttons = row(1, self.cancel_button, self.save_button, gap=9)
        buttons.setContentsMargins(20, 4, 20, 0)
        whole.addLayout(buttons)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)

    def add(self, name: str, field: Field) -> Field:
        """Put a field below what is there; `name` is that of the draft."""
        self._fields[name] = field
        self.body.addWidget(field)
        return field

    def add_widget(self, widget: QWidget) -> None:
        """Put something below what is there that is no field."""
        self.body.addWidget(widget)

    def ask(self) -> None:
        """Open over the window, as large as its fields need and the window allows."""
        self.body.addStretch(1)
        self.fit()
        self.open()
        # Words have their height only when they are shown.
        QTimer.singleShot(0, self, self.fit)
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.take_focus()

    def fit(self) -> None:
        """Be as large as the fields need and the window allows."""
        above = self.parentWidget() or self
        window = above.window()
        width = min(current().size("dialog_width"), max(window.width() - 40, 280))
        wanted = self._inner.layout()
        if wanted is not None:
            wanted.activate()
        height = wanted.totalHeightForWidth(width) if wanted is not None else 0
        room = max(window.height() - 30, 240)
        self.resize(width, min(height + current().px(70), room))

    def save(self) -> None:
        """Check, then save once."""
        if self.command is None or not self.save_button.isEnabled():
            return
        problems = tuple(self.check()) if self.check is not None else ()
        self.show_problems(problems)
        if problems:
            return
        self.save_button.setEnabled(False)
        self.start(self.command())

    def start(self, command: Callable[[Any], Any]) -> None:
        """Run the command on the worker."""
        self.context.do(command, then=self._was_saved, failed=self._was_not_saved)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what must be mended at its field, or on top when it belongs to none."""
        self.trouble.hide()
        for field in self._fields.values():
            field.clear_error()
        first: Field | None = None
        for found in problems:
            field_of = self._fields.get(found.field)
            if field_of is None:
                self.trouble.say(sentence(found))
                self.trouble.show()
                continue
            field_of.set_error(sentence(found))
            first = first or field_of
        if first is not None:
            first.take_focus()

    def _was_saved(self, done: Any) -> None:
        self.saved.emit(done)
        self.accept()

    def _was_not_saved(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, CheckFailed):
            self.show_problems(error.problems)
            return
        known = isinstance(error, KnownError)
        words = worded(error) if isinstance(error, KnownError) else say("shell.not_saved")
        self.trouble.say(words, "" if known else say("shell.typing_still_here"))
        self.trouble.show()
        if not known:
            self.context.background.trouble.emit(error)
