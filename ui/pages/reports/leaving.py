"""Before a report leaves the project: who receives it, how it goes, what was checked by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from outreach_app.reports import days
from outreach_app.reports.files import Form
from outreach_app.reports.leaving import INSIDE, WAYS, Leaving, receivers
from outreach_app.reports.showing import Overview, Shown
from outreach_app.words import say
from ui import printing
from ui.pages.reports import saying
from ui.pages.reports.ready import against
from ui.theme import current, put_icon, put_status, role
from ui.widgets.buttons import button, link
from ui.widgets.card import row
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import icon_label, label
from ui.widgets.scroll import scrolled
from ui.widgets.select import Select

Act = Literal["print", "save"]
NOBODY: Final = "nobody"
_FILES_FIRST: Final = ("file", "sent", "kept", "handed", "posted")


@dataclass(frozen=True, slots=True)
class Going:
    """What was decided: printed or saved, the answers, whether it is issued by this."""

    act: Act
    leaving: Leaving
    issues: bool


class BeforeLeaving(QDialog):
    """Signal: `decided` carries a `Going`; closing it lets nothing leave.

    `pages` is how many there are; with `saving` a file was chosen already, of `form`, and nothing
    is printed. The window title stays the neutral one.
    """

    decided = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        shown: Shown,
        overview: Overview,
        pages: int,
        *,
        saving: bool,
        form: Form = "pdf",
    ) -> None:
        super().__init__(parent.window())
        self.setObjectName("reports.leaving")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(parent.window().windowTitle())
        self.setAccessibleName(say("reports.leaving.title"))
        self._shown, self._pages, self._saving = shown, pages, saving
        self._form = form
        self._pack = shown.pack
        self._printers = () if saving else printing.printers()
        self._printer = printing.printer_named(self._printers[0]) if self._printers else None
        self._colleagues = overview.colleagues
        inner = QWidget()
        self._body = QVBoxLayout(inner)
        self._body.setContentsMargins(24, 20, 24, 8)
        self._body.setSpacing(12)
        self._build()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 16)
        whole.addWidget(scrolled(inner, "reports.leaving.scroll"), 1)
        whole.addWidget(self._buttons())
        self._answered()
        width = min(current().size("dialog_width"), parent.window().width() - 40)
        height = self._body.totalHeightForWidth(width) + current().px(76)
        self.resize(width, min(height, parent.window().height() - 30))
        self._main().setFocus()

    @property
    def printer(self) -> QPrinter | None:
        """The printer chosen."""
        return self._printer

    # building

    def _build(self) -> None:
        title = row(
            icon_label("pdf" if self._saving else "print", "accent", 22),
            label(say("reports.leaving.title"), "h1", wrap=True, name="reports.leaving.title"),
            gap=12,
        )
        title.setStretch(1, 1)
        self._body.addLayout(title)
        line = say(
            "reports.leaving.line" if self._form == "pdf" else f"reports.leaving.as_{self._form}",
            count=self._pages,
            title=self._name(),
        )
        self._body.addWidget(label(line, "muted", wrap=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._body.addLayout(self._grid)
        self.receiver = Select(
            "reports.leaving.receiver", say("reports.leaving.receiver"), self._receivers()
        )
        self.receiver.currentIndexChanged.connect(self._answered)
        self.way = Select(
            "reports.leaving.way",
            say("reports.leaving.way"),
            [(way, say(f"reports.leaving.ways.{way}")) for way in self._ways()],
        )
        self.way.set_value(self._ways()[0])
        self.checked_by = Select("reports.leaving.checked_by", say("reports.leaving.checked_by"))
        self._put(0, Field(say("reports.leaving.receiver"), self.receiver))
        self._put(1, Field(say("reports.leaving.way"), self.way))
        self._checked_field = Field(say("reports.leaving.checked_by"), self.checked_by)
        self._put(2, self._checked_field)
        if self._printers:
            self._put(3, self._printer_field())
            more = link(say("reports.leaving.printer_more"), "reports.leaving.printer_more")
            more.clicked.connect(self._printer_settings)
            self._put(5, more)
        self._body.addWidget(self._checks())
        self._looked = QCheckBox(say("reports.leaving.looked"))
        self._looked.setObjectName("reports.leaving.looked")
        self._looked_field = Field("", self._looked)
        self._looked.setAccessibleName(say("reports.leaving.looked"))
        self._body.addWidget(self._looked_field)
        self._looked_field.setVisible(self._shown.needs_look)
        if not self._saving and not self._printers:
            none = label(say("reports.leaving.no_printer"), wrap=True)
            none.setObjectName("reports.leaving.no_printer")
            self._body.addWidget(none)
        self._written = label("", wrap=True, name="reports.leaving.written")
        last = row(icon_label("register", "ink_muted", 18), self._written, gap=10)
        last.setStretch(1, 1)
        self._body.addLayout(last)
        self._body.addStretch(1)

    def _ways(self) -> Sequence[str]:
        """Return how it may go, the likeliest first: what is made here is paper or a plain file."""
        return sorted(WAYS, key=_FILES_FIRST.index) if self._saving else WAYS

    def _put(self, number: int, field: QWidget) -> None:
        if current().breakpoint(self._room()) == "tiny":
            self._grid.addWidget(field, number, 0, 1, 2)
        else:
            self._grid.addWidget(field, number // 2, number % 2)

    def _room(self) -> int:
        above = self.parentWidget()
        return above.window().width() if above is not None else self.width()

    def _printer_field(self) -> QWidget:
        self._printer_choice = Select(
            "reports.leaving.printer",
            say("reports.leaving.printer"),
            [(name, name) for name in self._printers],
        )
        self._printer_choice.currentIndexChanged.connect(self._other_printer)
        return Field(say("reports.leaving.printer"), self._printer_choice)

    def _checks(self) -> QFrame:
        frame = QFrame()
        role(frame, "well")
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 8, 12, 8)
        fine = not self._shown.needs_look
        lines = [
            (fine, say("reports.ready.clean") if fine else against(self._shown)),
            (
                True,
                say(f"reports.leaving.{'hidden' if self._pack.protected else 'exact'}"),
            ),
            (True, say("reports.leaving.metadata")),
        ]
        for fine, words in lines:
            icon = icon_label("agree", "ok", 16)
            if fine:
                put_status(icon, "need_met", 16)
            else:
                put_icon(icon, "error", "stop", 16)
            column.addLayout(_line(icon, words))
        if self._saving:
            warned = icon_label("note", "caution", 16)
            column.addLayout(_line(warned, say("reports.leaving.plain_file")))
        return frame

    def _buttons(self) -> QWidget:
        held = QWidget()
        self._cancel = button(say("reports.leaving.cancel"), "reports.leaving.cancel")
        self._cancel.clicked.connect(self.reject)
        self._save = button("", "reports.leaving.save", icon="pdf")
        self._save.clicked.connect(partial(self._decide, "save"))
        self._print = button("", "reports.leaving.print", icon="print", kind="primary")
        self._print.clicked.connect(partial(self._decide, "print"))
        if current().breakpoint(self._room()) == "tiny":
            inner = QWidget()
            flow = FlowLayout(inner, gap=9)
            for each in (self._cancel, self._save, self._print):
                flow.addWidget(each)
            line = row(inner)
        else:
            line = row(self._cancel, 1, self._save, self._print, gap=9)
        line.setContentsMargins(24, 4, 24, 0)
        held.setLayout(line)
        self._print.setVisible(bool(self._printers))
        if not self._printers:
            role(self._save, "primary")
            put_icon(self._save, "pdf", "on_accent", 16)
        return held

    # what happens

    def issues(self) -> bool:
        """Tell whether these answers issue the report."""
        return self._shown.issued is None and self.receiver.value() != INSIDE

    def _main(self) -> QWidget:
        return self._print if self._printers else self._save

    def _name(self) -> str:
        shown = self._shown
        period = days.period_name(shown.wanted.period)
        return ", ".join((shown.title, period, shown.mark.lower()))

    def _receivers(self) -> list[tuple[str, str]]:
        issued = self._shown.issued is not None
        found = []
        for code in receivers(self._pack, issued=issued):
            words = f"reports.leaving.receivers.{code}"
            if code == "audience":
                found.append((code, saying.reader(self._pack)))
                continue
            if code == INSIDE and self._pack.protected and not issued:
                words += "_draft"
            found.append((code, say(words)))
        return found

    def _answered(self) -> None:
        """Let buttons and questions say what these answers lead to."""
        issues = self.issues()
        self._checked_field.clear_error()
        others: Sequence[tuple[str, str]] = self._colleagues
        if issues:
            others = (*others, (NOBODY, say("reports.issuing.nobody")))
        chosen = self.checked_by.value()
        self.checked_by.set_empty(
            say("dialogs.choose" if issues else "reports.leaving.not_checked")
        )
        self.checked_by.set_choices(others)
        self.checked_by.set_value(chosen)
        once = "issues_once" if self._pack.once else "issues"
        parts = [say(f"reports.leaving.{once}")] if issues else []
        self._written.setText(" ".join((*parts, say("reports.leaving.written"))))
        words = say(f"reports.leaving.{'issue_and_' if issues else ''}print", count=self._pages)
        self._print.setText(words)
        self._print.setAccessibleName(words)
        saving = "issue_and_save" if issues else ("save_instead" if self._printers else "save")
        if self._form != "pdf":
            saving += "_file"
        self._save.setText(say(f"reports.leaving.{saving}"))
        self._save.setAccessibleName(say(f"reports.leaving.{saving}"))

    def _decide(self, act: Act) -> None:
        self._looked_field.clear_error()
        self._checked_field.clear_error()
        if self._shown.needs_look and not self._looked.isChecked():
            self._looked_field.set_error(say("reports.leaving.looked_needed"))
            self._looked_field.take_focus()
            return
        if self.issues() and not self.checked_by.value():
            self._checked_field.set_error(say("reports.leaving.checked_needed"))
            self._checked_field.take_focus()
            return
        checked = self.checked_by.value()
        leaving = Leaving(
            receiver=self.receiver.value(),
            way=self.way.value(),
            checked_by=None if checked in ("", NOBODY) else checked,
            looked=self._looked.isChecked(),
            form=self._form if act == "save" else "pdf",
        )
        going = Going(act, leaving, self.issues())
        self.accept()
        self.decided.emit(going)

    def _other_printer(self) -> None:
        self._printer = printing.printer_named(self._printer_choice.value())

    def _printer_settings(self) -> None:
        if self._printer is not None:
            dialog = QPrintDialog(self._printer, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.setWindowTitle(self.windowTitle())
            QDialog.open(dialog)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            for each in (self._cancel, self._save, self._print):
                if each.hasFocus():
                    each.click()
                    break
            return
        super().keyPressEvent(event)


def _line(icon: QLabel, words: str) -> QHBoxLayout:
    made = row(icon, label(words, wrap=True), gap=10)
    made.setStretch(1, 1)
    return made
