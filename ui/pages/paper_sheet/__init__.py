"""Typing in a paper sheet: its day and reason once, a time with every line."""

from ui.pages.paper_sheet.page import PaperSheetPage

__all__ = ["PaperSheetPage"]
