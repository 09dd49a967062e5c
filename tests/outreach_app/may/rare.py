"""What the invented records have none of, written as the lead, so that a question has an answer."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select

from models.sharing import Disclosure
from outreach_app.casework import (
    access_requests,
    consent_papers,
    enforcement,
    outside_requests,
)
from outreach_app.casework.access_requests import AccessDraft
from outreach_app.casework.enforcement import DiaryDraft
from outreach_app.casework.outside_requests import RequestDraft
from outreach_app.casework.request_notes import NoteDraft
from outreach_app.neighbours import address_book
from outreach_app.reports.asked import Asked
from outreach_app.sharing import alert_print
from outreach_app.statistics import periods
from outreach_app.work import Work

_ABOUT_NEIGHBOURS: Final = (
    *("address_book.one", "facts.candidates", "facts.preview"),
    *("recalling.to_recall", "sending.preview"),
)
Known = Mapping[str, Mapping[str, Any]]


def written(work: Work, people: list[str], card: str) -> Known:
    """Write it; answers the arguments that lead there. `card` is that of another project."""
    other = people[1]
    own = access_requests.register(work, AccessDraft(work.today, other)).value
    asked = outside_requests.register(
        work, RequestDraft("police_asked", NoteDraft(work.now, what="them"))
    ).value
    raid = DiaryDraft("dispersal", work.today - timedelta(days=3), name="all along the road")
    paper = consent_papers.Paper("pdf", b"%PDF-1.4 signed")
    neighbour = address_book.add(work, card.encode()).value.id
    address_book.check(work, neighbour, same=True)
    there = {"neighbour_id": neighbour}
    return {
        **{f"neighbours.{each}": there for each in _ABOUT_NEIGHBOURS},
        "casework.access_reading.read": {"request_id": own},
        "casework.colleague_page.one": {"code": work.by},
        "casework.consent_papers.show": {
            "paper_id": consent_papers.attach(work, paper, person_id=other).value
        },
        "casework.enforcement.beside": {"entry_id": enforcement.write(work, raid).value},
        "casework.outside_requests.read": {"request_id": asked},
        "casework.pairs.look_as_given": {"goes": other, "stays": people[2]},
        "reports.tracing.look": {
            "asked": Asked(periods.month("2025-11"), work.now),
            "path": "C01_contacts",
        },
        "sharing.alert_print.prepare": {"paper": alert_print.POSTER},
        "sharing.own_copy.look": {"request_id": own},
        "sharing.own_copy.prepare": {"request_id": own},
        "sharing.own_copy.review": {"request_id": own},
        "sharing.telling.letter": {
            "entry": work.session.scalar(select(Disclosure.id).order_by(Disclosure.id))
        },
    }
