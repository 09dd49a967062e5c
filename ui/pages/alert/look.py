"""How the warning will look, and where it goes: the side panel of the builder."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from outreach_app.casework.outgoing import AlertSheet
from outreach_app.reports import short_text
from outreach_app.reports.days import day_text
from outreach_app.sharing.alert_view import DraftView
from outreach_app.words import say
from ui.pages.alert.dots import sheet_of
from ui.theme import current, role
from ui.widgets.card import row
from ui.widgets.choices import ChipGroup
from ui.widgets.clearing import clear
from ui.widgets.labels import label, rule
from ui.widgets.number import NumberBox
from ui.widgets.panel import SidePanel

_MOST: Final = 1_000_000
_LOOKS: Final = ("poster", "text", "spoken")
# The usual ways first; all of them are offered.
_ORDER: Final = ("sms", "board", "spoken", "print", "app_message", "email", "partner", "num")


class Paper(QFrame):
    """A warning drawn as it will be read: black on white, the registration large."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("alert.paper")
        role(self, "card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(6)

    def show_sheet(self, sheet: AlertSheet, look: str) -> None:
        """Draw a sheet as poster, as a text message, or as it is spoken."""
        clear(self._column)
        if look == "poster":
            self._poster(sheet)
        elif look == "text":
            message = short_text.short(sheet) or short_text.full(sheet)
            self._column.addWidget(label(message.words, wrap=True, name="alert.paper.text"))
            key = "alert.characters" if message.messages != 1 else "alert.characters_one"
            length = say(key, count=message.signs, texts=message.messages)
            self._column.addWidget(label(length, "small"))
        else:
            self._column.addWidget(label(sheet.wording, wrap=True, name="alert.paper.spoken"))

    def _poster(self, sheet: AlertSheet) -> None:
        title = say("alert.poster.title", number=sheet.number)
        self._put(title, "h2")
        self._column.addWidget(rule())
        if sheet.own_words:
            self._put(sheet.wording, "strong")
        else:
            self._put(sheet.heading, "strong")
            self._put(sheet.vehicle or "")
            plate = f"{sheet.plate} ({sheet.plate_note})" if sheet.plate_note else sheet.plate
            self._put(plate or "", "h1")
            self._put(sheet.description or "")
            self._put(sheet.acting or "", "strong")
            self._put(sheet.phone or "")
        self._put(say("alert.poster.tell"), "small")
        foot = say(
            "alert.poster.foot",
            issued=day_text(sheet.issued_on),
            review=day_text(sheet.review_on),
        )
        self._put(foot, "small")

    def _put(self, words: str, part: str = "") -> None:
        if words:
            self._column.addWidget(label(words, part, wrap=True))


class LookPanel(SidePanel):
    """Signal: `changed` when a channel was ticked or a number typed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("alert.look", say("alert.look_title"))
        looks = [(code, say(f"alert.look_{code}")) for code in _LOOKS]
        self.looks = ChipGroup("alert.looks", say("alert.look_title"), looks)
        self.looks.set_value("poster")
        self.looks.chosen.connect(self._look)
        self.add(self.looks)
        self.paper = Paper()
        self.add(self.paper)
        self.add(label(say("alert.goes_title"), "strong"))
        # The number stands under its place: beside it the two are wider than the panel.
        self._channels: dict[str, tuple[QCheckBox, NumberBox]] = {}
        self._sent: dict[str, QWidget] = {}
        self._place = QWidget()
        self._boxes = QVBoxLayout(self._place)
        self._boxes.setContentsMargins(0, 0, 0, 0)
        self._boxes.setSpacing(4)
        self.add(self._place)
        self._why = label("", "small", wrap=True, name="alert.goes_why")
        self.add(self._why)
        self.add(label(say("alert.goes_note"), "small", wrap=True))
        self._sheet: AlertSheet | None = None

    def show_view(self, view: DraftView) -> None:
        """Show the draft as it would go out."""
        self._sheet = sheet_of(view)
        self._look("")
        if not self._channels:
            self._build(view)
        reasons = []
        for code, (box, number) in self._channels.items():
            for each in (box, number):
                each.blockSignals(True)
            box.setChecked(code in view.change.channels)
            number.setValue(view.change.channels.get(code, number.value()))
            self._sent[code].setVisible(box.isChecked())
            why = view.denied.get(code, ())
            # What was ticked before may always be taken off again.
            box.setEnabled(not why or box.isChecked())
            if why:
                words = say(f"sharing.denied.{why[0]}")
                reasons.append(say("alert.not_shared", channel=box.text(), why=words))
            for each in (box, number):
                each.blockSignals(False)
        self._why.setText("\n".join(reasons))
        self._why.setVisible(bool(reasons))

    def channels(self) -> dict[str, int]:
        """Return the ticked channels with the number of messages of each."""
        return {
            code: number.value()
            for code, (box, number) in self._channels.items()
            if box.isChecked()
        }

    def _build(self, view: DraftView) -> None:
        labels = {each.code: each.label for each in view.lists["alert_channel"].choices()}
        for code in (*(c for c in _ORDER if c in labels), *(c for c in labels if c not in _ORDER)):
            box = QCheckBox(labels[code].replace("&", "&&"))
            box.setObjectName(f"alert.channel.{code}")
            box.setAccessibleName(labels[code])
            box.toggled.connect(self._ticked)
            title = say("alert.goes_count", channel=labels[code])
            number = NumberBox(f"alert.sent.{code}", title, most=_MOST)
            number.setKeyboardTracking(False)
            number.valueChanged.connect(self._ticked)
            sent = self._sent[code] = QWidget()
            line = row(label(say("alert.goes_number"), "small"), number, 1)
            line.setContentsMargins(current().px(24), 0, 0, 0)
            sent.setLayout(line)
            self._boxes.addWidget(box)
            self._boxes.addWidget(sent)
            self._channels[code] = (box, number)

    def _ticked(self, _: object) -> None:
        for code, (box, _number) in self._channels.items():
            self._sent[code].setVisible(box.isChecked())
        self.changed.emit()

    def _look(self, _: str) -> None:
        if self._sheet is not None:
            self.paper.show_sheet(self._sheet, self.looks.value() or "poster")
