"""Help over the window: the guides, opened at the page one is on, searched, and printed."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QTextBrowser, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app import guides
from outreach_app.words import say
from ui import guide_text
from ui.background import Background
from ui.dialogs.print_pages import Printed, print_pages
from ui.keys import KeysDialog
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import row
from ui.widgets.labels import label
from ui.widgets.notice import Notice

_SIZE: Final = (820, 620)
_READABLE: Final = QUrl.ComponentFormattingOption.FullyDecoded
_SMALL: Final = 420
_ROOM: Final = 60


class HelpDialog(QDialog):
    """Shows guides. It holds nothing of any casebook: it may stand over the locked page too."""

    def __init__(self, parent: QWidget, background: Background, place: str) -> None:
        super().__init__(parent.window())
        self.setObjectName("help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(parent.window().windowTitle())
        self.setAccessibleName(say("help.title"))
        self._background = background
        self._guide = ""
        self.resize(
            min(current().px(_SIZE[0]), parent.window().width() - 24),
            min(current().px(_SIZE[1]), parent.window().height() - 24),
        )
        self._build()
        self._place = place
        self._show_guide(guides.split(place)[0])
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_place(self, place: str) -> None:
        """Show a guide from a heading on."""
        guide, heading = guides.split(place)
        self._show_guide(guide)
        found = guide_text.heading_at(self.text.document(), heading)
        bar = self.text.verticalScrollBar()
        if found is not None and heading != guides.title(guide):
            bar.setValue(bar.value() + self.text.cursorRect(found).top())
        else:
            bar.setValue(0)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Where a heading stands is known once the lines have got their width.
        QTimer.singleShot(0, self, self._arrive)

    def _arrive(self) -> None:
        self.show_place(self._place)

    def _build(self) -> None:
        self.which = QComboBox()
        self.which.setObjectName("help.which")
        self.which.setAccessibleName(say("help.which"))
        for guide in guides.GUIDES:
            self.which.addItem(guides.title(guide), guide)
        self.which.activated.connect(self._chosen)
        self.search = QLineEdit()
        self.search.setObjectName("help.search")
        self.search.setPlaceholderText(say("help.search"))
        self.search.setAccessibleName(say("help.search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._typed)
        self.text = QTextBrowser()
        self.text.setObjectName("help.text")
        self.text.setAccessibleName(say("help.title"))
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.anchorClicked.connect(self._follow)
        self.notice = Notice("ok", "", name="help.notice")
        self.notice.hide()
        keys = link(say("help.keys"), "help.keys", icon="shortcuts")
        keys.clicked.connect(lambda: KeysDialog(self).open())
        self.print = button(say("help.print"), "help.print", icon="print")
        self.print.clicked.connect(self._print)
        close = button(say("help.close"), "help.close", kind="primary")
        close.clicked.connect(self.accept)
        for each in (keys, self.print, close):
            each.setAutoDefault(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 14, 20, 12)
        whole.setSpacing(9)
        head = label(say("help.title"), "h2")
        # Where there is hardly room the words are worth more than their title.
        head.setVisible(self.height() > current().px(_SMALL))
        whole.addWidget(head)
        top = row(self.which, self.search)
        top.setStretch(1, 1)
        whole.addLayout(top)
        whole.addWidget(self.text, 1)
        whole.addWidget(self.notice)
        bottom = row(keys, self.print, close)
        bottom.insertStretch(1, 1)
        whole.addLayout(bottom)

    def _show_guide(self, guide: str) -> None:
        if guide != self._guide:
            self._guide = guide
            self._fill(guides.text(guide))
        self.which.setCurrentIndex(self.which.findData(guide))
        self.print.setEnabled(True)

    def _fill(self, markdown: str) -> None:
        room = max(self.width() - current().px(_ROOM) - 40, 120)
        guide_text.lay_out(self.text.document(), markdown, current().font(), room)

    def _chosen(self) -> None:
        self.search.clear()
        self.show_place(self.which.currentData())

    def _typed(self, typed: str) -> None:
        if not typed.strip():
            self.show_place(self.which.currentData())
            return
        self._guide = ""
        self.print.setEnabled(False)
        found = guides.find(typed)
        lines = [
            f"- [{one.section.heading}](<{one.section.place}>) ({guides.title(one.section.guide)})"
            f"\n\n  {one.excerpt}\n"
            for one in found
        ]
        heading = say("help.found", count=len(found)) if found else say("help.nothing")
        self._fill("\n".join((f"{heading}\n", *lines)))
        self.text.verticalScrollBar().setValue(0)

    def _follow(self, where: QUrl) -> None:
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.show_place(f"{where.path()}#{where.fragment(_READABLE)}".rstrip("#"))

    def _print(self) -> None:
        print_pages(self, self._background, guide_text.paper(self._guide), self._printed)

    def _printed(self, how: Printed) -> None:
        if how.trouble or how.pages:
            self.notice.become("stop" if how.trouble else "ok")
            self.notice.say(how.trouble or say("help.printed"))
            self.notice.show()
