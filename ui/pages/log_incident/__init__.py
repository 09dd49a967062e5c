"""The page on which harm is written down: three answers are enough."""

from ui.pages.log_incident.page import LogIncidentPage

__all__ = ["LogIncidentPage"]
