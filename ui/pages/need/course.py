"""What happened to a need so far: told, steps, and how things were in the person's view."""

from PySide6.QtWidgets import QVBoxLayout

from outreach_app.casework.support_page import OneNeed
from outreach_app.words import say
from ui import saying, support_words, when
from ui.theme.tokens import tokens
from ui.widgets.card import Card
from ui.widgets.clearing import clear
from ui.widgets.labels import label
from ui.widgets.timeline import TimelineRow


class CourseCard(Card):
    """The steps of a need, the newest first."""

    def __init__(self) -> None:
        super().__init__(say("needs.need.course"), name="need.course")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.add(self._rows)
        self._note = label("", wrap=True, name="need.note")
        self._note_title = label(say("needs.need.note"), "small_strong")
        self.add(self._note_title)
        self.add(self._note)

    def show_need(self, found: OneNeed) -> None:
        """Show what happened to this need."""
        clear(self._rows)
        lists, today = found.support.board.lists, found.support.board.today
        need, course = found.card.need, found.course

        def who(code: str | None) -> str:
            return say("needs.need.by", who=found.colleagues.get(code, code)) if code else ""

        events = [(need.identified_on, 0, say("needs.sign.told", day="").strip(), "", "identified")]
        for number, step in enumerate(course.steps, start=1):
            why = support_words.unmet(lists, step.unmet_reason) if step.unmet_reason else ""
            words = saying.need_status_words(lists, step.status)
            text = ". ".join(part for part in (why, who(step.recorded_by)) if part)
            events.append((step.on_day, number, words, text, step.status))
        for number, each in enumerate(course.scores, start=100):
            words = say("needs.need.scored", score=lists["need_scale"].label(each.score))
            events.append((each.on_day, number, words, who(each.recorded_by), ""))
        events.sort(key=lambda event: event[:2], reverse=True)
        for place, (day, _, title, text, status) in enumerate(events):
            mark = tokens().status[saying.need_status(status)] if status else None
            self._rows.addWidget(
                TimelineRow(
                    when.near_day(day, today),
                    title,
                    text,
                    icon=mark.icon if mark else "person",
                    tone=mark.colour if mark else "info",
                    last=place == len(events) - 1,
                )
            )
        self._note.setText(course.note or "")
        self._note.setVisible(bool(course.note))
        self._note_title.setVisible(bool(course.note))
