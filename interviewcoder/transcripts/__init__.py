"""Files in: a reader per format, who speaks, turns, sentences; and the tables that say whose interview is whose."""
