"""Stories that may stand in a report: put here by the gate, for one transaction only.

A report is made where nothing of sharing is known. Whoever asked the gate leaves the stories with
the transaction; with it they are gone, so that no story stands in a report without being asked for
anew.
"""

from typing import Final

from sqlalchemy import select

from models.packs import IssuedStory, PackStory
from outreach_app.work import Work

_KEY: Final = "stories that may be told"


def let(work: Work, pack: str, texts: tuple[str, ...]) -> None:
    """Let these stories stand in reports of a pack that are made in this transaction."""
    work.session.info[_KEY] = (pack, texts)


def of(work: Work, pack: str) -> tuple[str, ...]:
    """Return the stories the gate let through for a pack in this transaction."""
    allowed, texts = work.session.info.get(_KEY, ("", ()))
    return tuple(texts) if allowed == pack else ()


def issued(work: Work, report_id: str) -> tuple[str, ...]:
    """Return the stories that stand in an issued report: what was issued stays."""
    wanted = (
        select(PackStory.text)
        .join(IssuedStory, IssuedStory.story_id == PackStory.id)
        .where(IssuedStory.report_id == report_id)
        .order_by(IssuedStory.position)
    )
    return tuple(work.session.scalars(wanted))
