"""The same comparison as a person would write it: means, Mann-Whitney or chi-square, Benjamini-Hochberg, Wilson.

Usage: python3 bench/analysis_reference.py RUNS.json; prints seconds of processor time of reading and of analysis (imports are
not counted), wall seconds, and the peak memory in MB.
With pandas where it is installed, else with numpy alone.
"""

import json
import resource
import sys
import time

import numpy as np
from scipy import stats

try:
    import pandas
except ImportError:
    pandas = None


def read(path):
    with open(path) as file:
        runs = json.load(file)
    crashed = np.array([run["state"] != "finished" for run in runs])
    if pandas is not None:
        return pandas.DataFrame([run["config"] for run in runs]), crashed
    names = list(dict.fromkeys(name for run in runs for name in run["config"]))
    return {name: np.array([run["config"].get(name) for run in runs]) for name in names}, crashed


def compare(values, crashed):
    """One parameter: figures of both groups, p, and the crash rate by level or by tenths of the runs."""
    if values.dtype.kind in "if":
        a, b = values[crashed], values[~crashed]
        figures = [(g.mean(), np.median(g), g.std(ddof=1), g.min(), g.max()) for g in (a, b)]
        test = stats.mannwhitneyu(a, b, alternative="two-sided")
        edges = np.unique(np.quantile(values, np.linspace(0, 1, 11)))
        groups = np.searchsorted(edges[1:-1], values, side="right")
        p, effect = test.pvalue, test.statistic / (len(a) * len(b))
    else:
        levels, groups = np.unique(values.astype(str), return_inverse=True)
        totals = np.bincount(groups)
        hits = np.bincount(groups, weights=crashed)
        figures, effect = None, None
        p = stats.chi2_contingency(np.array([hits, totals - hits]), correction=False).pvalue
    totals = np.bincount(groups)
    hits = np.bincount(groups, weights=crashed).astype(int)
    rates = [stats.binomtest(int(k), int(n)).proportion_ci(method="wilson") for k, n in zip(hits, totals) if n > 0]
    return figures, effect, p, rates


def main():
    wall = time.perf_counter()
    start = time.process_time()
    columns, crashed = read(sys.argv[1])
    read_at = time.process_time()
    results = {name: compare(np.asarray(columns[name]), crashed) for name in columns}
    stats.false_discovery_control([result[2] for result in results.values()])
    end = time.process_time()
    wall = time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"reading": read_at - start, "analysis": end - read_at, "wall": wall, "peakMegabytes": peak}))


main()
