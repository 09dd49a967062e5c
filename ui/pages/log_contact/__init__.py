"""Log a contact: who, where, what was given, what matters next time."""

from ui.pages.log_contact.page import LogContactPage

__all__ = ["LogContactPage"]
