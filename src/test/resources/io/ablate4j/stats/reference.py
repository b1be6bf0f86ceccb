"""Reference values by SciPy for the tests of io.ablate4j.stats.

Debian 12: apt-get install python3-scipy; python3 reference.py > reference-scipy.csv
A line is kind,case,quantity,numbers with blanks between the numbers. The kinds bounded, outside
and welch were added with SciPy 1.17.
"""

import itertools

import numpy as np
from scipy import optimize, special, stats

rng = np.random.default_rng(20260101)


def put(kind, case, **quantities):
    for name, value in quantities.items():
        numbers = " ".join(repr(float(v)) for v in np.atleast_1d(value))
        print(f"{kind},{case},{name},{numbers}")


# Differences of accuracies on a grid of 1/400 have ties, zeros and rounding errors.
def grid(n):
    return rng.integers(300, 330, n) / 400 - rng.integers(296, 326, n) / 400


samples = {f"normal-{n}": rng.normal(0.4, 1, n) for n in (2, 3, 5, 6, 8, 10, 13, 20)}
samples |= {f"grid-{n}": grid(n) for n in (5, 8, 12)}
samples["ties-10"] = np.array([1, 1, -1, 2, 0, 0, 3, -2, 1, 0.0])
samples["rounding-6"] = np.array([0.9, 0.8, 0.3, 0.7, 0.1, 0.6]) - np.array([0.8, 0.7, 0.5, 0.6, 0.3, 0.5])
samples["one-sign-7"] = np.array([-0.5, -0.25, -1.5, -2, -0.125, -0.75, -3])
large = {"normal-25": rng.normal(0.2, 1, 25), "grid-30": grid(30)}


def flip(d, alternative):
    result = stats.permutation_test(
        (d,), np.sum, permutation_type="samples", alternative=alternative, n_resamples=np.inf, batch=1 << 14
    )
    return result.pvalue


def subset_means(d):
    sums, sizes = np.zeros(1), np.zeros(1)
    for x in d:
        sums, sizes = np.concatenate([sums, sums + x]), np.concatenate([sizes, sizes + 1])
    return np.sort(sums[1:] / sizes[1:])


def pratt_ranks(d):
    """Signed ranks, zeros ranked and dropped; rounded first, so that ties are ties."""
    d = np.round(d, 12)
    return np.sign(d) * stats.rankdata(np.abs(d))


for case, d in samples.items():
    d12 = np.round(d, 12)
    put("sign-flip", case, d=d, two=flip(d12, "two-sided"), greater=flip(d12, "greater"), less=flip(d12, "less"))
    means = subset_means(d)
    for level in (0.75, 0.9, 0.95):
        k = int(np.floor((1 - level) / 2 * 2 ** len(d) + 1e-9))
        put("sign-flip", case, **{f"interval{level * 100:.0f}": [means[k - 1], means[-k]] if k > 0 else []})
    put("wilcoxon", case, d=d, two=flip(pratt_ranks(d), "two-sided"))

put("wilcoxon", "normal-25", d=large["normal-25"], two=stats.wilcoxon(large["normal-25"], mode="exact").pvalue)
ties = np.round(large["grid-30"], 12)
put(
    "wilcoxon",
    "grid-30",
    d=large["grid-30"],
    two=stats.wilcoxon(ties, zero_method="pratt", correction=True, mode="approx").pvalue,
)

for case, d in (samples | large).items():
    n, mean, error = len(d), np.mean(d), stats.sem(d)
    put(
        "t",
        case,
        d=d,
        mu=0.1,
        two=stats.ttest_1samp(d, 0).pvalue,
        greater=stats.ttest_1samp(d, 0.1, alternative="greater").pvalue,
        less=stats.ttest_1samp(d, 0.1, alternative="less").pvalue,
        interval95=stats.t.interval(0.95, n - 1, mean, error),
        interval90=stats.t.interval(0.9, n - 1, mean, error),
        tost=max(
            stats.ttest_1samp(d, -0.3, alternative="greater").pvalue,
            stats.ttest_1samp(d, 0.9, alternative="less").pvalue,
        ),
        notWorse=stats.ttest_1samp(d, -0.3, alternative="greater").pvalue,
        effect=mean / np.std(d, ddof=1),
        superiority=np.mean(np.sign(np.round(d, 12)) / 2 + 0.5),
    )

for case, n in (("few", 2), ("eight", 8), ("many", 40)):
    common = rng.normal(0, 2, n)
    a, b = common + rng.normal(0, 1, n), common + rng.normal(0, 1, n)
    put(
        "pairing",
        case,
        a=a,
        b=b,
        reduction=(np.var(a, ddof=1) + np.var(b, ddof=1)) / np.var(a - b, ddof=1),
        slope=stats.linregress(a, b).slope,
    )

for k, n in ((0, 1), (0, 6), (1, 6), (6, 6), (3, 8), (17, 40), (0, 1000), (999, 1000)):
    ci = {level: stats.binomtest(k, n).proportion_ci(level, method="wilson") for level in (0.95, 0.8)}
    put("wilson", f"{k}/{n}", k=k, n=n, interval95=ci[0.95], interval80=ci[0.8])

for b, c in ((0, 1), (0, 6), (1, 7), (5, 5), (3, 4), (12, 30)):
    put("mcnemar", f"{b}-{c}", b=b, c=c, p=stats.binomtest(b, b + c).pvalue)

