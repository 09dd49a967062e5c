"""Words on a page: labels by role, key caps, rules."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.theme import put_icon, role
from ui.widgets.words import Elided, Words


def label(
    text: str, part: str = "", *, wrap: bool = False, name: str = "", elides: bool = False
) -> QLabel:
    """Make a label; `part` is its role in the sheet (h1, h2, label, muted, small, number…).

    A word too long for its line breaks where it has to; with `elides` a line ends in "…" instead.

    Text is shown as it is, never read as HTML: it may have been typed by anyone.
    """
    made = Elided(text) if elides else Words(text)
    if name:
        made.setObjectName(name)
    if part:
        role(made, part)
    if wrap:
        made.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
        made.setMinimumWidth(40)
    return made


def show_if(widget: QWidget, shown: bool) -> None:
    """Show or hide a widget; one without a parent is left to appear with its parent.

    `setVisible(True)` on a widget that is not in a layout yet opens a window of its own, for a
    blink, with its words in it, and takes the keyboard away. On one that nobody has hidden it does
    nothing that can be seen, and dresses and lays out all that is in it.
    """
    if not shown:
        widget.hide()
    elif widget.parentWidget() is not None and widget.isHidden():
        widget.setVisible(True)


def icon_label(icon: str, colour: str = "ink", size: int = 18) -> QLabel:
    """Make a label that shows an icon beside words; a screen reader passes over it."""
    made = QLabel()
    put_icon(made, icon, colour, size)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def rule(*, upright: bool = False) -> QFrame:
    """Make a thin line."""
    made = QFrame()
    role(made, "upright" if upright else "rule")
    return made


class KeyCaps(QWidget):
    """The keys of a shortcut drawn as caps, `KeyCaps("Ctrl", "K")`; F1 lists them all."""

    def __init__(self, *keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        for key in keys:
            row.addWidget(label(key, "keycap"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
