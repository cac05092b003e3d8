"""Statistics: pure functions from rows to frozen answers. Nothing here knows a database or a screen."""
