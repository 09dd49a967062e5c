"""Colours, sizes and icons as roles; the only place that knows a hexadecimal."""
