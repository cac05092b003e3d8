"""REFI-QDA: ``archive`` opens a .qdpx, ``reading`` understands it, ``writing`` makes one, ``structure`` checks it.

The names and the order of elements are those of version 1.0 of the standard, as its specification 1.5 tells them.
"""

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
