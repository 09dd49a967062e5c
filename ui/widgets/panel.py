"""The side panel: context that is never needed to finish. Below 1000 it waits under a button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from outreach_app.words import say
from ui.theme import current, role
from ui.widgets.buttons import button
from ui.widgets.labels import label, show_if
from ui.widgets.scroll import scrolled


class SidePanel(QFrame):
    """A column of context with its own title. Put widgets in with `add`."""

    def __init__(self, name: str, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title or say("shell.side_panel"))
        role(self, "panel")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(16, 12, 14, 12)
        self.body.setSpacing(8)
        self.title = label(title, "h2", wrap=True, name=f"{name}.title")
        show_if(self.title, bool(title))
        self.body.addWidget(self.title)
        self.body.addStretch(1)
        whole.addWidget(scrolled(inner, f"{name}.scroll"))
        self.setMinimumWidth(current().size("side_panel"))
        self.setMaximumWidth(current().size("side_panel"))

    def add(self, widget: QWidget) -> None:
        """Put a widget below what is there."""
        self.body.insertWidget(self.body.count() - 1, widget)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.setAccessibleName(title)


class WithPanel(QWidget):
    """Main column and side panel beside each other; `compact` moves the panel under a button.

    `wide` is the width of the panel at text size 100 where it is not that of all panels.
    """

    def __init__(
        self,
        main: QWidget,
        panel: SidePanel,
        more: str = "",
        parent: QWidget | None = None,
        *,
        wide: int = 0,
    ) -> None:
        super().__init__(parent)
        self._wide = wide
        self.main = main
        self.panel = panel
        self._open = False
        self._narrow = False
        self._wanted = True
        self.more = button(
            more or say("shell.side_panel_more"), f"{panel.objectName()}.more", small=True
        )
        self.more.setCheckable(True)
        self.more.clicked.connect(self._toggle)
        self._strip = QWidget()
        strip = QHBoxLayout(self._strip)
        strip.setContentsMargins(0, 2, 12, 2)
        strip.addStretch(1)
        strip.addWidget(self.more)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self._strip)
        left.addWidget(main, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(panel)
        self.compact("wide")

    def set_more(self, words: str) -> None:
        """Name the button that opens the panel ("More about Marble")."""
        self.more.setText(words)
        self.more.setAccessibleName(words)

    def want_panel(self, *, wanted: bool) -> None:
        """Leave the panel out, and its button, while there is nothing to put into it."""
        self._wanted = wanted
        self._open = self._open and wanted
        self._strip.setVisible(self._narrow and wanted)
        self._show()

    def compact(self, width_class: str) -> None:
        """Show the panel beside the page, or under its button."""
        self._narrow = width_class in {"narrow", "tiny"}
        self._strip.setVisible(self._narrow and self._wanted)
        if not self._narrow:
            self._open = False
        wide = current().px(self._wide) if self._wide else current().size("side_panel")
        self.panel.setMinimumWidth(0 if self._narrow else wide)
        self.panel.setMaximumWidth(16777215 if self._narrow else wide)
        self._show()

    def _toggle(self) -> None:
        self._open = self.more.isChecked()
        self._show()
        if self._open:
            self.panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        self.more.setChecked(self._open)
        show_if(self.panel, self._wanted and (not self._narrow or self._open))
        # As a sheet the panel takes the page's place, so that nothing scrolls sideways.
        show_if(self.main, not self._narrow or not self._open)
        policy = QSizePolicy.Policy.Expanding if self._narrow else QSizePolicy.Policy.Fixed
        self.panel.setSizePolicy(policy, QSizePolicy.Policy.Expanding)
