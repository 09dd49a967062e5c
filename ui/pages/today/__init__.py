"""Today: what waits, what runs, what was handed over."""

from ui.pages.today.page import TodayPage

__all__ = ["TodayPage"]
