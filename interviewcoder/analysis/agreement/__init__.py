"""Agreement between coders: ratings tallied per interview, and every coefficient a function of a tally.

A tally is a sum over units, so tallies of interviews add up to the tally of a study, and a bootstrap that resamples
interviews is one matrix product (``ratings`` tallies, ``coefficients`` judge, ``bootstrap`` resamples).
"""
