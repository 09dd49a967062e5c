"""Behind a figure: the figures of a report, and the rows one of them is counted from."""

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.errors import KnownError
from outreach_app.reports import days, tracing
from outreach_app.reports.asked import Asked
from outreach_app.reports.document import printed as printed_figure
from outreach_app.reports.traced_rows import TracedRow
from outreach_app.reports.tracing import FigureRow, Traced
from outreach_app.statistics import periods
from outreach_app.statistics.figures import HIDDEN
from outreach_app.wording import error as worded
from outreach_app.words import say
from outreach_app.work import Done
from ui import when
from ui.page import Context, Page
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.listing import Listing
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.rows_model import Column

_FIGURE_WIDTHS: Final = (330, 330, 90, 110)
_ROW_WIDTHS: Final = (150, 380, 150, 110, 80)


class TracePage(Page):
    """Arrives with `asked`, an `Asked`, and perhaps with the `path` of a figure or a `line`.

    A line is looked for in the list, as if its words had been typed. For the lead.
    """

    name = "trace"
    nav = "reports"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._asked: Asked | None = None
        self._path = ""
        self._traced: Traced | None = None
        self._width = "wide"
        self.head = PageHead(self.name, say("month_end.trace.title"), " ")
        self.back = button(say("month_end.trace.back"), "trace.back", icon="previous")
        self.back.clicked.connect(self._back)
        self.back.hide()
        self.head.add_action(self.back)
        self.notice = Notice("private", " ", name="trace.said")
        self.notice.hide()
        self.figures: Listing[FigureRow] = Listing(
            "trace.figures",
            say("month_end.trace.list"),
            self._figure_columns(),
            _FIGURE_WIDTHS,
            hint=say("month_end.trace.filter"),
            foot=say("month_end.trace.foot"),
        )
        self.figures.opened.connect(self._opened)
        self.about = label("", "h2", wrap=True, name="trace.about")
        self.words = label("", wrap=True, name="trace.words")
        self.definition = label("", "muted", wrap=True, name="trace.definition")
        self.rows: Listing[TracedRow] = Listing(
            "trace.rows",
            say("month_end.trace.rows"),
            self._row_columns(),
            _ROW_WIDTHS,
            hint=say("month_end.trace.rows_filter"),
            foot=say("month_end.trace.rows_foot"),
        )
        self.rows.opened.connect(self._open_row)
        behind = QWidget()
        column = QVBoxLayout(behind)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for each in (self.about, self.words, self.definition):
            column.addWidget(each)
        column.addWidget(self.rows, 1)
        self._stack = QStackedWidget()
        for part in (QWidget(), self.figures, behind):
            self._stack.addWidget(part)
        space = current().space
        whole = QVBoxLayout(self)
        whole.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        whole.setSpacing(10)
        whole.addWidget(self.head)
        whole.addWidget(self.notice)
        whole.addWidget(self._stack, 1)

    # arriving

    @override
    def open(self, **where: Any) -> None:
        asked, path = where.get("asked", self._asked), str(where.get("path", ""))
        if not isinstance(asked, Asked):
            asked = self._last_month()
        same = asked == self._asked and self._traced is not None
        # Coming back from a record the rows stand where they stood: nothing is looked at anew.
        line = str(where.get("line", ""))
        if same and not line and (not path or path == self._path):
            self._show_part()
            return
        self._asked, self._path, self._traced = asked, path, None
        self.notice.hide()
        self._stack.setCurrentIndex(0)
        self._title()
        self.figures.filter.setText(say(f"lines.{line}.label") if line else "")
        if path:
            self._look(path)
        else:
            self._list()

    @override
    def compact(self, width_class: str) -> None:
        self._width = width_class
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.definition.setVisible(width_class != "tiny")
        self.figures.compact(width_class)
        self.rows.compact(width_class)

    def _last_month(self) -> Asked:
        now = self.context.desk.clock.now()
        before, _ = periods.months_up_to(when.local_day(now, self.context.desk.zone), 2)
        return Asked(before, now)

    # figures

    def _list(self) -> None:
        if self._asked is not None:
            self.context.ask(
                tracing.figures, self._asked, then=self._show_figures, failed=self._failed
            )

    def _show_figures(self, found: tuple[FigureRow, ...]) -> None:
        self.figures.show_rows(found, empty=(say("month_end.trace.none"), ""))
        self._traced, self._path = None, ""
        self._show_part()
        self.figures.take_focus()

    def _opened(self, row: FigureRow) -> None:
        self._look(row.path)

    def _back(self) -> None:
        self._list()

    # rows

    def _look(self, path: str) -> None:
        if self._asked is not None:
            self._path = path
            self.context.do(tracing.look, self._asked, path, then=self._looked, failed=self._failed)

    def _looked(self, done: Done[Traced]) -> None:
        traced = done.value
        if traced.asked != self._asked or traced.path != self._path:
            return
        self._traced = traced
        self.about.setText(", ".join(filter(None, (traced.line, traced.cell))))
        self.words.setText(figure_words(traced))
        self.definition.setText(traced.definition)
        empty = "cannot" if traced.how == "none" else "none"
        self.rows.show_rows(
            traced.rows,
            empty=(say(f"month_end.trace.{empty}"), say(f"month_end.trace.{empty}_text")),
        )
        self._show_part()
        self.rows.take_focus()

    def _open_row(self, row: TracedRow) -> None:
        if row.page:
            self.go.emit(row.page, dict(row.where))

    # both

    def _show_part(self) -> None:
        behind = self._traced is not None
        self._stack.setCurrentIndex(2 if behind else 1)
        self.back.setVisible(behind)
        self.head.compact(self._width)

    def _title(self) -> None:
        if self._asked is not None:
            moment = days.moment_text(self._asked.as_at, self.context.desk.zone)
            self.head.set_title(
                say("month_end.trace.heading", period=days.period_name(self._asked.period)),
                say("month_end.trace.line", moment=moment),
            )

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self.notice.say(worded(error), say("month_end.trace.not_for_you"))
        self.notice.show()
        self.notice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _figure_columns(self) -> tuple[Column[FigureRow], ...]:
        return (
            Column(say("month_end.changes.line"), lambda row: row.line),
            Column(say("month_end.changes.cell"), lambda row: row.cell),
            Column(
                say("month_end.trace.figure"),
                lambda row: amount(row.figure),
                sort=lambda row: -1 if row.figure is None else row.figure,
                right=True,
            ),
            Column(say("month_end.trace.printed"), lambda row: printed_words(row.printed)),
        )

    def _row_columns(self) -> tuple[Column[TracedRow], ...]:
        today = when.local_day(self.context.desk.clock.now(), self.context.desk.zone)
        return (
            Column(say("month_end.trace.kind"), lambda row: say(f"month_end.kinds.{row.kind}")),
            Column(
                say("month_end.trace.what"),
                lambda row: row.words,
                icon=lambda row: ("lock", "private") if row.restricted else None,
                tone=lambda row: "private" if row.restricted else None,
            ),
            Column(
                say("month_end.trace.day"),
                lambda row: when.near_day(row.on, today) if row.on else "",
                sort=lambda row: row.on.isoformat() if row.on else "",
            ),
            Column(say("month_end.trace.about"), lambda row: row.about),
            Column(
                say("month_end.trace.times"),
                lambda row: amount(row.times),
                sort=lambda row: row.times,
                right=True,
            ),
        )


