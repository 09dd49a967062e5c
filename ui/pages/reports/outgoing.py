"""Letting a report go: asked about, written down, then printed or saved, in this order."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial, wraps
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from outreach_app import paths
from outreach_app.errors import Cancelled, KnownError
from outreach_app.reports import leaving, printing
from outreach_app.reports.files import FORMS, Form
from outreach_app.reports.leaving import Leaving, Left
from outreach_app.reports.showing import Overview, Shown
from outreach_app.sharing import stories
from outreach_app.statistics.steps import Progress
from outreach_app.wording import error as worded
from outreach_app.words import say
from outreach_app.work import Done, Work
from ui import printing as printer_room
from ui.dialogs.files import save_file
from ui.page import Context
from ui.pages.reports.leaving import BeforeLeaving, Going
from ui.pages.reports.making import Making
from ui.widgets.notice import Kind, Notice


class Outgoing(QObject):
    """One report on its way. Signal: `said` carries a `Notice` for the page."""

    said = Signal(object)

    def __init__(self, page: QWidget, context: Context) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self._printer: QPrinter | None = None
        self._path: Path | None = None
        self._part: Path | None = None
        self._left: Left | None = None
        # Issuing makes the report anew, which may take as long as making it did.
        self.making = Making("reports.outgoing")
        self._once_more: Callable[[], object] | None = None
        self.making.again.connect(self._after_all)

    def print_(self, shown: Shown, overview: Overview, pages: int) -> None:
        """Ask what is asked before a report leaves, then print it."""
        self._ask(shown, overview, pages, None)

    def save(self, shown: Shown, overview: Overview, pages: int) -> None:
        """Let a place be chosen, ask the same, then save."""
        self._choose_file(shown, partial(self._ask, shown, overview, pages))

    def _ask(self, shown: Shown, overview: Overview, pages: int, path: Path | None) -> None:
        form = _form_of(path)
        saving = path is not None
        dialog = BeforeLeaving(self._page, shown, overview, pages, saving=saving, form=form)
        dialog.decided.connect(partial(self._decided, dialog, shown, path))
        dialog.open()

    def _decided(
        self, dialog: BeforeLeaving, shown: Shown, path: Path | None, going: Going
    ) -> None:
        self._printer = dialog.printer if going.act == "print" else None
        if going.act == "save" and path is None:
            self._choose_file(shown, partial(self._chosen_late, shown, going))
        else:
            self._write_down(shown, going, path)

    def _chosen_late(self, shown: Shown, going: Going, path: Path) -> None:
        leaving = replace(going.leaving, form=_form_of(path))
        self._write_down(shown, replace(going, leaving=leaving), path)

    def _choose_file(self, shown: Shown, then: Callable[[Path], object]) -> None:
        # Neither project nor reader stands in the name, only what a stranger may see.
        stem = "liaison" if shown.wanted.pack == "police" else "statistics"
        suggested = paths.documents_folder() / f"{stem}-{shown.wanted.period.name}.pdf"
        names = (f"{say(f'reports.leaving.kind.{form}')} (*.{form})" for form in FORMS)
        kinds, title = ";;".join(names), say("reports.leaving.choose_file")
        save_file(self._page, title, kinds, suggested, then)

    def _write_down(self, shown: Shown, going: Going, path: Path | None) -> None:
        self._path = path
        self._once_more = partial(self._write_down, shown, going, path)
        command: Callable[[Work, Shown, Leaving], Done[Left]] = leaving.leave
        if going.issues:
            command = _issuing(self.making.begin())

        @wraps(command)  # the trail says by its name what was refused
        def to_disk_first(work: Work, shown: Shown, leaving: Leaving) -> Done[Left]:
            # A disk that takes nothing must not use up what is given out once.
            done = command(work, shown, leaving)
            if path is not None:
                self._part = printing.save_beside(path, done.value.data)
            return done

        self._context.do(
            to_disk_first, shown, going.leaving, then=self._written_down, failed=self._refused
        )

    def _after_all(self) -> None:
        if self._once_more is not None:
            self._once_more()

    def _written_down(self, done: Done[Left]) -> None:
        self.making.let_go()
        self._left = left = done.value
        background = self._context.background
        if self._printer is not None:
            printer_room.send(
                background,
                self._page,
                left.shown.pages,
                self._printer,
                self._printed,
                self._not_printed,
            )
        elif self._path is not None and self._part is not None:
            job, self._part = partial(printing.put, self._part, self._path), None
            background.run(job, self._saved, self._not_saved)

    def _printed(self, pages: int) -> None:
        self._printer = None
        words = say("reports.printed", count=pages, number=self._number())
        self._tell_of("did_not_print", words)

    def _saved(self, _: None) -> None:
        words = "saved" if _form_of(self._path) == "pdf" else "saved_file"
        self._tell_of("did_not_leave", say(f"reports.{words}", number=self._number()))

    def _not_printed(self, error: Exception) -> None:
        self._printer = None
        self._went_wrong(error, say("reports.not_printed"))

    def _not_saved(self, error: Exception) -> None:
        why = worded(error) if isinstance(error, KnownError) else ""
        words = "not_saved" if _form_of(self._path) == "pdf" else "not_saved_file"
        self._went_wrong(error, say(f"reports.{words}"), why)

    def _went_wrong(self, error: Exception, words: str, why: str = "") -> None:
        self._context.do(leaving.stayed, self._number())
        self._say("stop", words, why)
        if not isinstance(error, KnownError):
            self._context.background.trouble.emit(error)

    def _refused(self, error: Exception) -> None:
        if self._part is not None:
            printing.drop(self._part)
            self._part = None
        if isinstance(error, Cancelled):
            return  # its line says so, and the printer is kept for whoever goes on after all
        self._printer = None
        self.making.let_go()
        if isinstance(error, KnownError):
            self._say("stop", worded(error))
        else:
            self._context.background.trouble.emit(error)

    def _tell_of(self, undo: str, words: str) -> None:
        notice = Notice(
            "ok",
            words,
            actions=[(undo, say(f"reports.{undo}"))],
            loud=True,
            closable=True,
            name="reports.said",
        )
        notice.pressed.connect(partial(self._did_not_go, self._number()))
        self.said.emit(notice)

    def _did_not_go(self, number: int, _: str) -> None:
        self._context.do(leaving.stayed, number, then=self._marked)

    def _marked(self, _: object) -> None:
        self._say("info", say("reports.marked"))

    def _say(self, kind: Kind, title: str, text: str = "") -> None:
        self.said.emit(Notice(kind, title, text, loud=True, closable=True, name="reports.said"))

    def _number(self) -> int:
        return self._left.number if self._left is not None else 0


def _issuing(progress: Progress) -> Callable[[Work, Shown, Leaving], Done[Left]]:
    """Return what issues a report and lets it leave, for somebody who may stop it."""

    @wraps(stories.issue_and_leave)
    def issuing(work: Work, shown: Shown, leaving: Leaving) -> Done[Left]:
        return stories.issue_and_leave(work, shown, leaving, progress)

    return issuing


def _form_of(path: Path | None) -> Form:
    """Return the form a file's ending asks for; pages, where it asks for none we know."""
    ending = path.suffix.lower().lstrip(".") if path is not None else ""
    return next((form for form in FORMS if form == ending), "pdf")
