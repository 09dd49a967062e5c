"""The questions of a sheet below each other, made when they are first asked for."""

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout

from outreach_app.casework.sheet import Sheet
from outreach_app.words import say
from ui.pages.consent.question import Question
from ui.widgets.labels import label


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

    def say_about(self, sheet: Sheet) -> None:
        """Say which incident the first questions are about."""
        self._about_incident.setText(say("consent.page.about_incident", reference=sheet.reference))
