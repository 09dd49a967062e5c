"""Stories by hand: written, kept back, read by somebody else, taken out of use."""

from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from sqlalchemy import insert

from models.project import Staff
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import consents, people
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.sharing import stories
from outreach_app.sharing.stories import StoryDraft
from outreach_app.work import Work
from tests.ui.gates import clipped, nameless
from tests.ui.reporting import dialog, inside, press
from tests.ui.sitting import Stage
from ui.dialogs.ask import answer_next
from ui.pages.stories import StoriesPage
from ui.theme import Theme

TEXT = "The van came every week, and somebody listened."


def somebody(work: Work) -> str:
    work.session.execute(
        insert(Staff).values(
            id=new_key(), code="MO", name="Mo", role="caseworker", active=True, created_at=work.now
        )
    )
    person = people.create(work, PersonDraft("Comet")).id
    yes = Answer("story", consents.YES, "verbal", "able")
    consents.answer(work, AnswersDraft(person, None, (yes,)))
    return person


def by_mo(work: Work, draft: StoryDraft) -> str:
    return stories.write(replace(work, by="MO", role="caseworker"), draft).value.id


def test_a_story_of_a_colleague_is_read_and_taken_out_of_use(stage: Stage, full: Desk) -> None:
    full.do(by_mo, StoryDraft(full.do(somebody), TEXT))
    page = cast("StoriesPage", stage.show_page("stories"))
    page.list.take_focus()
    answer_next("read")
    QTest.keyClick(page.list.table, Qt.Key.Key_Return)
    stage.settle()
    (row,) = full.ask(stories.every)
    assert row.approved_by is not None
    assert row.why == ()
    stage.click("stories.out")
    stage.settle()
    assert full.ask(stories.every)[0].retired
    assert "No story yet." in stage.words()


def test_a_name_in_a_story_is_refused_where_it_is_typed(stage: Stage, full: Desk) -> None:
    person = full.do(somebody)
    stage.show_page("stories")
    stage.click("stories.add")
    form = dialog("story")
    # Whoever it is about is found by typing; the key is what counts here.
    form._who._chosen = person  # type: ignore[attr-defined]
    words = inside(form, "story.text", QPlainTextEdit)
    words.setPlainText("Comet came every week.")
    press(stage, form, "story.save")
    assert form.isVisible()
    assert not full.ask(stories.every)
    words.setPlainText(TEXT)
    press(stage, form, "story.save")
    (row,) = full.ask(stories.every)
    assert row.text == TEXT
    assert row.why == ("unread",)


@pytest.mark.parametrize(("width", "height", "percent"), [(1366, 700, 150), (683, 350, 100)])
def test_nothing_is_clipped_or_nameless(
    stage: Stage, full: Desk, theme: Theme, width: int, height: int, percent: int
) -> None:
    full.do(by_mo, StoryDraft(full.do(somebody), TEXT))
    theme.choose(percent=percent)
    stage.setMinimumSize(1, 1)
    stage.resize(width, height - 50)
    page = stage.show_page("stories")
    page.compact(theme.breakpoint(width))
    stage.until(lambda: not clipped(page))
    assert nameless(page) == []
