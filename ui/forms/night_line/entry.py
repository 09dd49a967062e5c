"""The line with its button, what it says in chips, what was not understood, the list below it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.casework.nightline import AREA, NAMED, Choice, Doubt, Line
from outreach_app.words import say
from ui.forms.night_line import meant, reading
from ui.forms.night_line.echo import Echo
from ui.forms.night_line.meant import MeantList, Offer
from ui.forms.night_line.quick_line import QuickLine
from ui.forms.night_line.reading import Readable, Reading
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.card import row
from ui.widgets.labels import label
from ui.widgets.notice import Notice, announce

# The least height in which the list is of use below what is said of a doubt.
_LIST: Final = 70


class LineEntry(QWidget):
    """`name` begins the objectNames; the list below the line lies over `page`.

    Signals: `changed` after every sign; `wanted` when all of the line was understood and Enter was
    pressed; `letters` to see them; `alike` carries a part for which names like it are looked for.
    """

    changed = Signal()
    wanted = Signal()
    letters = Signal()
    alike = Signal(str)

    def __init__(self, page: QWidget, name: str, how: Reading | None = None) -> None:
        super().__init__()
        self.setObjectName(f"{name}.entry")
        self.reading = how or Reading()
        self.line = QuickLine(f"{name}.line")
        self.echo = Echo(f"{name}.echo")
        self.meant = MeantList(page, f"{name}.meant")
        add = say("session.next.add")
        self.add_button = button(add, f"{name}.add", kind="primary", icon="enter")
        self.state = label("", "small", name=f"{name}.state")
        actions = (("letters", say("session.doubt.letters")),)
        self.doubt = Notice("stop", "", actions=actions, name=f"{name}.doubt")
        self._readable: Readable | None = None
        self._parsed = Line(empty=True)
        self._alike: tuple[str, tuple[Choice, ...]] = ("", ())
        self._asked_alike = ""
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        line = row(self.line, self.add_button, gap=6)
        line.setStretch(0, 1)
        below = row(gap=8)
        below.addWidget(self.echo, 1)
        below.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(7)
        whole.addLayout(line)
        whole.addLayout(below)
        whole.addWidget(self.doubt)
        self.doubt.hide()

    def _wire(self) -> None:
        self.line.textChanged.connect(self.read_again)
        self.line.cursorPositionChanged.connect(self._look_below)
        self.line.entered.connect(self.enter)
        self.line.moved.connect(self.meant.move_by)
        self.line.closed.connect(self.put_list_away)
        self.meant.picked.connect(self._pick)
        self.add_button.clicked.connect(self.enter)
        self.doubt.pressed.connect(lambda _: self.letters.emit())

    # what stands in the line

    def show_readable(self, readable: Readable) -> None:
        """Read with these letters, people and areas from now on."""
        self._readable = readable
        self.reading.about(readable)
        self.read_again()

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
        self.put_list_away()

    def take_focus(self) -> None:
        """Focus the line."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_state(self, words: str, *, aloud: bool = False) -> None:
        """Say how the line stands, at its right; `aloud` lets a screen reader speak it."""
        self.state.setText(words)
        self.state.setAccessibleName(words)
        if aloud:
            announce(self.state)

    def read_again(self) -> None:
        """Read the line, and show what it says."""
        text = self.line.text()
        self._parsed = self.reading.parse(text)
        if self._readable is not None:
            self.echo.show_line(
                self._parsed,
                self._readable,
                self.reading.settled(text, self._parsed.doubts),
                new=self.reading.new_face(text) is not None,
            )
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
            new = self._new_alone()
            if new is not None:
                # Said first, so that a slip of the hand does not become a person.
                self._pick(new)
                self.say_state(say("session.next.someone_new", name=new.choice.label), aloud=True)
                return
            self._say_doubts(self._parsed.doubts)
            self._offer_for(self._parsed.doubts)
            self.take_focus()
            announce(self.doubt)
            # Once more when the words of the doubt have got their room.
            QTimer.singleShot(0, self, self._place_list)
            return
        self.wanted.emit()

    # what is in doubt

    def _new_alone(self) -> Offer | None:
        """Return the new name that is all there is in doubt, if nobody here is called like it."""
        parts = {doubt.part for doubt in self._parsed.doubts}
        if parts != {self._alike[0]} or self._alike[1]:
            return None
        (part,) = parts
        if self.reading.meant(part) or any(doubt.choices for doubt in self._parsed.doubts):
            return None
        return Offer(meant.NEW, Choice(part, reading.tidy_name(part)))

    def _say_doubts(self, doubts: Sequence[Doubt]) -> None:
        if not doubts:
            self.doubt.hide()
            return
        several = next((each for each in doubts if each.choices), None)
        if several is not None:
            title = say("session.doubt.choice", part=several.part)
            text = say("session.doubt.choice_text")
        elif len(doubts) == 1 and doubts[0].part == self._alike[0]:
            title = say("session.doubt.name", part=doubts[0].part)
            text = say("session.doubt.name_text")
        else:
            parts = [each.part for each in doubts]
            words = parts[0]
            if len(parts) > 1:
                words = say("session.doubt.and", first=", ".join(parts[:-1]), last=parts[-1])
            title = say("session.doubt", parts=words, count=len(parts))
            text = say("session.doubt.text")
        self.doubt.put(title, text)
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
        kind = meant.KNOWN if part[0] == NAMED else meant.AREA
        offers = [Offer(kind, choice) for choice in self._choices(part)]
        if part[0] == NAMED and not offers and len(part) > 1:
            if self._alike[0] == part:
                offers += [Offer(meant.ALIKE, choice) for choice in self._alike[1]]
                offers.append(Offer(meant.NEW, Choice(part, reading.tidy_name(part))))
            elif self._asked_alike != part:
                self._asked_alike = part
                self.alike.emit(part)
        self._show_offers(offers)

    def _choices(self, part: str) -> Sequence[Choice]:
        if len(part) > 1:
            return self.reading.meant(part)
        if self._readable is None:
            return ()
        return self._readable.usual if part == NAMED else self._readable.areas

    def show_alike(self, part: str, choices: Sequence[Choice]) -> None:
        """Hear which names are like the one being typed."""
        if part == self._asked_alike:
            self._alike = (part, tuple(choices))
            self._look_below()

    def _show_offers(self, offers: Sequence[Offer]) -> None:
        self.meant.offer(offers, self._above_list())
        self.line.listing = bool(self.meant.offers)

    def _above_list(self) -> QWidget:
        """Return what the list hangs under: what is said of a doubt stays readable."""
        page = self.window()
        below = self.doubt.mapTo(page, QPoint(0, self.doubt.height()))
        room = page.height() - below.y() >= current().px(_LIST)
        return self.doubt if not self.doubt.isHidden() and room else self.line

    def _place_list(self) -> None:
        if self.meant.offers:
            self.meant.place_under(self._above_list())

    def put_list_away(self) -> None:
        """Put the list below the line away."""
        self._show_offers(())

    def _pick(self, offer: Offer) -> None:
        part = self._part_in_doubt()
        if offer.kind == meant.NEW:
            part = offer.choice.key
            self.reading.new[offer.choice.key] = offer.choice.label
            new = offer.choice.key
        elif offer.kind == meant.AREA:
            new = self.reading.place(offer.choice)
        else:
            new = self.reading.ref(offer.choice)
        self.put(self.reading.with_part(self.line.text(), part, new))
        if new == part:
            self.read_again()
        self._show_offers(())

    def _part_in_doubt(self) -> str:
        part = self.reading.naming(self.line.text(), self.line.cursorPosition())
        if part:
            return part
        return next((d.part for d in self._parsed.doubts if d.part[:1] in (NAMED, AREA)), "")