def amount(figure: float | None) -> str:
    """Say a figure as reports print it; the middle of nothing is none."""
    return say("report.compose.nothing") if figure is None else printed_figure(figure)


def printed_words(printed: float | str | None) -> str:
    """Say what stands on paper."""
    if printed is None:
        return ""
    if isinstance(printed, str):
        return say("month_end.trace.withheld") if printed == HIDDEN else printed
    return printed_figure(printed)


def figure_words(traced: Traced) -> str:
    """Say what the rows come to, and whether that is what was printed or kept."""
    words = {
        "rows": "is",
        "amounts": "is_amounts",
        "people": "is_people",
        "middle": "is_middle",
        "sum": "is_sum",
        "none": "cannot_text",
    }
    figure = amount(traced.figure)
    if traced.figure is None:
        return say("month_end.trace.is_nothing")
    said = [say(f"month_end.trace.{words[traced.how]}", figure=figure, count=f"{traced.total:,}")]
    if traced.total > len(traced.rows):
        said.append(say("month_end.trace.more", count=f"{len(traced.rows):,}"))
    if traced.printed == HIDDEN:
        said.append(say("month_end.trace.hidden"))
    elif traced.printed is not None:
        key = "rounded" if traced.rounded else "differs"
        if traced.printed == traced.figure:
            key = "same"
        said.append(say(f"month_end.trace.{key}", printed=printed_words(traced.printed)))
    if traced.first is not None and traced.first != traced.figure:
        said.append(say("month_end.trace.first_differs", first=amount(traced.first)))
    return " ".join(said)
