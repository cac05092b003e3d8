"""For authors: what leaves the study for an article, without a name in it."""
