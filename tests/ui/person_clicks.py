"""Clicks on the page of somebody, counted, and colleagues beside whom they are made."""

from PySide6.QtWidgets import QMenu

from outreach_app.bootstrap import Desk
from outreach_app.work import Work
from tests.ui.sitting import Stage


class Counting:
    """Clicks on a stage, counted."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.clicks = 0

    def menu(self, key: str) -> None:
        """Open the menu beside the name and choose from it: two clicks."""
        found = self.stage.findChild(QMenu, "person.more.menu")
        assert isinstance(found, QMenu)
        act = next(each for each in found.actions() if each.objectName() == f"person.more.{key}")
        act.trigger()
        self.stage.settle()
        self.clicks += 2

    def click(self, name: str) -> None:
        self.stage.click(name)
        self.clicks += 1


def offered(stage: Stage) -> set[str]:
    found = stage.findChild(QMenu, "person.more.menu")
    assert isinstance(found, QMenu)
    names = (each.objectName() for each in found.actions() if each.objectName())
    return {name.removeprefix("person.more.") for name in names}


def colleague(desk: Desk, code: str, role: str = "caseworker") -> None:
    from sqlalchemy import insert

    from models.project import Staff
    from models.types import new_key

    def add(work: Work) -> None:
        work.session.execute(
            insert(Staff).values(
                id=new_key(), code=code, name=code.title(), role=role, created_at=work.now
            )
        )

    desk.do(add)
