"""The analyses, each as the screen on them shows it: one file an analysis."""
