"""The last look at a copy before it goes: every page of it, then a printer or files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app import paths
from outreach_app.errors import KnownError
from outreach_app.sharing import own_copy
from outreach_app.sharing.asking import Denied
from outreach_app.sharing.own_copy import Prepared
from outreach_app.sharing.releasing import NotAsShown, Released
from outreach_app.wording import error as worded
from outreach_app.words import known, say
from ui.covering import cover
from ui.dialogs.files import save_file
from ui.letting_go import PRINTED, SAVED, LettingGo
from ui.page import Context
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.pdf_pages import PdfPages
from ui.widgets.savebar import SaveBar


class LastLook(QWidget):
    """Signals: `back` to the parts; `stale` carries why it has to be looked through again."""

    back = Signal()
    stale = Signal(str)

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__()
        self.setObjectName("own_review.look")
        self._page = page
        self._context = context
        self._prepared: Prepared | None = None
        self._going = LettingGo(page, context)
        self._going.went.connect(self._went)
        self._going.failed.connect(self._broke)
        self._going.called_off.connect(self._called_off)
        self.notice = Notice("info", " ", name="own_review.notice")
        self.notice.hide()
        self._covered = label(say("own_copy.page.covered"), wrap=True, name="own_review.covered")
        self.pages = PdfPages("own_review")
        self.pages.setMinimumHeight(current().px(260))
        back = link(say("own_copy.look.back"), "own_review.parts", icon="previous")
        back.clicked.connect(self.back)
        self._save = button(say("own_copy.look.save"), "own_review.save", icon="pdf")
        self._save.clicked.connect(self.save)
        self._print = button(
            say("own_copy.look.print"), "own_review.print", kind="primary", icon="print"
        )
        self._print.clicked.connect(self.print)
        self.savebar = SaveBar("own_review.savebar")
        for each in (back, self._save, self._print):
            self.savebar.add(each)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.print)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        for part in (self.notice, self._covered):
            whole.addWidget(part)
        whole.addWidget(self.pages, 1)
        whole.addWidget(self.savebar)

    def show_prepared(self, prepared: Prepared) -> None:
        """Show a copy, or why there is none."""
        self._prepared = prepared
        self.notice.hide()
        if prepared.reasons:
            why = " ".join(_why(each) for each in prepared.reasons)
            self._say("private", say("own_copy.look.not_yet"), why)
        self._draw()

    def draw_again(self) -> None:
        """Cover the pages, or show them, as names are."""
        self._draw()

    def forget(self) -> None:
        """Let go of what is shown."""
        self._prepared = None
        self.pages.forget()
        self.notice.hide()

    def print(self) -> None:
        """Ask on which printer, let it go, print it."""
        prepared = self._ready()
        if prepared is not None:
            self._print.setEnabled(False)
            self._going.print_by(self._letting_go(prepared, PRINTED))

    def save(self) -> None:
        """Ask where the files shall lie, let them go, write them."""
        prepared = self._ready()
        if prepared is None or prepared.file is None:
            return

        def chosen(path: Path) -> None:
            self._going.save_by(self._letting_go(prepared, SAVED), path)

        name = say("own_copy.file_name", reference=prepared.file.parcel.reference)
        save_file(
            self._page,
            say("own_copy.look.where"),
            say("own_copy.kinds"),
            paths.documents_folder() / name,
            chosen,
        )

    def _letting_go(self, prepared: Prepared, way: str) -> Callable[[Any], Any]:
        return lambda work: own_copy.release(work, prepared, way)

    def _ready(self) -> Prepared | None:
        found = self._prepared
        return found if found is not None and found.may_leave else None

    def _draw(self) -> None:
        prepared = self._prepared
        preview = prepared.preview if prepared is not None else None
        fine = prepared is not None and prepared.may_leave
        self._covered.setVisible(cover().on and preview is not None)
        self.pages.setVisible(preview is not None and not cover().on)
        if preview is not None and not cover().on:
            self.pages.show_pages(preview.parcel.data, preview.parcel.text)
        else:
            self.pages.forget()
        for each in (self._save, self._print):
            each.setEnabled(fine)

    def _went(self, answer: object) -> None:
        if isinstance(answer, Denied):
            self._say("stop", say("own_copy.look.not_yet"), _why(answer.reasons[0]))
        elif isinstance(answer, Released):
            self._prepared = None
            self._draw()
            words = say(f"own_copy.look.{self._going.way}", entry=answer.number)
            self._say("ok", words, say("own_copy.look.after"))
            self.notice.setFocus()

    def _called_off(self, why: str) -> None:
        self._draw()
        if why:
            self._say("stop", why)

    def _broke(self, error: Exception) -> None:
        if isinstance(error, NotAsShown):
            self.stale.emit(say("own_copy.look.changed"))
        elif isinstance(error, KnownError):
            self.stale.emit(say("own_copy.look.stayed", why=worded(error)))
        else:
            self._context.background.trouble.emit(error)

    def _say(self, kind: Any, title: str, text: str = "") -> None:
        self.notice.become(kind)
        self.notice.say(title, text)
        self.notice.show()


def _why(reason: str) -> str:
    key = f"own_copy.why.{reason}"
    return say(key) if known(key) else say(f"sharing.denied.{reason}")
