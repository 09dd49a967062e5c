"""Stories for funders: each with what keeps it back, read by a second person here."""

from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import staff
from outreach_app.errors import KnownError, NotAllowed
from outreach_app.sharing import stories
from outreach_app.sharing.stories import StoryRow
from outreach_app.wording import error as worded
from outreach_app.words import known, say
from outreach_app.work import Work
from ui.dialogs.ask import Answer, ask
from ui.dialogs.kept_form import unkept_in
from ui.dialogs.story_form import StoryForm
from ui.page import Context, Page, Unkept
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.listing import Listing
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.rows_model import Column
from ui.widgets.scroll import scrolled

_WIDTHS: Final = (520, 300, 120)
_LEAST: Final = 220


class StoriesPage(Page):
    """The list of stories. Enter shows one whole, to be read by a second person."""

    name = "stories"
    nav = "reports"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._names: dict[str, str] = {}
        self.head = PageHead(self.name, say("stories.title"), say("stories.line"))
        self._out = button(say("stories.out"), "stories.out")
        self._out.clicked.connect(self._take_out)
        self._add = button(say("stories.add"), "stories.add", kind="primary", icon="add")
        self._add.clicked.connect(self.add)
        self.head.add_action(self._out)
        self.head.add_action(self._add)
        self.told = Notice("ok", " ", closable=True, name="stories.told")
        self.told.hide()
        self.list: Listing[StoryRow] = Listing(
            "stories",
            say("stories.title"),
            (
                Column(say("stories.column.text"), lambda row: row.text, strong=True),
                Column(say("stories.column.state"), _state),
                Column(
                    say("stories.column.by"),
                    lambda row: self._names.get(row.written_by, row.written_by),
                ),
            ),
            _WIDTHS,
            hint=say("stories.filter"),
            foot=say("stories.foot"),
        )
        self.list.setMinimumHeight(current().px(_LEAST))
        self.list.opened.connect(self._read)
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(8)
        for part in (self.head, self.told):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "stories.scroll"))

    @override
    def open(self, **where: Any) -> None:
        self.told.hide()
        self._load()
        if "draft" in where:
            self.add()

    @override
    def unkept(self) -> Unkept | None:
        return unkept_in(self)

    @override
    def refresh(self, changes: Any) -> None:
        if self.isVisible() and changes.concern("stories", "consents", "people"):
            self._load()

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")
        self.list.compact(width_class)

    def add(self) -> None:
        """Write a story."""
        form = StoryForm(self, self.context)
        form.saved.connect(self._written)
        form.ask()

    def _load(self) -> None:
        self.context.ask(_look, then=self._show, failed=self._failed)

    def _show(self, found: tuple[tuple[StoryRow, ...], dict[str, str]]) -> None:
        rows, self._names = found
        self.list.show_rows(
            [row for row in rows if not row.retired],
            empty=(say("stories.empty"), say("stories.empty_text")),
        )
        self._out.setEnabled(bool(rows))

    def _written(self, _: object) -> None:
        self._tell("ok", say("stories.written"))

    def _read(self, row: StoryRow) -> None:
        if row.approved_by is not None:
            ask(self, say("stories.whole"), row.text, [Answer("close", say("stories.close"))], _no)
            return
        answers = [
            Answer("later", say("stories.later")),
            Answer("read", say("stories.read"), "primary"),
        ]
        ask(self, say("stories.read_title"), row.text, answers, partial(self._answered, row))

    def _answered(self, row: StoryRow, key: str) -> None:
        if key == "read":
            done = partial(self._tell, "ok", say("stories.approved"))
            self.context.do(stories.approve, row.id, then=lambda _: done(), failed=self._failed)

    def _take_out(self) -> None:
        row = self.list.current_row()
        if row is not None:
            done = partial(self._tell, "ok", say("stories.taken_out"))
            self.context.do(stories.retire, row.id, then=lambda _: done(), failed=self._failed)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, NotAllowed):
            self._add.setEnabled(False)
            self._out.setEnabled(False)
        if isinstance(error, KnownError):
            self._tell("stop", worded(error))
        else:
            self.context.background.trouble.emit(error)

    def _tell(self, kind: Any, words: str) -> None:
        self.told.become(kind)
        self.told.show()
        self.told.say(words)


def _no(_: str) -> None:
    """Change nothing: a story that was read is closed again."""


def _state(row: StoryRow) -> str:
    if not row.why:
        return say("stories.ready")
    found = [
        say(f"stories.why.{each}")
        if known(f"stories.why.{each}")
        else say(f"sharing.denied.{each}")
        for each in row.why
    ]
    return "; ".join(found)


def _look(work: Work) -> tuple[tuple[StoryRow, ...], dict[str, str]]:
    return stories.every(work), staff.names(work)
