"""What is remembered: one study, as a log of events and the tables that follow from it.

``Project`` (in ``store.project``) is the only way to write. ``events`` holds the log, ``kinds`` says per kind of
event what it does to the tables, ``schema`` names the tables, ``files`` opens and guards the SQLite file.
"""
