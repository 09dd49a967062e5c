"""Under 18, or thought to be: raised to the lead at once; all that can be added is optional."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QLineEdit, QWidget

from outreach_app.casework import young
from outreach_app.casework.project_settings import lead_phone
from outreach_app.casework.young import YoungDraft
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui.dialogs.kept_form import KeptForm
from ui.page import Context
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.growing import GrowingText
from ui.widgets.labels import label

_YES_NO: Final = {"yes": True, "no": False, "": None}
# The kind of draft; its `about` is the key of the person.
DRAFT: Final = "young"
_THOUGHT: Final = "worker_view"


class Under18(KeptForm):
    """Raises it to every lead, and puts the record on the child path."""

    def __init__(
        self, parent: QWidget, context: Context, lists: Vocabulary, person_id: str
    ) -> None:
        super().__init__(
            parent,
            context,
            "young",
            say("young.title"),
            say("young.text"),
            save=say("young.raise"),
        )
        self._person_id = person_id
        self._lists = lists
        bands = lists["age_band"].where("safeguarding", value=True)
        self._age = self._chips(
            "age_band",
            say("young.age"),
            [(each.code, each.label) for each in lists["age_band"].choices() if each.code in bands],
            YoungDraft().age_band,
        )
        basis = [(each.code, each.label) for each in lists["age_basis"].choices()]
        basis = [
            (code, say("young.thought") if code == _THOUGHT else words) for code, words in basis
        ]
        basis.sort(key=lambda each: each[0] != _THOUGHT)
        self._basis = self._chips("age_basis", say("young.basis"), basis, _THOUGHT)
        self._danger = self._yes_no("in_danger_now")
        self.phone = label(say("young.phone"), "caution", wrap=True, name="young.phone")
        self.add_widget(self.phone)
        self._seen = self._words("seen_and_said")
        self._where = self._line("where_tonight")
        self._who = self._line("who_with")
        self._told = self._yes_no("told_what_follows", hint=say("young.told_hint"))
        self._wishes = self._words("wishes")
        self.check = self._check
        self.command = self._command
        self.keep_typing(DRAFT, person_id)
        context.ask(lead_phone, then=self._show_phone)

    def _show_phone(self, phone: str) -> None:
        if phone:
            self.phone.setText(say("young.phone_number", phone=phone))

    def _chips(
        self, name: str, words: str, choices: list[tuple[str, str]], chosen: str
    ) -> ChipGroup:
        made = ChipGroup(f"young.{name}", words, choices)
        made.set_value(chosen)
        self.add(name, Field(words, made))
        return made

    def _yes_no(self, name: str, hint: str = "") -> ChipGroup:
        words = say(f"young.{name}")
        made = ChipGroup(
            f"young.{name}",
            words,
            [("yes", say("person.young.yes")), ("no", say("person.young.no"))],
        )
        self.add(name, Field(words, made, hint=hint))
        return made

    def _words(self, name: str) -> GrowingText:
        words = say(f"young.{name}")
        made = GrowingText(f"young.{name}", words)
        self.add(name, Field(words, made))
        return made

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(f"young.{name}")
        self.add(name, Field(say(f"young.{name}"), made))
        return made

    def _draft(self) -> YoungDraft:
        return YoungDraft(
            age_band=self._age.value(),
            age_basis=self._basis.value(),
            person_id=self._person_id,
            seen_and_said=self._seen.toPlainText(),
            in_danger_now=_YES_NO[self._danger.value()],
            where_tonight=self._where.text(),
            who_with=self._who.text(),
            told_what_follows=_YES_NO[self._told.value()],
            wishes=self._wishes.toPlainText(),
        )

    def _check(self) -> tuple[Problem, ...]:
        return young.check(self._draft(), self._lists)

    def _command(self) -> Callable[[Any], Any]:
        draft = self._draft()
        return lambda work: young.raise_to_lead(work, draft)
