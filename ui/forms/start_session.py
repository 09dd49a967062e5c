"""Starting a session: what, where, with whom. The time is filled in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework.today import TodayView
from outreach_app.words import say
from ui.colleagues import shown_name
from ui.widgets.buttons import button
from ui.widgets.chips_more import ChipsMore
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import show_if
from ui.widgets.many import ManyChips

_EVERYWHERE = "-"
_AREAS = 7


class StartSession(QWidget):
    """Enter begins, wherever the focus is. `name` is the beginning of the objectNames.

    Signals: `wanted` carries kind, area ("" for all over) and colleagues; `cancelled`.
    """

    wanted = Signal(str, str, list)
    cancelled = Signal()

    def __init__(
        self, view: TodayView, me: str, name: str = "today.start", *, may_cancel: bool = True
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        kinds = view.lists["session_type"].choices()
        self.kind = ChipGroup(
            f"{name}.kind",
            say("today.start.kind"),
            [(entry.code, entry.label) for entry in kinds],
        )
        self.kind.set_value(kinds[0].code if kinds else "")
        self.area = ChipsMore(f"{name}.area", say("today.start.area"), say("today.start.more"))
        areas = [entry for entry in view.lists["area"].choices() if entry.code != "unknown"]
        self.area.offer(
            [
                (_EVERYWHERE, say("today.start.no_area")),
                *((entry.code, entry.label) for entry in areas),
            ],
            _AREAS,
        )
        self.area.set_value(_EVERYWHERE)
        others = [
            (code, shown_name(view.names.get(code, code))) for code in view.colleagues if code != me
        ]
        self.who = ManyChips(f"{name}.who", say("today.start.who"), others)
        begin = button(say("today.start.begin"), f"{name}.begin", kind="primary", icon="van_night")
        begin.clicked.connect(self._begin)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            saves = QShortcut(QKeySequence(keys), self)
            saves.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            saves.activated.connect(begin.click)
        cancel = button(say("today.start.cancel"), f"{name}.cancel")
        cancel.clicked.connect(self.cancelled)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8)
        flow.addWidget(begin)
        flow.addWidget(cancel)
        show_if(cancel, may_cancel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(Field(say("today.start.kind"), self.kind, side=True, side_width=50))
        whole.addWidget(Field(say("today.start.area"), self.area, side=True, side_width=50))
        if others:
            whole.addWidget(Field(say("today.start.who"), self.who, side=True, side_width=50))
        whole.addWidget(buttons)

    def take_focus(self) -> None:
        """Focus the first question."""
        self.kind.take_focus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Chips leave Enter alone; buttons take it for themselves.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._begin()
            return
        super().keyPressEvent(event)

    def _begin(self) -> None:
        area = self.area.value()
        self.wanted.emit(
            self.kind.value(), "" if area == _EVERYWHERE else area, list(self.who.value())
        )
