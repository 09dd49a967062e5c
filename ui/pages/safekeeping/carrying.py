"""Taking a whole file in, and writing everything out: shown first, stoppable, all or nothing."""

from pathlib import Path
from threading import Event
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from outreach_app import paths
from outreach_app.errors import KnownError
from outreach_app.exchange import handing
from outreach_app.exchange.checked import Checked
from outreach_app.exchange.importing import Preview
from outreach_app.wording import lines as worded_lines
from outreach_app.words import known, say
from ui import when
from ui.dialogs.ask import Answer, ask
from ui.dialogs.files import open_file, save_file
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from ui.widgets.notice import Kind, Notice
from ui.widgets.still import StillBar

_LINES: Final = 20


class Carrying(Card):
    """The card with both buttons. Signal: `taken` when a file has come in."""

    taken = Signal()
    _moved = Signal(float, str)

    def __init__(self, context: Context) -> None:
        super().__init__(say("safekeeping.carry.title"), name="safekeeping.carry")
        self._context = context
        self._stop = Event()
        self._checked: Checked | None = None
        self._path: Path | None = None
        self.add(label(say("safekeeping.carry.text"), wrap=True))
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        self._in = button(say("safekeeping.carry.take_in"), "safekeeping.take_in", small=True)
        self._in.clicked.connect(self.choose_in)
        self._out = button(say("safekeeping.carry.write_out"), "safekeeping.write_out", small=True)
        self._out.clicked.connect(self.ask_out)
        flow.addWidget(self._in)
        flow.addWidget(self._out)
        self.add(holder)
        self._bar = StillBar("safekeeping.progress")
        self._stop_button = button(say("safekeeping.carry.stop"), "safekeeping.stop", small=True)
        self._stop_button.clicked.connect(self._stop.set)
        self._stop_button.hide()
        line = row(self._bar, self._stop_button)
        line.setStretch(0, 1)
        self.add(line)
        self.notice = Notice("info", " ", name="safekeeping.carry.notice")
        self.notice.hide()
        self.add(self.notice)
        self._moved.connect(self._show_progress)

    # in

    def choose_in(self) -> None:
        """Let the file be chosen."""
        open_file(
            self, say("safekeeping.carry.choose_in"), say("safekeeping.carry.kinds"), self.look_at
        )

    def look_at(self, path: Path) -> None:
        """Read and check a file, then say what it would bring."""
        self._begin(say("safekeeping.carry.reading"))
        desk, progress = self._context.desk, self._progress
        self._context.background.run(
            lambda: desk.ask(handing.read, path, progress), self._looked_at, self._failed
        )

    def _looked_at(self, found: tuple[Checked, Preview]) -> None:
        self._end()
        checked, preview = found
        self._checked = checked
        dialog = TakeIn(self, self._context, preview)
        dialog.accepted.connect(self._take_in)
        dialog.ask()

    def _take_in(self) -> None:
        checked = self._checked
        if checked is None:
            return
        self._checked = None
        self._begin(say("safekeeping.carry.reading"))
        progress = self._progress
        self._context.do(
            handing.take_in, checked, progress, then=self._taken_in, failed=self._failed
        )

    def _taken_in(self, done: Any) -> None:
        self._end()
        rows = sum(done.value.counts.values())
        self._say("ok", "done", rows=rows)
        self.taken.emit()

    # out

    def ask_out(self) -> None:
        """Say what it means before anything is written."""
        ask(
            self,
            say("safekeeping.carry.ask_out.title"),
            say("safekeeping.carry.ask_out.text"),
            (
                Answer("keep", say("safekeeping.carry.ask_out.keep")),
                Answer("write", say("safekeeping.carry.ask_out.write"), "danger"),
            ),
            self._answered_out,
            safe="keep",
        )

    def _answered_out(self, key: str) -> None:
        if key != "write":
            return
        day = when.local_day(self._context.desk.clock.now(), self._context.desk.zone)
        name = say("safekeeping.carry.file_name", day=day.isoformat())
        save_file(
            self,
            say("safekeeping.carry.choose_out"),
            say("safekeeping.carry.kinds"),
            paths.home_folder() / name,
            self.write_to,
        )

    def write_to(self, path: Path) -> None:
        """Gather everything and write it there."""
        self._path = path
        self._begin(say("safekeeping.carry.gathering"))
        desk, progress = self._context.desk, self._progress

        def job() -> None:
            data = desk.do(handing.gather, progress, path.suffix)
            handing.write(path, data)

        self._context.background.run(job, self._written, self._failed)

    def _written(self, _: object) -> None:
        self._end()
        self._say("caution", "written", name=self._path.name if self._path else "")

    # meanwhile

    def _progress(self, share: float, words: str) -> bool:
        # On the worker thread: the signal carries it over.
        self._moved.emit(share, words)
        return not self._stop.is_set()

    def _show_progress(self, share: float, words: str) -> None:
        if not self._stop_button.isHidden():
            self._bar.wait(words)
            self._bar.progress(share)

    def _begin(self, words: str) -> None:
        self._stop.clear()
        self.notice.hide()
        self._in.setEnabled(False)
        self._out.setEnabled(False)
        self._bar.wait(words)
        self._stop_button.show()

    def _end(self) -> None:
        self._bar.done()
        self._stop_button.hide()
        self._in.setEnabled(True)
        self._out.setEnabled(True)

    def _failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, KnownError):
            self._context.background.trouble.emit(error)
            return
        found = worded_lines(error)
        # How many there are comes last in the list; here it is read first.
        words = "\n".join((*found[-1:], *found[:-1][:_LINES]))
        if len(found) > _LINES + 1:
            words += "\n" + say("safekeeping.carry.refused.more", count=_LINES)
        self._tell("stop", say("safekeeping.carry.refused.title"), words)

    def _say(self, kind: Kind, what: str, **data: object) -> None:
        title = say(f"safekeeping.carry.{what}.title", **data)
        self._tell(kind, title, say(f"safekeeping.carry.{what}.text"))

    def _tell(self, kind: Kind, title: str, text: str) -> None:
        self.notice.become(kind)
        self.notice.say(title, text)
        self.notice.show()
        self.notice.setFocus(Qt.FocusReason.OtherFocusReason)


