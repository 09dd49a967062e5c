"""The questions of a sheet below each other, made when they are first asked for."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from outreach_app.casework.sheet import Sheet
from outreach_app.words import say
from ui.pages.consent.question import Question
from ui.theme import current
from ui.widgets.labels import label

# Room left below a question that is brought into sight: how it was said opens there.
_AROUND: Final = 200


class Rows(QVBoxLayout):
    """What is asked about the incident, then what is asked about them."""

    def __init__(self) -> None:
        super().__init__()
        self.setSpacing(6)
        self.questions: dict[str, Question] = {}
        self._about_incident = label("", "small_strong", wrap=True)
        self._about_them = label(say("consent.page.about_them"), "small_strong", wrap=True)

    def make(self, sheet: Sheet) -> Iterator[Question]:
        """Make the questions that are not there yet, one by one."""
        if not self.questions:
            self.addWidget(self._about_incident)
        for number, entry in enumerate(sheet.lists["consent_scope"].entries.values(), start=1):
            if entry.code in self.questions:
                continue
            if entry.maps["level"] != "incident" and self.indexOf(self._about_them) < 0:
                self.addWidget(self._about_them)
            made = Question(number, entry.code, sheet.lists, sheet.today, sheet.wording)
            self.questions[entry.code] = made
            self.addWidget(made)
            yield made

    def arrange(self, sheet: Sheet) -> None:
        """Show what may be asked on this sheet."""
        shown = {each.scope for each in sheet.standing}
        for scope, question in self.questions.items():
            asked = scope in shown and (
                sheet.person_id is not None
                or sheet.lists["consent_scope"][scope].maps["level"] == "incident"
            )
            question.setVisible(asked and not sheet.young)
        asks = not sheet.young
        self._about_incident.setVisible(asks and sheet.incident_id is not None)
        self._about_them.setVisible(asks and sheet.person_id is not None)

    def unanswered(self) -> int:
        """Return how many of the questions shown have no answer, given now or before."""
        shown = (each for each in self.questions.values() if not each.isHidden())
        return sum(each.answer() is None and not each.answered_before for each in shown)

    def take_up(self, scope: str) -> bool:
        """Bring a question into sight, with the focus on its answers; tell whether it is asked."""
        question = self.questions.get(scope)
        if question is None or question.isHidden():
            return False
        question.answers.take_focus()
        # The page is not laid out yet: only then is it known where the question stands.
        QTimer.singleShot(0, question, lambda: _into_sight(question))
        return True

    def say_about(self, sheet: Sheet) -> None:
        """Say which incident the first questions are about."""
        self._about_incident.setText(say("consent.page.about_incident", reference=sheet.reference))


def _into_sight(question: QWidget) -> None:
    above = question.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        room = above.viewport().height() - question.height()
        above.ensureWidgetVisible(question, 0, max(0, min(current().px(_AROUND), room // 2)))