for n in (1, 2, 3, 4, 5, 7, 8, 21):
    x = rng.normal(0, 1, n)
    put("interquartile", str(n), x=x, mean=stats.trim_mean(x, 0.25))

for n in (1, 2, 5, 6, 7, 8, 9, 15, 40):
    x = rng.lognormal(0, 1, n)
    put("median", str(n), x=x, median=np.median(x))
    for level in (0.95, 0.8):
        k = int(stats.binom.ppf((1 - level) / 2, n, 0.5))
        if k > 0:
            put("median", str(n), **{f"interval{level * 100:.0f}": [np.sort(x)[k - 1], np.sort(x)[n - k]]})


def power(n, effect, alpha):
    t, shift = stats.t.isf(alpha / 2, n - 1), effect * np.sqrt(n)
    return stats.nct.sf(t, n - 1, shift) + stats.nct.cdf(-t, n - 1, shift)


for n, effect, alpha in itertools.product((2, 3, 8, 30, 200), (0.2, 0.8, 2), (0.05, 0.001)):
    put("power", f"{n}/{effect}/{alpha}", n=n, effect=effect, alpha=alpha, power=power(n, effect, alpha))
for effect, alpha, wanted in ((0.5, 0.05, 0.8), (1, 0.05, 0.8), (1, 0.005, 0.9), (3, 0.05, 0.8)):
    needed = next(n for n in range(2, 1000) if power(n, effect, alpha) >= wanted)
    put("seeds", f"{effect}/{alpha}", effect=effect, alpha=alpha, power=wanted, needed=needed)

for case, x, statistic in (
    ("mean", rng.lognormal(0, 1, 12), np.mean),
    ("deviation", rng.normal(0, 1, 15), lambda x, axis=-1: np.std(x, axis=axis)),
):
    result = stats.bootstrap((x,), statistic, n_resamples=399, method="BCa", random_state=1)
    percentile = stats.bootstrap((x,), statistic, n_resamples=399, method="percentile", random_state=1)
    put(
        "bootstrap",
        case,
        x=x,
        replicates=result.bootstrap_distribution,
        bca=result.confidence_interval,
        percentile=percentile.confidence_interval,
    )

# All 6^6 resamples, for which the drawn ones stand.
x = rng.lognormal(0, 1, 6)
every = np.mean(np.array(list(itertools.product(x, repeat=6))), axis=1)
put("exhaustive", "mean", x=x, percentile=np.percentile(every, [2.5, 97.5]))

# Hoeffding's bound in the form of relative entropy, and where it is .05.
for case, d, reach, margin in (
    ("none-6", np.zeros(6), 1, 0.05),
    ("none-59", np.zeros(59), 1, 0.05),
    ("one-100", np.r_[1, np.zeros(99)], 1, 0.05),
    ("all-6", np.ones(6), 1, 0.05),
    ("all-but-one-10", np.r_[np.ones(9), 0], 1, 0.2),
    ("both-ways-8", np.array([1, -1, 0, 0, 1, 0, 0, 1.0]), 1, 0.3),
    ("fractions-12", rng.integers(-1, 2, 12) / 6, 1, 0.25),
    ("interaction-8", np.array([2, 0, 1, 0, -1, 0, 0, 1.0]), 2, 0.5),
):

    def below(x, mu):
        x = np.mean(x)
        return np.exp(-len(d) * (special.rel_entr(x, mu) + special.rel_entr(1 - x, 1 - mu))) if x < mu else 1

    gains, losses = np.clip(d / reach, 0, 1), np.clip(-d / reach, 0, 1)
    bound = {
        name: optimize.brentq(lambda mu: below(x, mu) - 0.05, max(np.mean(x), 1e-9), 1 - 1e-12, xtol=1e-14)
        for name, x in (("gains", gains), ("losses", losses))
        if np.mean(x) < 1
    }
    put(
        "bounded",
        case,
        d=d,
        reach=reach,
        margin=margin,
        equivalent=max(below(gains, margin / reach), below(losses, margin / reach)),
        notWorse=below(losses, margin / reach),
        worse=below((1 + d / reach) / 2, (1 - margin / reach) / 2),
        outside=min(
            1,
            2
            * min(
                below((1 + d / reach) / 2, (1 - margin / reach) / 2),
                below((1 - d / reach) / 2, (1 - margin / reach) / 2),
            ),
        ),
        interval90=[-reach * bound["losses"], reach * bound.get("gains", 1)],
    )

# The opposites of not worse and of equivalence.
for case, d in (samples | large).items():
    greater = stats.ttest_1samp(d, 0.2, alternative="greater").pvalue
    less = stats.ttest_1samp(d, -0.1, alternative="less").pvalue
    put(
        "outside",
        case,
        d=d,
        outside=min(1, 2 * min(greater, less)),
        worse=stats.ttest_1samp(d, -0.1, alternative="less").pvalue,
    )

for case, n, m in (("few", 2, 3), ("ten", 10, 10), ("uneven", 6, 25)):
    a, b = rng.normal(1, 0.1, n), rng.normal(1.1, 0.4, m)
    ci = stats.ttest_ind(a, b, equal_var=False).confidence_interval(0.95)
    put("welch", case, a=a, b=b, interval95=[ci.low, ci.high])
