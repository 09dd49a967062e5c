"""Issuing a report: its figures are kept from then on, and somebody else has looked."""

from collections.abc import Callable
from datetime import tzinfo
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from outreach_app.errors import Cancelled, Problem
from outreach_app.reports import days
from outreach_app.reports.showing import Overview, Shown
from outreach_app.sharing import stories
from outreach_app.words import say
from ui import when
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.pages.reports import saying
from ui.pages.reports.making import Making
from ui.pages.reports.ready import against
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.select import Select

NOBODY: Final = "nobody"


class IssueForm(SmallForm):
    """Asks who looked through the report, says what issuing means, and issues it."""

    def __init__(self, parent: QWidget, context: Context, shown: Shown, overview: Overview) -> None:
        period = days.period_name(shown.wanted.period)
        pack = shown.pack
        super().__init__(
            parent,
            context,
            "reports.issuing",
            say("reports.issuing.title", period=period),
            say("reports.issuing.once" if pack.once else "reports.issuing.text"),
            save=say("reports.issuing.issue", period=period),
        )
        self._shown = shown
        audience = saying.reader(pack)
        zone = context.desk.zone
        line = say(
            "reports.issuing.draft_until",
            audience=audience,
            moment=days.moment_text(shown.as_at, zone),
        )
        self.add_widget(label(line, "muted", wrap=True, name="reports.issuing.figures"))
        if warning := _too_early(shown, overview, zone):
            self.add_widget(label(warning, "caution", wrap=True, name="reports.issuing.early"))
        self.checked_by = Select(
            "reports.issuing.checked_by",
            say("reports.issuing.checked_by"),
            (*overview.colleagues, (NOBODY, say("reports.issuing.nobody"))),
            empty=say("dialogs.choose"),
        )
        self.add("checked_by", Field(say("reports.issuing.checked_by"), self.checked_by))
        self.looked = QCheckBox(say("reports.leaving.looked"))
        self.looked.setObjectName("reports.issuing.looked")
        self.looked.setAccessibleName(say("reports.leaving.looked"))
        if shown.needs_look:
            found = label(against(shown), "error", wrap=True)
            found.setObjectName("reports.issuing.found")
            self.add_widget(found)
            self.add("looked", Field("", self.looked))
        self.making = Making("reports.issuing")
        self.making.again.connect(self.save)
        # What has just come has its height only once it is drawn.
        self.making.came.connect(lambda: QTimer.singleShot(0, self, self.fit))
        self.add_widget(self.making)
        self.check = self._problems
        self.command = self._command

    def _problems(self) -> tuple[Problem, ...]:
        found = []
        if self._shown.needs_look and not self.looked.isChecked():
            found.append(Problem("looked", "required"))
        if not self.checked_by.value():
            found.append(Problem("checked_by", "required"))
        return tuple(found)

    def _command(self) -> Callable[[Any], Any]:
        shown, who = self._shown, self.checked_by.value()
        checked_by = None if who == NOBODY else who
        looked = self.looked.isChecked()
        progress = self.making.begin()
        return lambda work: stories.issue(work, shown, checked_by, looked=looked, progress=progress)

    @override
    def reject(self) -> None:
        """Stop what is being issued; else close."""
        if self.making.waiting:
            self.making.stop()
        else:
            super().reject()

    @override
    def _was_not_saved(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self.save_button.setEnabled(True)
            return
        self.making.let_go()
        super()._was_not_saved(error)


def _too_early(shown: Shown, overview: Overview, zone: tzinfo) -> str:
    """Warn of figures that are issued before everything could be typed."""
    if overview.today <= shown.wanted.period.last:
        return say("reports.issuing.running")
    if shown.as_at < shown.due:
        day = when.plain_day(when.local_day(shown.due, zone), overview.today)
        return say("reports.issuing.due_later", day=day)
    return ""