class TakeIn(SmallForm):
    """What a file would bring; nothing has been written yet."""

    def __init__(self, parent: QWidget, context: Context, preview: Preview) -> None:
        super().__init__(
            parent,
            context,
            "take_in",
            say("safekeeping.carry.preview.title", project=preview.project),
            _about(preview),
            save=say("safekeeping.carry.preview.save"),
            cancel=say("safekeeping.carry.preview.cancel"),
        )
        self.add_widget(label(say("safekeeping.carry.preview.rows"), "label"))
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        shown = [(name, number) for name, number in preview.rows.items() if number]
        for place, (name, number) in enumerate(shown):
            amount = label(f"{number:,}".replace(",", " "))
            grid.addWidget(amount, place, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label(_table(name), wrap=True), place, 1)
        self.add_widget(table)
        for key, names in (("areas", preview.new_areas), ("staff", preview.new_staff)):
            if names:
                words = say(f"safekeeping.carry.preview.{key}", names=", ".join(names))
                self.add_widget(label(words, wrap=True))
        if preview.warnings:
            self.add_widget(label(say("safekeeping.carry.preview.warnings"), "label"))
            for each in preview.warnings[:_LINES]:
                self.add_widget(label(each.line(), "small", wrap=True))
        self.save_button.clicked.disconnect()
        self.save_button.clicked.connect(self.accept)


def _about(preview: Preview) -> str:
    parts = []
    if preview.first_day and preview.last_day:
        first, last = when.full_day(preview.first_day), when.full_day(preview.last_day)
        parts.append(say("safekeeping.carry.preview.days", first=first, last=last))
    if preview.takes_over:
        parts.append(say("safekeeping.carry.preview.takes_over"))
    return " ".join(parts)


def _table(name: str) -> str:
    key = f"safekeeping.table.{name}"
    return say(key) if known(key) else name.replace("_", " ").capitalize()
