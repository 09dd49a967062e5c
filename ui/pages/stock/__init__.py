"""Stock: what lies on the shelf and in the van, what came and went, what runs low."""

from ui.pages.stock.page import StockPage

__all__ = ["StockPage"]
