"""Tab goes the way one reads, also to what was put into a page after it was made."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def in_reading_order(root: QWidget) -> None:
    """Let Tab go through everything under `root` in the order of its layouts."""
    before: QWidget | None = None
    for widget in _through(root):
        # Notices too, which take the focus without being a stop: Tab goes on from where one reads.
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if before is not None:
            QWidget.setTabOrder(before, widget)
        before = widget


def _through(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        if inner is not None:
            yield from _through(inner)
        return
    layout = widget.layout()
    if layout is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        inner_widget, inner_layout = item.widget(), item.layout()
        if inner_widget is not None:
            yield from _through(inner_widget)
        elif inner_layout is not None:
            yield from _laid_out(inner_layout)
