"""The table of a shift: one line a contact, typed in a few letters."""

from ui.pages.session.page import SessionPage

__all__ = ["SessionPage"]
