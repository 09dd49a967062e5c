"""Moving in from whatever spreadsheet a project kept: read, matched, checked, taken in at once."""
