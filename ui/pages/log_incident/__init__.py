"""The page on which harm is written down: three answers are enough."""

from ui.pages.log_incident.amend_page import AmendIncidentPage
from ui.pages.log_incident.page import LogIncidentPage

__all__ = ["AmendIncidentPage", "LogIncidentPage"]
