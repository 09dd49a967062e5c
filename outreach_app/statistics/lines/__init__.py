"""The report lines, one small function each."""
