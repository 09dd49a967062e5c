"""What stands in a pack, in order: chosen with keys or mouse, moved, changed, taken out."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.statistics.packs import Section, Tile
from outreach_app.words import say
from ui.pages.pack.contents import GROUPS, Contents, Group, words_of
from ui.pages.pack.part_form import PartForm
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label

_PLACE: Final = Qt.ItemDataRole.UserRole
_HIGH: Final = 170


class PartsCard(Card):
    """The list of parts and, below it, the part chosen. Signal: `changed`.

    Alt and an arrow key move a part, Delete takes it out; it can be dragged as well. A part keeps
    to its group: headlines, then tables and bars, then the lines of the twelve months.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(say("packs.parts.title"), name="pack.parts")
        self.contents = Contents()
        self._known: Mapping[str, str] = {}
        self._rows: Mapping[str, tuple[tuple[str, str], ...]] = {}
        self._shown: list[tuple[Group, int]] = []
        self._quiet = False
        self.list = QListWidget()
        self.list.setObjectName("pack.parts.list")
        self.list.setAccessibleName(say("packs.parts.title"))
        self.list.setAccessibleDescription(say("packs.parts.keys"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setFixedHeight(current().px(_HIGH))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._chosen)
        self.list.model().rowsMoved.connect(self._dragged)
        self.list.installEventFilter(self)
        self.up = button(say("packs.parts.up"), "pack.parts.up", small=True, icon="page_up")
        self.down = button(say("packs.parts.down"), "pack.parts.down", small=True, icon="page_down")
        self.out = button(say("packs.parts.out"), "pack.parts.out", small=True, icon="remove")
        self.up.clicked.connect(lambda: self.move_part(-1))
        self.down.clicked.connect(lambda: self.move_part(1))
        self.out.clicked.connect(self.take_out)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=6)
        for each in (self.up, self.down, self.out):
            flow.addWidget(each)
        self._empty = label(say("packs.parts.empty"), "muted", wrap=True, name="pack.parts.none")
        self.form = PartForm()
        self.form.changed.connect(self._part_changed)
        self.form.named.connect(self._named)
        whole = QVBoxLayout()
        whole.setSpacing(8)
        for part in (self.list, self._empty, buttons, self.form):
            whole.addWidget(part)
        self.add(whole)
        self.body.addStretch(1)

    def show_contents(
        self,
        contents: Contents,
        known: Mapping[str, str],
        rows: Mapping[str, tuple[tuple[str, str], ...]],
    ) -> None:
        """Show the parts of a pack; `known` and `rows` are the program's words by path."""
        self._known, self._rows = known, rows
        self.put(contents, None)

    def put(self, contents: Contents, chosen: tuple[Group, int] | None) -> None:
        """Show other contents, with the cursor on one part, or where it was."""
        before = self.chosen()
        self.contents = contents
        self._shown = [(group, at) for group in GROUPS for at in range(len(contents.of(group)))]
        self._quiet = True
        self.list.clear()
        for group, at in self._shown:
            item = QListWidgetItem(words_of(contents, group, at, self._known))
            item.setData(_PLACE, (group, at))
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            self.list.addItem(item)
        wanted = chosen or before
        if wanted in self._shown:
            self.list.setCurrentRow(self._shown.index(wanted))
        elif self._shown:
            self.list.setCurrentRow(min(max(self.list.currentRow(), 0), len(self._shown) - 1))
        self._quiet = False
        self.list.setVisible(bool(self._shown))
        self._empty.setVisible(not self._shown)
        self._chosen()

    def chosen(self) -> tuple[Group, int] | None:
        """Return the group and the place of the part the cursor is on."""
        at = self.list.currentRow()
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def move_part(self, by: int) -> None:
        """Move the chosen part up or down among its own kind."""
        here = self.chosen()
        if here is not None:
            contents, at = self.contents.moved(here[0], here[1], by)
            self.put(contents, (here[0], at))
            self.changed.emit()

    def take_out(self) -> None:
        """Take the chosen part out of the pack."""
        here = self.chosen()
        if here is not None:
            group, at = here
            contents = self.contents.without(group, at)
            left = len(contents.of(group))
            self.put(contents, (group, min(at, left - 1)) if left else None)
            self.changed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.list or not isinstance(event, QKeyEvent):
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_part(-1 if event.key() == Qt.Key.Key_Up else 1)
            return True
        if event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.take_out()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.form.take_focus()
            return True
        return False

    def _chosen(self, *_: Any) -> None:
        if self._quiet:
            return
        here = self.chosen()
        for each in (self.up, self.down, self.out):
            each.setEnabled(here is not None)
        part = self.contents.of(here[0])[here[1]] if here else None
        labels = self.contents.labels or {}
        if isinstance(part, Section):
            rows = tuple((path, self._known.get(path, path)) for path in part.rows)
            self.form.show_part(part, rows or self._rows.get(part.table, ()), labels)
        else:
            self.form.show_part(part if isinstance(part, Tile) else None, (), labels)
        if here:
            self.up.setEnabled(here[1] > 0)
            self.down.setEnabled(here[1] < len(self.contents.of(here[0])) - 1)

    def _part_changed(self, part: Tile | Section) -> None:
        here = self.chosen()
        if here is None:
            return
        group, at = here
        self.contents = self.contents.changed(group, at, part)
        item = self.list.currentItem()
        if item is not None:
            item.setText(words_of(self.contents, group, at, self._known))
        self._chosen()
        self.changed.emit()

    def _named(self, path: str, words: str) -> None:
        self.contents = self.contents.named(path, words)
        self._chosen()
        self.changed.emit()

    def _dragged(self, *_: Any) -> None:
        """Take the order over from where the rows lie now; each keeps to its group."""
        places = [self.list.item(at).data(_PLACE) for at in range(self.list.count())]
        current_item = self.list.currentItem()
        kept = tuple(current_item.data(_PLACE)) if current_item is not None else None
        contents = self.contents
        for group in GROUPS:
            order = [at for name, at in places if name == group]
            contents = contents.ordered(group, order)
        now = None
        if kept is not None:
            order = [at for name, at in places if name == kept[0]]
            now = (kept[0], order.index(kept[1]))
        # Qt is still in the middle of the move.
        self._later(contents, now)

    def _later(self, contents: Contents, now: tuple[Group, int] | None) -> None:
        def put() -> None:
            self.put(contents, now)
            self.changed.emit()

        QTimer.singleShot(0, self, put)
