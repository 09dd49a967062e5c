"""The workbook form of the exchange format: sheets, cells, what they mean, and back again."""
