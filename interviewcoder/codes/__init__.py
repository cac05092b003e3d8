"""The codebook: read from TOML and checked, so that every other room can trust it.

``load`` makes a ``model.Codebook`` of a folder of files, ``table`` names the file and key of a fault, and ``cue``
is the grammar of the cues, which ``suggest`` matches.
"""
