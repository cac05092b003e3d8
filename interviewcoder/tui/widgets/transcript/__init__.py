"""The transcript on the screen: ``layout`` wraps, ``highlights`` knows what is coded, ``caret`` moves and selects,
``paint`` makes a row, and ``view`` is the widget. All but ``view`` are plain functions and indexes over code points.
"""
