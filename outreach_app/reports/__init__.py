"""Figures to pages: a tree first, a file last."""
