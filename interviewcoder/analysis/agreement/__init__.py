"""Agreement between coders, from fragments to a coefficient with its interval.

``units`` puts what each coder read and coded beside each other. ``ratings`` and ``sets`` tally that: a tally is a sum
over units, so tallies of interviews add up to the tally of a study, and a bootstrap that resamples interviews is one
matrix product (``bootstrap``). ``coefficients`` judges a tally; ``continuum``, ``unitising`` and ``matching`` compare
fragments with their ends. ``measuring`` names the coefficients, ``judging`` brings all together, ``words`` and
``forest`` say and draw what was found.
"""
