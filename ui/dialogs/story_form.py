"""Writing a story that somebody wants told to funders, without names."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from outreach_app.errors import Problem
from outreach_app.sharing import stories
from outreach_app.sharing.stories import StoryDraft
from outreach_app.words import say
from ui.dialogs.kept_form import KeptForm
from ui.dialogs.person_choice import find_somebody
from ui.page import Context
from ui.widgets.field import Field
from ui.widgets.growing import GrowingText

DRAFT: Final = "story"


class StoryForm(KeptForm):
    """Whose story it is, and how it is told."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(
            parent,
            context,
            "story",
            say("stories.form.title"),
            say("stories.form.text"),
            save=say("stories.form.save"),
        )
        words = say("stories.form.person")
        self._who = find_somebody(self, context, "story.person_id", words)
        self.add("person_id", Field(words, self._who, hint=say("stories.form.person_hint")))
        words = say("stories.form.story")
        self._words = GrowingText("story.text", words, lines=6)
        self.add("text", Field(words, self._words, hint=say("stories.form.story_hint")))
        self.check = self._check
        self.command = self._saving
        self.keep_typing(DRAFT, "")

    def _draft(self) -> StoryDraft:
        return StoryDraft(self._who.value(), self._words.toPlainText())

    def _check(self) -> Sequence[Problem]:
        return stories.check(self._draft())

    def _saving(self) -> Callable[[Any], Any]:
        draft = self._draft()
        return lambda work: stories.write(work, draft)
