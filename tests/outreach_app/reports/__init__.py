"""Tests of documents and printed pages."""
