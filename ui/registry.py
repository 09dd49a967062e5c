"""Which pages there are, by name. A page is imported when it is first wanted."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Final, cast

from ui.page import Page

# The pages of the navigation, in the order of Ctrl+1 to Ctrl+7; Settings is Ctrl+comma.
NAVIGATION: Final = (
    "today",
    "people",
    "incidents",
    "needs",
    "alerts",
    "reports",
    "safekeeping",
)

# Name of the page, which is the name of its module in ui.pages, and of the class in it.
PAGES: Final = {
    "today": "TodayPage",
    "people": "PeoplePage",
    "incidents": "IncidentsPage",
    "needs": "NeedsPage",
    "need": "NeedPage",
    "alerts": "AlertsPage",
    "alert": "AlertPage",
    "alert_sent": "AlertSentPage",
    "combine_alert": "CombineAlertPage",
    "gone": "GonePage",
    "sheet": "SheetPage",
    "reports": "ReportsPage",
    "figures": "FiguresPage",
    "packs": "PacksPage",
    "pack": "PackPage",
    "stories": "StoriesPage",
    "month_end": "MonthEndPage",
    "trace": "TracePage",
    "safekeeping": "SafekeepingPage",
    "due": "DuePage",
    "protection": "ProtectionPage",
    "concern": "ConcernPage",
    "conduct": "ConductPage",
    "raise_concern": "RaiseConcernPage",
    "note_conduct": "NoteConductPage",
    "write_diary": "WriteDiaryPage",
    "requests": "RequestsPage",
    "request": "RequestPage",
    "looked": "LookedPage",
    "own_records": "OwnRecordsPage",
    "own_record": "OwnRecordPage",
    "own_review": "OwnReviewPage",
    "colleagues": "ColleaguesPage",
    "colleague": "ColleaguePage",
    "settings": "SettingsPage",
    "lists": "ListsPage",
    "moving_in": "MovingInPage",
    "stock": "StockPage",
    "unnamed": "UnnamedPage",
    "person": "PersonPage",
    "person_details": "PersonDetailsPage",
    "doubles": "DoublesPage",
    "move_case": "MoveCasePage",
    "neighbours": "NeighboursPage",
    "neighbour": "NeighbourPage",
    "sealed_file": "SealedFilePage",
    "consent": "ConsentPage",
    "consent_wording": "ConsentWordingPage",
    "log_contact": "LogContactPage",
    "log_incident": "LogIncidentPage",
    "amend_incident": "AmendIncidentPage",
    "incident": "IncidentPage",
    "wishes": "WishesPage",
    "witness_accounts": "WitnessAccountsPage",
    "matches": "MatchesPage",
    "session": "SessionPage",
    "paper_sheet": "PaperSheetPage",
}

# The page that carries on with a draft of a kind.
DRAFT_PAGES: Final = {
    "contact": "log_contact",
    "incident": "log_incident",
    "amend_incident": "amend_incident",
    "witness": "incident",
    "witness_alone": "witness_accounts",
    "ladder": "incident",
    "request_answer": "request",
    "consent": "consent",
    "consent_wording": "consent_wording",
    "concern": "raise_concern",
    "conduct": "note_conduct",
    "diary": "write_diary",
    "outside_request": "requests",
    "own_record": "own_records",
    "alert": "alert",
    "plates": "neighbour",
    "person_details": "person_details",
    "young": "person",
    "session": "session",
    "paper_sheet": "paper_sheet",
    "pack": "pack",
    "story": "stories",
}


# Pages that live in the module of another one, whose form they are.
_WITH: Final = {"amend_incident": "log_incident"}


def bring_in() -> Iterator[str]:
    """Import one page after the other, at the pace of whoever asks for the next."""
    for name in PAGES:
        page_class(name)
        yield name


def page_class(name: str) -> type[Page] | None:
    """Return the class of a page, or None while it has not been built."""
    module = f"ui.pages.{_WITH.get(name, name)}"
    if name not in PAGES or find_spec(module) is None:
        return None
    return cast("type[Page]", getattr(import_module(module), PAGES[name]))
