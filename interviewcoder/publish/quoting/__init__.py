"""Quotes written out: a module per format, all from the same collection."""
