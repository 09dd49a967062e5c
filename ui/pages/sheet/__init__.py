"""Papers that may leave: chosen, read as they will be, then printed or saved."""

from ui.pages.sheet.page import SheetPage

__all__ = ["SheetPage"]
