"""A recovery sheet that was shown and never typed back is said until there is a proved one."""

from outreach_app.bootstrap import Desk
from outreach_app.casework import recovery_paper
from outreach_app.governance import audit
from outreach_app.safekeeping import advice


def said(desk: Desk) -> bool:
    return "unproved" in [line.code for line in advice.lines(desk.copies.state())]


def test_it_is_said_until_the_code_was_typed_back(desk: Desk) -> None:
    assert not said(desk)
    desk.do(recovery_paper.proved)  # nobody waited for it, and nothing is written
    before = [row.action for row in desk.ask(audit.latest, 9)]
    assert "recovery_proved" not in before
    desk.do(recovery_paper.shown)
    assert said(desk)
    desk.do(recovery_paper.proved)
    assert not said(desk)
    assert [row.action for row in desk.ask(audit.latest, 2)] == [
        "recovery_proved",
        "recovery_shown",
    ]


def test_a_new_sheet_that_was_proved_settles_it(desk: Desk) -> None:
    desk.do(recovery_paper.shown)
    desk.accounts.use_code(desk.accounts.new_code())
    assert not said(desk)
