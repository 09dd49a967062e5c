"""What happened, closed until somebody asks for it; the asking is noted in the trail."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.casework.incidents import Account, SuspectDraft, VehicleDraft
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.clearing import clear
from ui.widgets.labels import label

_SAID = "incident.one."


class AccountCard(Card):
    """Signal: `wanted` when somebody asks to read it."""

    wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(say(f"{_SAID}account"), name=f"{name}.account")
        self.show_button = button(
            say(f"{_SAID}show"), f"{name}.show", icon="show_secret", small=True
        )
        self.show_button.clicked.connect(self._pressed)
        self.add_to_head(self.show_button)
        self._words = label("", wrap=True, name=f"{name}.account.closed")
        self.add(self._words)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.add(self._lines)
        self._open = False
        self._closed_words = ""
        self.close_account(has_words=True)

    def close_account(self, *, has_words: bool) -> None:
        """Close it, and let go of every word of it."""
        self._open = False
        self._empty()
        self._closed_words = say(f"{_SAID}closed" if has_words else f"{_SAID}closed_empty")
        self._words.setText(self._closed_words)
        self._name_button("show")

    def open_account(self, account: Account, lists: Vocabulary) -> None:
        """Show it."""
        self._open = True
        self._empty()
        self._words.setText(say(f"{_SAID}read_noted"))
        self._name_button("hide")
        lines = tuple(_lines(account, lists))
        for title, text in lines:
            self._lines.addWidget(_line(title, text))
        if not lines:
            self._lines.addWidget(label(say(f"{_SAID}nothing_said"), wrap=True))

    def _pressed(self) -> None:
        if self._open:
            self._open = False
            self._empty()
            self._words.setText(self._closed_words)
            self._name_button("show")
        else:
            self.wanted.emit()

    def _name_button(self, key: str) -> None:
        words = say(f"{_SAID}{key}")
        self.show_button.setText(words)
        self.show_button.setAccessibleName(words)

    def _empty(self) -> None:
        clear(self._lines)


def _line(title: str, text: str) -> QWidget:
    made = QWidget()
    whole = QVBoxLayout(made)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(1)
    whole.addWidget(label(title, "label"))
    whole.addWidget(label(text, wrap=True))
    return made


def _lines(account: Account, lists: Vocabulary) -> Iterable[tuple[str, str]]:
    if account.own_words:
        yield say(f"{_SAID}own_words"), account.own_words
    if account.place_exact:
        yield say(f"{_SAID}exact"), account.place_exact
    if account.vehicle is not None:
        yield say(f"{_SAID}vehicle"), _vehicle(account.vehicle, lists)
    for suspect in account.suspects:
        yield say(f"{_SAID}person"), _suspect(suspect, lists)
    for part, name in (
        ("also", "incident_type"),
        ("weapons", "weapon"),
        ("injuries", "injury"),
        ("hate_strands", "hate_strand"),
    ):
        codes: Sequence[str] = getattr(account, part)
        if codes:
            title = say(f"{_SAID}{'motive' if part == 'hate_strands' else part}")
            yield title, ", ".join(lists[name].label(code) for code in codes)


def _vehicle(car: VehicleDraft, lists: Vocabulary) -> str:
    parts = (
        car.plate_said,
        lists["vehicle_colour"].label(car.colour) if car.colour else None,
        lists["vehicle_make"].label(car.make) if car.make else None,
        car.model,
        lists["vehicle_type"].label(car.type) if car.type else None,
    )
    return ", ".join(part for part in parts if part)


def _suspect(who: SuspectDraft, lists: Vocabulary) -> str:
    parts = [
        lists[f"perp_{part}"].label(code)
        for part in ("sex", "age", "height", "build", "hair", "accent")
        if (code := getattr(who, part)) and code != "unknown"
    ]
    parts += [lists["perp_feature"].label(code) for code in who.features]
    parts += [lists["perp_mo"].label(code) for code in who.mo]
    account = " ".join(part for part in (who.account_platform, who.account_name) if part)
    parts += [part for part in (who.phone_said, account) if part]
    return ", ".join(parts)
