"""The next contact: names to press, a line to type, and at once what it says."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from outreach_app.casework.night_page import NightView
from outreach_app.casework.nightline import AREA, NAMED, Choice, Doubt, Line
from outreach_app.words import say
from ui.pages.session import meant, reading
from ui.pages.session.echo import Echo
from ui.pages.session.meant import MeantList, Offer
from ui.pages.session.names import NOBODY, NameChips
from ui.pages.session.quick_line import QuickLine
from ui.pages.session.reading import Reading
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import label, rule
from ui.widgets.notice import Notice, announce

_TILES = 8


class NextContact(Card):
    """Signals: `changed` after every sign; `wanted` when the line is to be saved.

    `again`, `undo` and `redo` are about the last line; `down` goes to the table, `letters` shows
    them; `alike` carries a part for which names like it are looked for.
    """

    changed = Signal()
    wanted = Signal()
    again = Signal()
    undo = Signal()
    redo = Signal()
    down = Signal()
    letters = Signal()
    alike = Signal(str)

    def __init__(self, page: QWidget) -> None:
        super().__init__(say("session.next.title"), say("session.next.note"), name="session.next")
        self.reading = Reading()
        self.line = QuickLine("session.line")
        self.echo = Echo("session.echo")
        self.who = NameChips("session.who")
        self.meant = MeantList(page)
        self.add_button = button(
            say("session.next.add"), "session.add", kind="primary", icon="enter"
        )
        self.repeat = button(say("session.next.again"), "session.again", icon="repeat", small=True)
        self.state = label("", "small", name="session.state")
        self.doubt = Notice(
            "stop", "", actions=(("letters", say("session.doubt.letters")),), name="session.doubt"
        )
        self._view: NightView | None = None
        self._parsed = Line(empty=True)
        self._alike: tuple[str, tuple[Choice, ...]] = ("", ())
        self._asked_alike = ""
        self._packs = row(gap=6)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        self.body.setSpacing(7)
        self._line_between = rule(upright=True)
        self._buttons = QWidget()
        buttons = row(self._line_between, self._packs, self.repeat, 1, gap=6)
        self._buttons.setLayout(buttons)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(6)
        self._top.addWidget(self.who, 1)
        self._top.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignTop)
        self.add(self._top)
        line = row(self.line, self.add_button, gap=6)
        line.setStretch(0, 1)
        self.add(line)
        below = row(gap=8)
        below.addWidget(self.echo, 1)
        below.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add(below)
        self.add(self.doubt)
        self.doubt.hide()

    def _wire(self) -> None:
        self.line.textChanged.connect(self._typed)
        self.line.cursorPositionChanged.connect(self._look_below)
        self.line.entered.connect(self.enter)
        self.line.moved.connect(self.meant.move_by)
        self.line.closed.connect(self.put_list_away)
        self.line.again.connect(self.again)
        self.line.down.connect(self.down)
        self.line.undo_wanted.connect(self.undo)
        self.line.redo_wanted.connect(self.redo)
        self.meant.picked.connect(self._pick)
        self.add_button.clicked.connect(self.enter)
        self.repeat.clicked.connect(self.again)
        self.who.chosen.connect(self._name_pressed)
        self.who.find_wanted.connect(self._find)
        self.doubt.pressed.connect(lambda _: self.letters.emit())

    # what is shown

    def show_view(self, view: NightView) -> None:
        """Use the letters, people and areas that hold now."""
        self._view = view
        self.reading.about(view)
        self._offer_names()
        self._offer_packs(view)
        self._typed()

    def compact(self, width_class: str) -> None:
        """Put the buttons below the names, or leave the names to the line."""
        upright = width_class in {"narrow", "tiny"}
        tiny = width_class == "tiny"
        self._top.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )
        self._line_between.setVisible(not upright)
        self.who.setVisible(not tiny)
        self._buttons.setVisible(not tiny)
        self.title.setVisible(not tiny)
        self.note.setVisible(not upright)

    def say_state(self, words: str, *, aloud: bool = False) -> None:
        """Say how the line stands, at its right; `aloud` lets a screen reader speak it."""
        self.state.setText(words)
        self.state.setAccessibleName(words)
        if aloud:
            announce(self.state)

    def _offer_names(self) -> None:
        if self._view is None:
            return
        table = self._view.table
        self.who.offer(table.tiles[:_TILES], self._view.care, table.lists["risk_flag"])
        person = self._parsed.person
        self.who.set_value(person.key if person is not None else NOBODY)

    def _offer_packs(self, view: NightView) -> None:
        clear(self._packs)
        for pack in view.table.packs[:2]:
            if pack.letter:
                made = button(pack.label, f"session.pack.{pack.code}", icon="pack", small=True)
                made.clicked.connect(self._pressing(pack.letter))
                self._packs.addWidget(made)

    def _pressing(self, letter: str) -> Callable[[], None]:
        def press() -> None:
            self.put(self.reading.with_letter(self.line.text(), letter))

        return press

    # what stands in the line

    @property
    def parsed(self) -> Line:
        """What the line says now."""
        return self._parsed

    def text(self) -> str:
        """Return the line as it is typed."""
        return self.line.text()

    def put(self, text: str) -> None:
        """Put a text into the line and go on typing behind it."""
        self.line.put(text)

    def fresh(self) -> None:
        """Be ready for the next one."""
        self.reading.new = {}
        self.line.fresh()
        self.doubt.hide()
        self.meant.hide()

    def take_focus(self) -> None:
        """Focus the line."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        self._parsed = self.reading.parse(self.line.text())
        settled = self.reading.settled(self.line.text(), self._parsed.doubts)
        if self._view is not None:
            table = self._view.table
            face = self.reading.new_face(self.line.text())
            self.echo.show_line(
                self._parsed,
                table.lists,
                table.session.area or "unknown",
                settled,
                new=face is not None,
            )
            self._offer_names()
        if not self.doubt.isHidden():
            self._say_doubts(self._parsed.doubts)
        self._look_below()
        self.changed.emit()

    def enter(self) -> None:
        """Hear Enter: take what the list offers, say what is in doubt, or want the line saved."""
        offer = self.meant.chosen()
        if offer is not None:
            self._pick(offer)
            return
        if self._parsed.empty:
            self.take_focus()
            return
        if self._parsed.doubts:
            self._say_doubts(self._parsed.doubts)
            self._offer_for(self._parsed.doubts)
            self.take_focus()
            announce(self.doubt)
            return
        self.wanted.emit()

    # what is in doubt

    def _say_doubts(self, doubts: Sequence[Doubt]) -> None:
        if not doubts:
            self.doubt.hide()
            return
        several = next((each for each in doubts if each.choices), None)
        if several is not None:
            title = say("session.doubt.choice", part=several.part)
            text = say("session.doubt.choice_text")
        else:
            parts = [each.part for each in doubts]
            words = parts[0]
            if len(parts) > 1:
                words = say("session.doubt.and", first=", ".join(parts[:-1]), last=parts[-1])
            title = say("session.doubt", parts=words, count=len(parts))
            text = say("session.doubt.text")
        self.doubt.title.setText(title)
        self.doubt.text.setText(text)
        self.doubt.text.show()
        self.doubt.setAccessibleName(title)
        self.doubt.setAccessibleDescription(text)
        self.doubt.show()

    def _offer_for(self, doubts: Sequence[Doubt]) -> None:
        part = next((each.part for each in doubts if each.part[:1] in (NAMED, AREA)), "")
        if part:
            self._offer(part)

    # the list below the line

    def _look_below(self) -> None:
        """Offer who or where is meant while a name or place is typed that is not clear yet."""
        part = self.reading.naming(self.line.text(), self.line.cursorPosition())
        clear_now = not any(each.part == part for each in self._parsed.doubts)
        if not part or clear_now or not self.line.hasFocus():
            self._show_offers(())
        else:
            self._offer(part)

    def _offer(self, part: str) -> None:
        offers = [
            Offer(meant.KNOWN if part[0] == NAMED else meant.AREA, choice)
            for choice in self._choices(part)
        ]
        if part[0] == NAMED and not offers and len(part) > 1:
            if self._alike[0] == part:
                offers += [Offer(meant.ALIKE, choice) for choice in self._alike[1]]
                name = reading.tidy_name(part)
                offers.append(Offer(meant.NEW, Choice(part, name)))
            elif self._asked_alike != part:
                self._asked_alike = part
                self.alike.emit(part)
        self._show_offers(offers)

    def _choices(self, part: str) -> Sequence[Choice]:
        if len(part) > 1:
            return self.reading.meant(part)
        if self._view is None:
            return ()
        table = self._view.table
        return table.tiles if part == NAMED else table.areas

    def show_alike(self, part: str, choices: Sequence[Choice]) -> None:
        """Hear which names are like the one being typed."""
        if part == self._asked_alike:
            self._alike = (part, tuple(choices))
            self._look_below()

    def _show_offers(self, offers: Sequence[Offer]) -> None:
        self.meant.offer(offers, self.line)
        self.line.listing = bool(self.meant.offers)

    def put_list_away(self) -> None:
        """Put the list below the line away."""
        self._show_offers(())

    def _pick(self, offer: Offer) -> None:
        part = self._part_in_doubt()
        if offer.kind == meant.NEW:
            self.reading.new[offer.choice.key] = offer.choice.label
            new = offer.choice.key
        elif offer.kind == meant.AREA:
            new = self.reading.place(offer.choice)
        else:
            new = self.reading.ref(offer.choice)
        self.put(self.reading.with_part(self.line.text(), part, new))
        if new == part:
            self._typed()
        self._show_offers(())

    def _part_in_doubt(self) -> str:
        part = self.reading.naming(self.line.text(), self.line.cursorPosition())
        if part:
            return part
        return next((d.part for d in self._parsed.doubts if d.part[:1] in (NAMED, AREA)), "")

    # names that are pressed

    def _name_pressed(self, code: str) -> None:
        people = self._view.table.people if self._view else ()
        choice = next((each for each in people if each.key == code), None)
        self.put(self.reading.with_person(self.line.text(), choice))

    def _find(self) -> None:
        text = self.reading.with_person(self.line.text(), None)
        self.put(f"{text}{NAMED}")
