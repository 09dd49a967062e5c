"""One incident: its facts, what happened when somebody asks, and the steps so far."""

from ui.pages.incident.page import IncidentPage

__all__ = ["IncidentPage"]
