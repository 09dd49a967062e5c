"""A layout that puts things side by side and goes on in the next line when the room ends."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override


class FlowLayout(QLayout):
    """Items keep their own size; lines are centred on each other's height."""

    # A layout may be asked once more while its page goes and Python has let go of it already.
    _items: Sequence[QLayoutItem] = ()
    _heights: Mapping[int, int] = MappingProxyType({})
    _sizes: Sequence[tuple[QLayoutItem, int, int]] | None = None
    _placed: QRect | None = None
    _hint: QSize | None = None
    _least: QSize | None = None
    _gap = _line_gap = 0

    def __init__(self, parent: QWidget | None = None, gap: int = 6, line_gap: int = 5) -> None:
        super().__init__(parent)
        self._items = []
        self._gap = gap
        self._line_gap = line_gap
        self.setContentsMargins(QMargins())

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items = [*self._items, item]
        self.invalidate()

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        taken = self._items[index]
        self._items = [*self._items[:index], *self._items[index + 1 :]]
        self.invalidate()
        return taken

    @override
    def invalidate(self) -> None:
        # Asked for many times while a page is laid out; anything that may change them says so.
        self._heights = {}
        self._sizes = self._hint = self._least = self._placed = None
        super().invalidate()

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        found = self._heights.get(width)
        if found is None:
            found = self._height(width)
            self._heights = {**self._heights, width: found}
        return found

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        if rect != self._placed:
            self._arrange(rect)
            self._placed = QRect(rect)

    @override
    def sizeHint(self) -> QSize:
        if self._hint is not None:
            return QSize(self._hint)
        sizes = self._measured()
        width = sum(width for _, width, _ in sizes) + self._gap * max(len(sizes) - 1, 0)
        height = max((height for _, _, height in sizes), default=0)
        self._hint = QSize(width, height)
        return QSize(width, height)

    @override
    def minimumSize(self) -> QSize:
        if self._least is not None:
            return QSize(self._least)
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        self._least = QSize(size)
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _measured(self) -> Sequence[tuple[QLayoutItem, int, int]]:
        """Return what is shown with width and height, measured once until something changes."""
        if self._sizes is None:
            hints = [(item, item.sizeHint()) for item in self._shown()]
            self._sizes = [(item, hint.width(), hint.height()) for item, hint in hints]
        return self._sizes

    def _height(self, width: int) -> int:
        """Return what `_arrange` would need, in plain numbers: it is asked for far more often."""
        whole = used = tallest = 0
        begun = False
        for _, wide, high in self._measured():
            takes = min(wide, max(width, 1))
            if begun and used + takes > width:
                whole += tallest + self._line_gap
                used = tallest = 0
            begun = True
            used += takes + self._gap
            tallest = max(tallest, high)
        return whole + tallest

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, int, int]]]:
        lines: list[list[tuple[QLayoutItem, int, int]]] = [[]]
        used = 0
        for item, wide, high in self._measured():
            takes = min(wide, max(width, 1))
            if lines[-1] and used + takes > width:
                lines.append([])
                used = 0
            lines[-1].append((item, takes, high))
            used += takes + self._gap
        return lines

    def _arrange(self, rect: QRect) -> None:
        top = rect.y()
        for number, line in enumerate(self._lines(rect.width())):
            if number:
                top += self._line_gap
            height = max((high for _, _, high in line), default=0)
            left = rect.x()
            for item, wide, high in line:
                item.setGeometry(QRect(left, top + (height - high) // 2, wide, high))
                left += wide + self._gap
            top += height
