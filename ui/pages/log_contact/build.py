"""Putting the page together: its cards, its layout, its fields."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from outreach_app.casework.bundles import BundleRow
from outreach_app.casework.contacts import ContactDraft
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui.pages.log_contact import parts, sentence
from ui.pages.log_contact.given import GivenCard
from ui.pages.log_contact.know import KnowPanel
from ui.pages.log_contact.remember import RememberCard
from ui.pages.log_contact.where import WhereCard
from ui.pages.log_contact.who import WhoCard
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import Card
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.filling import filling
from ui.widgets.labels import KeyCaps
from ui.widgets.pagehead import PageHead
from ui.widgets.panel import WithPanel
from ui.widgets.scroll import scrolled

if TYPE_CHECKING:
    from ui.pages.log_contact.page import LogContactPage


class LateCard(Card):
    """Asks why something is typed more than three days later; `reason` is the field."""

    def __init__(self, name: str) -> None:
        super().__init__(
            say("contact.page.late"), say("contact.page.late_note"), name=f"{name}.card_late"
        )
        self.reason = ChipGroup(f"{name}.late_reason", say("contact.page.late"))
        self.frame = parts.Unlabelled(say("contact.page.late"), self.reason)
        self.add(self.frame)
        self.hide()

    def offer(self, lists: Vocabulary) -> None:
        """Offer the reasons of the project's list."""
        self.reason.set_choices(parts.late_reasons(lists))


@dataclass(frozen=True)
class Cards:
    """The parts of the page."""

    top: QWidget
    head: PageHead
    change_time: QPushButton
    who: WhoCard
    late: LateCard
    where: WhereCard
    given: GivenCard
    remember: RememberCard
    panel: KnowPanel
    with_panel: WithPanel
    scroll: QScrollArea
    column: QVBoxLayout
    notices: QVBoxLayout
    cancel: QPushButton
    another: QPushButton
    save: QPushButton


def cards(page: "LogContactPage") -> Generator[None, None, Cards]:
    """Make the parts of the page, and return them; piece by piece, as `InPieces.pieces`."""
    name = page.name
    head = PageHead(name, say("contact.page.title"), " ")
    change = button(say("contact.page.change_time"), f"{name}.change_time", icon="time", small=True)
    head.add_action(change)
    inner = QWidget()
    column = QVBoxLayout(inner)
    panel = KnowPanel(f"{name}.panel")
    scroll = scrolled(inner, f"{name}.scroll")
    yield
    who, where = WhoCard(name, page.looking.search, page.look_alike), WhereCard(name)
    yield
    given = GivenCard(name, page.same_as_last_time)
    yield
    return Cards(
        top=QWidget(),
        head=head,
        change_time=change,
        who=who,
        late=LateCard(name),
        where=where,
        given=given,
        remember=RememberCard(name),
        panel=panel,
        with_panel=WithPanel(scroll, panel, say("contact.know.more")),
        scroll=scroll,
        column=column,
        notices=QVBoxLayout(),
        cancel=link(say("contact.page.cancel"), f"{name}.cancel"),
        another=button(say("contact.page.save_another"), f"{name}.save_another"),
        save=button(say("contact.page.save"), f"{name}.save", kind="primary", icon="agree"),
    )


def lay_out(page: "LogContactPage", made: Cards, form: QWidget) -> Iterator[None]:
    """Lay the parts out: head, then cards with the panel beside them, then the save bar.

    From the outside in and piece by piece: what changes its place is dressed anew.
    """
    left, top = current().space("page_left"), current().space("page_top")
    made.notices.setSpacing(8)
    made.notices.addWidget(page.summary)
    made.notices.addWidget(page.trouble)
    made.column.setContentsMargins(left, 2, 12, 6)
    # A little closer than elsewhere: all four cards stand in one view of 1366 by 700.
    made.column.setSpacing(current().space("s"))
    for each in (made.cancel, made.another, made.save):
        page.savebar.add(each)
    headed = QVBoxLayout(made.top)
    headed.setContentsMargins(left, top, left, 2)
    headed.addWidget(made.head)
    whole = QVBoxLayout(form)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(made.top)
    whole.addWidget(made.with_panel, 1)
    whole.addWidget(page.savebar)
    yield
    made.column.addLayout(made.notices)
    for card in (made.who, made.late, made.where, made.given, made.remember):
        made.column.addWidget(card)
        yield
    made.column.addStretch(1)


def fields(made: Cards) -> Iterator[tuple[str, QWidget, Field | None]]:
    """Return the fields of the form, each with what shows its error."""
    remember = made.remember
    found: Sequence[tuple[str, QWidget, Field | None]] = (
        ("who", made.who.who, None),
        ("person_id", made.who.known, made.who.known_frame),
        ("new_alias", made.who.new.alias, made.who.new_frame),
        ("people", made.who.people, made.who.people_frame),
        ("late_reason", made.late.reason, made.late.frame),
        ("setting", made.where.setting, made.where.setting_frame),
        ("area", made.where.area, made.where.area_frame),
        ("outcome", made.where.outcome, made.where.outcome_frame),
        ("supplies", made.given.supplies, made.given.frame),
        ("note", remember.words, remember.words_frame),
        ("remind", remember.remind, None),
        ("remind_when", remember.remind_when, None),
        ("harm", remember.harm, None),
    )
    yield from found


def compact(made: Cards, width_class: str) -> None:
    """Fit the page to the room there is."""
    tiny = width_class == "tiny"
    # One action has room beside the heading in any window but the narrowest, where the top bar
    # names the page and every line of height counts.
    made.head.compact("wide")
    made.top.setVisible(not tiny)
    made.with_panel.compact(width_class)
    made.another.setVisible(not tiny)
    made.who.compact(width_class)
    made.where.compact(width_class)
    made.given.compact(width_class)
    with_keys = width_class in {"wide", "middle"}
    for card in (made.who, made.where, made.given, made.remember):
        for caps in card.findChildren(KeyCaps):
            caps.setVisible(with_keys)


def offer(cards: Cards, lists: Vocabulary, pack: BundleRow | None) -> None:
    """Offer what the project's lists hold, and its standard pack."""
    with filling(cards.where), filling(cards.given):
        cards.where.offer(lists)
        cards.given.offer(lists, pack)
    cards.late.offer(lists)


def say_what_will_be(cards: Cards, draft: ContactDraft, lists: Vocabulary, zone: tzinfo) -> None:
    """Say what will be saved as it stands, in the panel and with the button that saves it."""
    words = sentence.will_be_saved(draft, lists, zone)
    counts = sentence.counts_as(draft, lists)
    cards.panel.sentence.setText(words)
    cards.panel.counts.setText(counts)
    cards.save.setAccessibleDescription(f"{words} {counts}")
