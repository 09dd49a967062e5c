"""Help over the window: the guides, opened at the page one is on, searched, printed, saved."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QTextBrowser, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app import guides, paths
from outreach_app.errors import KnownError
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import guide_text
from ui.background import Background
from ui.dialogs.files import save_file
from ui.dialogs.print_pages import Printed, print_pages
from ui.keys import KeysDialog
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import row
from ui.widgets.labels import label
from ui.widgets.notice import Notice

_SIZE: Final = (620, 600)
_READABLE: Final = QUrl.ComponentFormattingOption.FullyDecoded
_SMALL: Final = 420
_ROOM: Final = 60
# Of the edge of the window, and of the bars above and below its pages.
_EDGE: Final = 24
_ITS_OWN: Final = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)


def open_help(parent: QWidget, background: Background, place: str, *, chosen: bool = False) -> None:
    """Show the help beside the work, once; `chosen` is a place that was asked for by its name.

    Whoever follows a guide goes to and fro. F1 brings it back where it was being read; only the
    guide page by page follows to the page one is on.
    """
    found = parent.window().findChild(HelpDialog)
    # One that was closed a moment ago may still be there, on its way out.
    if found is None or found.isHidden():
        found = HelpDialog(parent, background, place)
        found.show()
    elif chosen or found.which.currentData() == guides.split(place)[0]:
        found.show_place(place)
    found.raise_()
    # A tool is not given the keyboard by every desktop; arrows and Esc are for whoever reads.
    found.activateWindow()


class HelpDialog(QDialog):
    """Shows guides. It holds nothing of any casebook: it may stand over the locked page too.

    It stays open while the work goes on, and lets the keys of the window behind it through.
    """

    def __init__(self, parent: QWidget, background: Background, place: str) -> None:
        # A tool beside its window: Qt keeps the window's keys working, Ctrl+L and F9 among them.
        super().__init__(parent.window(), Qt.WindowType.Tool)
        self.setObjectName("help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(parent.window().windowTitle())
        self.setAccessibleName(say("help.title"))
        self._background = background
        self._guide = ""
        self.resize(
            min(current().px(_SIZE[0]), parent.window().width() - _EDGE),
            min(current().px(_SIZE[1]), parent.window().height() - _EDGE),
        )
        self._stand_aside(parent.window())
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

    def _stand_aside(self, window: QWidget) -> None:
        """Stand at the right, so that the page can be read and filled in beside it."""
        corner = window.mapToGlobal(window.rect().topRight())
        down = max((window.height() - self.height()) // 2, 0)
        self.move(corner.x() - self.width() - _EDGE, corner.y() + down)

    @override
    def event(self, event: QEvent) -> bool:
        # Esc, Enter, arrows and letters are meant for the help while it is being read.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_letter = not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
            if is_letter and event.modifiers() in _ITS_OWN:
                event.accept()
        return super().event(event)

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
        self.save = button(say("help.save"), "help.save", icon="pdf")
        self.save.clicked.connect(self._choose_file)
        close = button(say("help.close"), "help.close", kind="primary")
        close.clicked.connect(self.accept)
        for each in (keys, self.print, self.save, close):
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
        bottom = row(keys, self.print, self.save, close)
        bottom.insertStretch(1, 1)
        whole.addLayout(bottom)

    def _show_guide(self, guide: str) -> None:
        if guide != self._guide:
            self._guide = guide
            self._fill(guides.text(guide))
        self.which.setCurrentIndex(self.which.findData(guide))
        self._offer_paper(on=True)

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
        self._offer_paper(on=False)
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

    def _offer_paper(self, *, on: bool) -> None:
        for each in (self.print, self.save):
            each.setEnabled(on)

    def _choose_file(self) -> None:
        """Save a guide as pages: it can be printed elsewhere, or read on another computer."""
        suggested = paths.documents_folder() / "guide.pdf"
        save_file(self, say("help.save_as"), say("help.kinds"), suggested, self._save)

    def _save(self, path: Path) -> None:
        job = partial(_write, path, guide_text.paper(self._guide))
        self._background.run(job, self._saved, self._not_saved)

    def _saved(self, _: None) -> None:
        self._tell(say("help.saved"), well=True)

    def _not_saved(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._tell(worded(error), well=False)
        else:
            self._tell(say("errors.unknown"), well=False)
            self._background.trouble.emit(error)

    def _print(self) -> None:
        print_pages(self, self._background, guide_text.paper(self._guide), self._printed)

    def _printed(self, how: Printed) -> None:
        if how.trouble or how.pages:
            self._tell(how.trouble or say("help.printed"), well=not how.trouble)

    def _tell(self, words: str, *, well: bool) -> None:
        self.notice.become("ok" if well else "stop")
        self.notice.say(words)
        self.notice.show()


def _write(path: Path, data: bytes) -> None:
    # Here, because it brings all of printing with it: the first page is not to wait for that.
    from outreach_app.reports import printing  # noqa: PLC0415 - see above

    printing.save(path, data)
