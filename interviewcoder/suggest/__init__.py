"""Proposing codes for what people say, each with the words that spoke for it; only this room knows spaCy."""
