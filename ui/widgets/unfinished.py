"""What was typed and not saved, offered again: one notice for each waiting draft."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.words import known, say
from ui.dialogs import typed_before
from ui.dialogs.ask import Answer, ask
from ui.dialogs.typed_before import TypedBefore
from ui.page import Context
from ui.widgets.clearing import clear
from ui.widgets.notice import Notice


class Unfinished(QWidget):
    """Looks for waiting drafts with `load`; empty and hidden when there are none.

    `leave_out` names kinds that come back by themselves.

    Signals: `carry_on` carries the kind of a draft and {"about": …, "state": {…}}; `shown` when
    what waits was looked up.
    """

    carry_on = Signal(str, dict)
    shown = Signal()

    def __init__(
        self,
        context: Context,
        *,
        leave_out: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("unfinished")
        self._context = context
        self._leave_out = frozenset(leave_out)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def load(self) -> None:
        """Look again for what waits."""
        self._context.ask(self._context.drafts.waiting, then=self._show)

    def _show(self, waiting: Sequence[Any]) -> None:
        drafts = [draft for draft in waiting if draft.kind not in self._leave_out]
        clear(self._column)
        for number, draft in enumerate(drafts):
            self._column.addWidget(self._notice(number, draft))
        self.setVisible(bool(drafts))
        self.shown.emit()

    def _notice(self, number: int, draft: Any) -> Notice:
        kind = draft.kind if known(f"shell.unfinished.title_{draft.kind}") else "other"
        on = "read" if draft.kind == typed_before.DRAFT else "carry_on"
        local = draft.kept_at.astimezone(self._context.desk.zone)
        notice = Notice(
            "info",
            say(f"shell.unfinished.title_{kind}", time=local.strftime("%H:%M")),
            say("shell.unfinished.text"),
            actions=(
                ("carry_on", say(f"shell.unfinished.{on}")),
                ("discard", say("shell.unfinished.discard")),
            ),
            icon="draft_restored",
            name=f"unfinished.{number}",
        )
        notice.pressed.connect(self._pressing(draft))
        return notice

    def _pressing(self, draft: Any) -> Callable[[str], None]:
        def press(key: str) -> None:
            if key == "carry_on" and draft.kind == typed_before.DRAFT:
                form = TypedBefore(self, self._context, draft.about, json.loads(draft.state))
                form.saved.connect(self._discarded)
                form.ask()
            elif key == "carry_on":
                self.carry_on.emit(
                    draft.kind, {"about": draft.about, "state": json.loads(draft.state)}
                )
            else:
                self._ask_discard(draft)

        return press

    def _ask_discard(self, draft: Any) -> None:
        def answered(key: str) -> None:
            if key == "discard":
                self._context.do(
                    self._context.drafts.discard, draft.kind, draft.about, then=self._discarded
                )

        ask(
            self,
            say("shell.unfinished.ask"),
            say("shell.unfinished.ask_text"),
            (
                Answer("keep", say("shell.unfinished.keep_it")),
                Answer("discard", say("shell.unfinished.discard_it"), "danger"),
            ),
            answered,
            safe="keep",
        )

    def _discarded(self, _: object) -> None:
        self.load()
