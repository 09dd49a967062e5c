"""Tab goes the way one reads, also to what was put into a page after it was made."""

from collections.abc import Iterator, Sequence

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


def in_place_of(group: QWidget, parts: Sequence[QWidget]) -> None:
    """Let Tab meet parts that were made just now where their group stands, not after the page."""
    before = group.previousInFocusChain()
    while (
        before is not None
        and before is not group
        and (before.focusPolicy() == Qt.FocusPolicy.NoFocus or before in parts)
    ):
        before = before.previousInFocusChain()
    if before is None or before is group or before.window() is not group.window():
        return
    for part in parts:
        QWidget.setTabOrder(before, part)
        before = part


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
