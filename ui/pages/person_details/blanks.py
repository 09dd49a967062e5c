"""Fields with their own three blanks: did not ask, did not want to say, not known.

A field nobody looked at yet is a fourth thing: its line says "Not filled in".
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from outreach_app.casework import details
from outreach_app.casework.person_rows import PersonDraft
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui.dialogs.combos import Combo
from ui.theme import restyle
from ui.widgets.flow import FlowLayout
from ui.widgets.sized import hold_width

# Stands before a reason for having no answer, so that it is never taken for a code.
_SIGN: Final = "?"
_REASON_WIDTH: Final = 190


def reasons() -> list[tuple[str, str]]:
    """Return the three blanks as values and words."""
    return [(f"{_SIGN}{why}", say(f"person.details.{why}")) for why in details.BLANKS]


def read(draft: PersonDraft, name: str) -> Any:
    """Return the value that shows a field: its answer, "" for nothing yet, or a reason."""
    why = details.why_blank(draft, name)
    if why == details.ANSWERED:
        return getattr(draft, name)
    return "" if why == details.BLANK else f"{_SIGN}{why}"


def write(fields: dict[str, Any], blanks: dict[str, str], name: str, value: str) -> None:
    """Put a value into the fields of a draft, or its reason among the blanks."""
    if value.startswith(_SIGN):
        blanks[name] = value.removeprefix(_SIGN)
    elif value:
        fields[name] = value


def is_reason(values: Sequence[str]) -> bool:
    """Tell whether a list holds nothing but the reason why it is empty."""
    return len(values) == 1 and values[0].startswith(_SIGN)


class BlankCombo(Combo):
    """One answer of a list, the three blanks below it."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__(name, title, (), empty=False)
        self.addItem(say("person.details.empty"), "")

    def offer(self, lists: Vocabulary, name: str) -> None:
        """Offer the answers of a list, then the reasons for having none."""
        blanks = {code for code in details.CODE_OF[name].values() if isinstance(code, str)}
        for entry in lists[name].choices():
            if entry.code not in blanks:
                self.addItem(entry.label, entry.code)
        self.insertSeparator(self.count())
        for value, words in reasons():
            self.addItem(words, value)

    def show_value(self, value: str, lists: Vocabulary, name: str) -> None:
        """Choose a value; a code that is retired by now stays an answer."""
        if value and self.findData(value) < 0:
            self.insertItem(1, lists[name].label(value), value)
        self.choose(value)


class _Reason(Combo):
    """Why a field beside it is empty."""

    def __init__(self, name: str, title: str) -> None:
        words = say("person.details.why", field=title.lower())
        super().__init__(name, words, (), empty=False)
        self.addItem(say("person.details.empty"), "")
        for value, reason in reasons():
            self.addItem(reason, value)
        hold_width(self, _REASON_WIDTH)


class WordOrBlank(QWidget):
    """A line of words, or why there are none. Its value is the words or the reason."""

    changed = Signal()

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.line = QLineEdit()
        self.line.setObjectName(f"{name}.words")
        self.line.setAccessibleName(title)
        self.reason = _Reason(f"{name}.reason", title)
        side = QHBoxLayout(self)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.line, 1)
        side.addWidget(self.reason)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._typed)
        self.reason.activated.connect(lambda _: self.changed.emit())

    def value(self) -> str:
        """Return the words, a reason, or "" for neither."""
        return self.line.text().strip() or self.reason.value()

    def set_value(self, value: str) -> None:
        """Show words or a reason."""
        reason = value if value.startswith(_SIGN) else ""
        self.reason.choose(reason)
        self.line.setText("" if reason else value)

    @override
    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self.line.setAccessibleDescription(description)

    def take_focus(self) -> None:
        """Focus the line."""
        self.line.setFocus()

    def mark(self, *, error: bool) -> None:
        """Show or take away the edge of a field that is to be mended."""
        self.line.setProperty("error", error)
        restyle(self.line)

    def _typed(self, text: str) -> None:
        if text.strip():
            self.reason.choose("")
        self.reason.setVisible(not text.strip())
        self.changed.emit()


class TicksOrBlank(QWidget):
    """Several of a list, or why there are none. Its value is the codes, or the reason."""

    changed = Signal()

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._flow = FlowLayout(self, gap=12)
        self._boxes: dict[str, QCheckBox] = {}
        self.reason = _Reason(f"{name}.reason", title)
        self.reason.activated.connect(lambda _: self.changed.emit())

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these; called once."""
        for code, words in choices:
            box = QCheckBox(words.replace("&", "&&"))
            box.setObjectName(f"{self.objectName()}.{code}")
            box.setAccessibleName(words)
            box.clicked.connect(self._ticked)
            self._boxes[code] = box
            self._flow.addWidget(box)
        self._flow.addWidget(self.reason)
        self.updateGeometry()

    def value(self) -> list[str]:
        """Return the codes ticked, in the order of the list, or the reason alone."""
        ticked = [code for code, box in self._boxes.items() if box.isChecked()]
        return ticked or list(filter(None, [self.reason.value()]))

    def set_value(self, value: Sequence[str]) -> None:
        """Tick these and no others, or choose the reason."""
        values = [value] if isinstance(value, str) else list(value)
        reason = next((each for each in values if each.startswith(_SIGN)), "")
        self.reason.choose(reason)
        for code, box in self._boxes.items():
            box.setChecked(code in values)
        self._settle()

    def _ticked(self) -> None:
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        ticked = any(box.isChecked() for box in self._boxes.values())
        if ticked:
            self.reason.choose("")
        self.reason.setVisible(not ticked)


def as_draft(alias: str, values: Mapping[str, str], more: Mapping[str, Any]) -> PersonDraft:
    """Put together the draft of `values` (field to answer or reason) and `more`, which has none."""
    fields: dict[str, Any] = {}
    blanks: dict[str, str] = {}
    for name, value in values.items():
        write(fields, blanks, name, value)
    return PersonDraft(**{"alias": alias, **fields, **more}, blanks=blanks)
