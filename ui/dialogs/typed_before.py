"""What was typed in a small form when the window was locked: kept, to be read and copied.

A small form stands over a page and about something chosen there, so that it is not filled again by
itself: its words would land under somebody else's name.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from outreach_app.words import say
from ui.dialogs.kept_form import KeptForm
from ui.dialogs.small_form import SmallForm
from ui.page import Context, Unkept
from ui.widgets.field import Field
from ui.widgets.growing import GrowingText

DRAFT: Final = "small_form"
_ABOUT: Final = 80


def typed_over(
    window: QWidget, where: Mapping[str, Any], bug: Callable[[object], object]
) -> tuple[Unkept, ...]:
    """Return what somebody typed in small forms that are open over a window, before it locks.

    `where` is what the page below was opened with: by its keys what is kept goes when a person is
    let go of. A form that cannot say what stands in it costs the others nothing: `bug` hears why.
    """
    keys = {name: value for name, value in where.items() if isinstance(value, str)}
    found: list[Unkept] = []
    for form in window.findChildren(SmallForm):
        try:
            one = None if isinstance(form, KeptForm) or form.isHidden() else _unkept(form, keys)
        except Exception as error:  # noqa: BLE001 - locking always locks
            bug(error)
        else:
            found += [one] if one is not None else []
    return tuple(found)


def _unkept(form: SmallForm, keys: Mapping[str, str]) -> Unkept | None:
    lines = [line for each in form.findChildren(QWidget) if (line := _line(each)) is not None]
    if not lines:
        return None
    state = {"title": form.accessibleName(), "lines": lines, "where": keys}
    moment = form.context.desk.clock.now().isoformat()
    about = f"{form.objectName()} {moment}"[-_ABOUT:]
    return Unkept(DRAFT, about, json.dumps(state, ensure_ascii=False))


def _line(widget: QWidget) -> tuple[str, str] | None:
    """Return the name of a box and what somebody typed in it; of a secret, nothing."""
    match widget:
        case QLineEdit() if widget.echoMode() == QLineEdit.EchoMode.Normal:
            text, typed = widget.text(), widget.isModified()
        case QPlainTextEdit() if not widget.isReadOnly():
            text, typed = widget.toPlainText(), widget.document().isModified()
        case _:
            return None
    return (widget.accessibleName(), text) if typed and text.strip() else None


class TypedBefore(SmallForm):
    """Shows the words; they can be copied, and are let go when nobody wants them any more."""

    def __init__(self, parent: QWidget, context: Context, about: str, state: Any) -> None:
        super().__init__(
            parent,
            context,
            "typed_before",
            str(state["title"]),
            say("shell.unfinished.typed_text"),
            save=say("shell.unfinished.discard_it"),
            kind="danger",
            cancel=say("shell.unfinished.keep_it"),
        )
        for number, (name, words) in enumerate(state["lines"]):
            title = name or say("shell.unfinished.typed")
            shown = GrowingText(f"typed_before.{number}", title)
            shown.setPlainText(words)
            shown.setReadOnly(True)
            self.add(str(number), Field(title, shown))
        discard = context.drafts.discard
        self.command = lambda: lambda work: discard(work, DRAFT, about)
