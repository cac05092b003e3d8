"""The interface in the terminal: ``app`` opens a study, ``screens/`` show it, made of ``widgets/``."""
