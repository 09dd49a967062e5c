"""Taking things out of a window before it is filled anew."""

from PySide6.QtWidgets import QLayout, QWidget


def clear(layout: QLayout) -> None:
    """Remove and destroy every widget of a layout, in the layouts inside it too."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if inner is not None:
            clear(inner)
        old = item.widget()
        if old is not None:
            drop(old)


def drop(widget: QWidget) -> None:
    """Take a widget out of its place and destroy it.

    Hidden first: a layout shows what it was given a moment later. It stays in the same window until
    it is destroyed: without one it would open one of its own, for a blink, with its words in it,
    and Python would destroy it where Qt does so too.
    """
    widget.hide()
    widget.setParent(widget.window() if widget.window() is not widget else None)
    widget.deleteLater()
