"""Coefficients of agreement, each from a tally; NaN where undefined. All leading axes of a tally are done at once.

Sources: Cohen, Educ. Psychol. Meas. 20 (1960) 37 and Psychol. Bull. 70 (1968) 213; Scott, Public Opin. Q. 19 (1955)
321; Fleiss, Psychol. Bull. 76 (1971) 378; Conger, Psychol. Bull. 88 (1980) 322; Bennett, Alpert & Goldstein, Public
Opin. Q. 18 (1954) 303; Brennan & Prediger, Educ. Psychol. Meas. 41 (1981) 687; Krippendorff, Content Analysis, 2nd
ed. (2004), ch. 11; Gwet, Br. J. Math. Stat. Psychol. 61 (2008) 29 and Handbook of Inter-Rater Reliability, 4th ed.
(2014), whose forms for missing ratings are used: a unit rated once counts for chance, not for agreement.
"""

from __future__ import annotations

import numpy as np

from interviewcoder.analysis.agreement.ratings import Floats, Tally


def percent(held: Tally, weights: Floats | None = None) -> Floats:
    """Observed agreement: the chance that two coders of a unit agree, averaged over the units with several ratings.

    ``weights`` (q × q) gives partial credit; without it only equal categories agree.
    """
    credit = _identity(held) if weights is None else weights
    return ratio((held.agreeing * credit).sum(axis=(-2, -1)), held.paired)


def fleiss_kappa(held: Tally, weights: Floats | None = None) -> Floats:
    """Fleiss' kappa for any number of coders; with two coders and no missing ratings it is Scott's pi."""
    share = _shares(held)
    credit = _identity(held) if weights is None else weights
    chance = np.einsum("...k,kl,...l->...", share, credit, share)
    return _corrected(percent(held, weights), chance)


def scott_pi(held: Tally) -> Floats:
    """Scott's pi: chance from the shares of both coders together."""
    return fleiss_kappa(held)


def cohen_kappa(held: Tally, first: int = 0, second: int = 1, weights: Floats | None = None) -> Floats:
    """Cohen's kappa of two coders over the units that both rated; with ``weights`` (q × q) the weighted kappa."""
    table = held.between[..., first, second, :, :]
    total = table.sum(axis=(-2, -1))
    credit = _identity(held) if weights is None else weights
    observed = ratio((table * credit).sum(axis=(-2, -1)), total)
    rows, columns = table.sum(axis=-1), table.sum(axis=-2)
    chance = ratio(np.einsum("...k,kl,...l->...", rows, credit, columns), total**2)
    return _corrected(observed, chance)


def conger_kappa(held: Tally) -> Floats:
    """Conger's kappa: Cohen's for any number of coders, chance from each coder's own shares (Gwet's form)."""
    counts = held.rated.sum(axis=-1, keepdims=True)
    there = counts > 0  # in a draw of interviews, a coder may have rated none
    share = np.where(there, ratio(held.rated, counts), 0.0)
    coders = there.sum(axis=-2)
    mean = ratio(share.sum(axis=-2), coders)
    apart = np.where(there, share - mean[..., None, :], 0.0)
    spread = ratio((apart**2).sum(axis=-2), coders - 1)
    chance = (mean**2 - ratio(spread, coders)).sum(axis=-1)
    return _corrected(percent(held), chance)


def brennan_prediger(held: Tally) -> Floats:
    """Brennan and Prediger's kappa, also Bennett's S, Randolph's kappa and, for two categories, PABAK.

    Chance is one in q: give the tally the categories of the codebook, not only those that were used.
    """
    return _corrected(percent(held), np.full(held.paired.shape, 1.0 / held.shares.shape[-1]))


def gwet_ac(held: Tally, weights: Floats | None = None) -> Floats:
    """Gwet's AC1; AC2 with ``weights`` (q × q). Chance is for coders who are at times at a loss."""
    q = held.shares.shape[-1]
    share = _shares(held)
    credit = _identity(held) if weights is None else weights
    chance = credit.sum() / (q * (q - 1)) * (share * (1 - share)).sum(axis=-1)
    return _corrected(percent(held, weights), chance)


def krippendorff_alpha(held: Tally, distance: Floats | None = None) -> Floats:
    """Krippendorff's alpha; ``distance`` (q × q, or with the tally's leading axes) is nominal unless given.

    Units with one rating are left out altogether. Undefined when all ratings are equal.
    """
    apart = 1.0 - _identity(held) if distance is None else distance
    marginal = held.pairs.sum(axis=-1)
    total = marginal.sum(axis=-1)
    observed = (held.pairs * apart).sum(axis=(-2, -1))
    outer = marginal[..., :, None] * marginal[..., None, :]
    expected = ratio((outer * apart).sum(axis=(-2, -1)), total - 1)
    return 1.0 - ratio(observed, expected)


# --- distances and credits ------------------------------------------------------------------------


def interval_distance(values: Floats) -> Floats:
    """Squared differences of the categories' values (Krippendorff 2004, 11.3.4)."""
    return _differences(values) ** 2


def ratio_distance(values: Floats) -> Floats:
    """Squared differences in proportion to the sums (Krippendorff 2004, 11.3.4); nought against nought is nought."""
    sums = np.add.outer(values, values)
    return np.asarray(np.where(sums == 0, 0.0, _differences(values) / np.where(sums == 0, 1, sums)) ** 2)


def ordinal_distance(held: Tally) -> Floats:
    """Squared number of ratings from one category to another, half of both ends (Krippendorff 2004, 11.3.4)."""
    marginal = held.pairs.sum(axis=-1)
    middle = np.cumsum(marginal, axis=-1) - marginal / 2
    return np.asarray((middle[..., :, None] - middle[..., None, :]) ** 2)


def quadratic_credit(values: Floats) -> Floats:
    """One, less the squared difference in proportion to the largest (Cohen 1968; Gwet 2014, 3.5)."""
    return np.asarray(1.0 - interval_distance(values) / (values.max() - values.min()) ** 2)


def linear_credit(values: Floats) -> Floats:
    """One, less the difference in proportion to the largest (Cicchetti & Allison 1971)."""
    return np.asarray(1.0 - np.abs(_differences(values)) / (values.max() - values.min()))


def ratio(above: Floats, below: Floats) -> Floats:
    """Divided, and NaN where there is nothing to divide by."""
    below = np.asarray(below, dtype=np.float64)
    empty = np.abs(below) < 1e-12
    return np.asarray(np.where(empty, np.nan, above / np.where(empty, 1.0, below)), dtype=np.float64)


# --- within ---------------------------------------------------------------------------------------


def _differences(values: Floats) -> Floats:
    return np.asarray(values[:, None] - values[None, :], dtype=np.float64)


def _identity(held: Tally) -> Floats:
    return np.eye(held.shares.shape[-1])


def _shares(held: Tally) -> Floats:
    return ratio(held.shares, held.units[..., None])


def _corrected(observed: Floats, chance: Floats) -> Floats:
    return ratio(observed - chance, 1.0 - chance)
