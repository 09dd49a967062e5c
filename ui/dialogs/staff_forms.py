"""Somebody new, another role, a new passphrase, a last day."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import colleagues
from outreach_app.casework.colleagues import NewColleague
from outreach_app.casework.staff import StaffRow
from outreach_app.errors import Problem, WrongPassphrase
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui import when
from ui.colleagues import role_words, shown_name
from ui.dialogs.account_form import AccountForm
from ui.dialogs.days import DayField
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.passphrase import PassphraseField

_FIRST_ROLE: Final = "outreach"


class AddColleague(AccountForm):
    """Somebody signs in from now on; `row` is a colleague known by an imported code alone."""

    def __init__(
        self, parent: QWidget, context: Context, lists: Vocabulary, row: StaffRow | None = None
    ) -> None:
        key = "add" if row is None else "add_code"
        super().__init__(
            parent,
            context,
            "add_colleague",
            say(f"colleagues.{key}.title", code=row.code if row else ""),
            say(f"colleagues.{key}.text", code=row.code if row else ""),
            save=say("colleagues.add.save"),
        )
        self._code = row.code if row else None
        self._name = QLineEdit(row.name if row and row.name != row.code else "")
        self._name.setObjectName("add_colleague.name")
        self._name.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        hint = say("colleagues.add.name_hint")
        self.add("name", Field(say("colleagues.add.name"), self._name, hint=hint))
        self._role = RoleChoice("add_colleague.role", lists, _FIRST_ROLE)
        self.add("role", Field(say("colleagues.add.role"), self._role))
        note = say("colleagues.add.passphrase")
        self.add_passphrase("add_colleague", self._name.text, note)
        self.check = self._check
        self.command = self._command

    def _check(self) -> tuple[Problem, ...]:
        return () if self._name.text().strip() else (Problem("name", "required"),)

    def _command(self) -> Callable[[Any], Any]:
        draft = NewColleague(self._name.text(), self._role.value(), self._code)
        phrase = self.phrase.text() if self.phrase is not None else ""
        return lambda accounts: accounts.add(draft, phrase)


class LetIn(AccountForm):
    """Somebody gets a new passphrase: they forgot theirs, or they come back."""

    def __init__(self, parent: QWidget, context: Context, row: StaffRow) -> None:
        key = "let_in" if row.left else "give"
        name = shown_name(row.name)
        super().__init__(
            parent,
            context,
            "let_in",
            say(f"colleagues.{key}.title", name=name),
            say(f"colleagues.{key}.text", name=name),
            save=say(f"colleagues.{key}.save"),
        )
        self._row = row
        self.add_passphrase("let_in", lambda: row.name)
        self.command = self._command

    def _command(self) -> Callable[[Any], Any]:
        code = self._row.code
        phrase = self.phrase.text() if self.phrase is not None else ""
        return lambda accounts: accounts.let_in(code, phrase)


class OwnPassphrase(AccountForm):
    """Whoever is at the keyboard chooses another passphrase."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(
            parent,
            context,
            "own_passphrase",
            say("colleagues.own.title"),
            say("colleagues.own.text"),
            save=say("colleagues.own.save"),
        )
        self._old = PassphraseField("own_passphrase.old", say("colleagues.own.old"))
        self._old.setFocusProxy(self._old.line)
        self._old.line.returnPressed.connect(self._next)
        self.add("old", Field("", self._old))
        self.add_passphrase("own_passphrase", lambda: context.desk.me.name)
        self.check = self._check
        self.command = self._command

    def _check(self) -> tuple[Problem, ...]:
        return () if self._old.text() else (Problem("old", "required"),)

    def _command(self) -> Callable[[Any], Any]:
        old, new = self._old.text(), self.phrase.text() if self.phrase is not None else ""
        return lambda accounts: accounts.change_own(old, new)

    def _next(self) -> None:
        if self.phrase is not None:
            self.phrase.take_focus()

    @override
    def _was_not_saved(self, error: Exception) -> None:
        if isinstance(error, WrongPassphrase):
            self.save_button.setEnabled(True)
            self.show_problems((Problem("old", "not_this_passphrase"),))
            self._old.line.selectAll()
            self._old.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super()._was_not_saved(error)


class ChangeRole(SmallForm):
    """What somebody may do, from their next signing in on."""

    def __init__(self, parent: QWidget, context: Context, lists: Vocabulary, row: StaffRow) -> None:
        super().__init__(
            parent,
            context,
            "change_role",
            say("colleagues.change_role.title", name=shown_name(row.name)),
            say("colleagues.change_role.text"),
            save=say("colleagues.change_role.save"),
        )
        self._row = row
        words = say("colleagues.add.role")
        self._role = RoleChoice("change_role.role", lists, row.role)
        self.add("role", Field(words, self._role))
        self.command = self._command

    def _command(self) -> Callable[[Any], Any]:
        code, role = self._row.code, self._role.value()
        return lambda work: colleagues.set_role(work, code, role)


class Leaving(AccountForm):
    """Somebody's way in ends: now, or from a day on."""

    def __init__(self, parent: QWidget, context: Context, row: StaffRow) -> None:
        name = shown_name(row.name)
        super().__init__(
            parent,
            context,
            "leaving",
            say("colleagues.leaving.title", name=name),
            say("colleagues.leaving.text", name=name),
            save=say("colleagues.leaving.save"),
            kind="danger",
            cancel=say("colleagues.leaving.keep"),
        )
        self._row = row
        words = say("colleagues.leaving.when")
        self._when = ChipGroup(
            "leaving.when",
            words,
            [(code, say(f"colleagues.leaving.{code}")) for code in ("now", "later")],
        )
        self._when.set_value("now")
        self._when.chosen.connect(self._chosen)
        self.add("when", Field(words, self._when))
        tomorrow = when.local_day(context.desk.clock.now(), context.desk.zone) + timedelta(days=1)
        day = say("colleagues.leaving.day")
        self._day = DayField("leaving.day", day, None, tomorrow)
        self._day_field = Field(day, self._day, hint=say("colleagues.leaving.day_hint"))
        self.add("day", self._day_field)
        self._day_field.hide()
        self.add_widget(label(say("colleagues.copies"), "muted", wrap=True))
        self.command = self._command

    def _chosen(self, code: str) -> None:
        self._day_field.setVisible(code == "later")
        self.fit()

    def _command(self) -> Callable[[Any], Any]:
        code = self._row.code
        day = self._day.day() if self._when.value() == "later" else None
        return lambda accounts: accounts.end(code, day)


class RoleChoice(QWidget):
    """One role out of all, and a line that says what it means."""

    def __init__(self, name: str, lists: Vocabulary, chosen: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}.all")
        entries = lists["user_role"].choices()
        self._means = {entry.code: entry.definition for entry in entries}
        named = [(entry.code, role_words(lists, entry.code)) for entry in entries]
        self.chips = ChipGroup(name, say("colleagues.add.role"), named)
        self.chips.set_value(chosen)
        self.chips.chosen.connect(self._tell)
        self._line = label("", "small", wrap=True, name=f"{name}.meaning")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.chips)
        whole.addWidget(self._line)
        self._tell(chosen)

    def value(self) -> str:
        """Return the role chosen, or ""."""
        return self.chips.value()

    def take_focus(self) -> None:
        """Focus the answer."""
        self.chips.take_focus()

    def _tell(self, code: str) -> None:
        self._line.setText(self._means.get(code, ""))
        self.chips.setAccessibleDescription(self._line.text())
