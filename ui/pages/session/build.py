"""Putting the page together: head, next contact, table, totals, the letters beside them."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from outreach_app.words import say
from ui.page import Context
from ui.pages.session.closing import Closing
from ui.pages.session.grid import NightGrid
from ui.pages.session.letters import LettersPanel
from ui.pages.session.model import NightModel
from ui.pages.session.next_contact import NextContact
from ui.pages.session.starting import Starting
from ui.pages.session.totals import Totals
from ui.theme import current
from ui.widgets.buttons import button, icon_button
from ui.widgets.card import Card, row
from ui.widgets.labels import icon_label, label
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.panel import WithPanel
from ui.widgets.scroll import scrolled

_PANEL: Final = 252


@dataclass(frozen=True)
class Parts:
    """The parts of the page."""

    head: PageHead
    area: QPushButton
    paper: QPushButton
    end: QPushButton
    reopen: QPushButton
    more: QPushButton
    next: NextContact
    model: NightModel
    grid: NightGrid
    totals: Totals
    foot: QWidget
    foot_words: QLabel
    details: Card
    details_words: QLabel
    notice: Notice
    trouble: Notice
    closing: Closing
    starting: Starting
    room: QWidget
    panel: LettersPanel
    beside: WithPanel
    scroll: QScrollArea
    body: QWidget


def parts(page: QWidget, context: Context) -> Parts:
    """Make the parts."""
    head = PageHead("session", " ", " ")
    area = button(say("session.head.change_area"), "session.change_area", icon="place", small=True)
    paper = button(say("session.head.paper"), "session.paper", icon="blank_form", small=True)
    end = button(say("session.head.end_night"), "session.end_it", small=True)
    reopen = button(say("session.head.reopen"), "session.reopen", small=True)
    more = icon_button("more", say("session.head.more_name"), "session.more", small=True)
    for each in (area, paper, end, reopen, more):
        head.add_action(each)
    model = NightModel(context.desk.zone, page)
    foot_words = label("", "small", wrap=True, name="session.foot")
    foot = QWidget()
    line = row(icon_label("night_rule", "ink_muted", 16), foot_words, gap=8)
    line.setStretch(1, 1)
    foot.setLayout(line)
    details = Card(name="session.details")
    details_words = label("", wrap=True, name="session.details.words")
    details.add(details_words)
    details.hide()
    notice = Notice(
        "ok",
        "",
        actions=(("put_back", say("session.next.put_back")),),
        closable=True,
        name="session.notice",
    )
    trouble = Notice("stop", "", loud=True, closable=True, name="session.trouble")
    notice.hide()
    trouble.hide()
    body = QWidget()
    panel = LettersPanel("session.letters")
    scroll = scrolled(body, "session.scroll")
    return Parts(
        head=head,
        area=area,
        paper=paper,
        end=end,
        reopen=reopen,
        more=more,
        next=NextContact(page),
        model=model,
        grid=NightGrid(model),
        totals=Totals("session.totals"),
        foot=foot,
        foot_words=foot_words,
        details=details,
        details_words=details_words,
        notice=notice,
        trouble=trouble,
        closing=Closing(context),
        starting=Starting(context),
        room=QWidget(),
        panel=panel,
        beside=WithPanel(scroll, panel, say("session.letters.more"), wide=_PANEL),
        scroll=scroll,
        body=body,
    )


def lay_out(page: QWidget, made: Parts) -> None:
    """Lay the parts out; all of it stands in one view of 1366 by 700."""
    left, top = current().space("page_left"), current().space("page_top")
    column = QVBoxLayout(made.body)
    column.setContentsMargins(left, top, 14, 8)
    column.setSpacing(8)
    column.addWidget(made.head)
    column.addWidget(made.starting)
    column.addWidget(made.closing)
    column.addWidget(made.trouble)
    column.addWidget(made.notice)
    column.addWidget(made.next)
    column.addWidget(made.grid, 1)
    column.addWidget(made.room, 1)
    column.addWidget(made.details)
    column.addWidget(made.totals)
    column.addWidget(made.foot)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(made.beside)


def compact(made: Parts, width_class: str) -> None:
    """Fit the page to the room there is."""
    tiny = width_class == "tiny"
    made.head.compact(width_class)
    made.head.heading.setVisible(not tiny)
    made.head.line.setVisible(not tiny)
    made.next.compact(width_class)
    made.grid.compact(width_class)
    made.beside.compact(width_class)
    column = made.body.layout()
    if isinstance(column, QVBoxLayout):
        # In the narrowest window the line comes first, and what is needed less often last.
        place = column.count() - 1 if tiny else 0
        if column.indexOf(made.head) != place:
            column.removeWidget(made.head)
            column.insertWidget(place, made.head)
        left = current().space("page_left")
        column.setContentsMargins(left, 4 if tiny else current().space("page_top"), 14, 8)
