"""Masks and caches by numpy, from the formulas of docs/method.md and docs/simulator.md, for the scripts beside this one. Nothing here shares code with
Dipscope."""
import math

import numpy as np


def mix64(state):
    with np.errstate(over="ignore"):
        z = state.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def silu(x):
    return x / (1 + np.exp(-x))


def ranked(scores):
    """Columns from the best on; of equal ones the lower index first."""
    return np.argsort(-scores, kind="stable")


def split(d):
    share = 1 / (1 + math.exp(-(0.9849930711 * math.log(d / (1 - d)) + 0.2997647759)))
    return share, 3 * (d - 2 / 3 * share)


class Cache:
    """LRU or LFU of one hook."""

    def __init__(self, policy, columns, capacity, hook):
        self.policy, self.capacity, self.hook = policy, min(capacity, columns), hook
        self.resident = np.zeros(columns, bool)
        self.age, self.count = np.zeros(columns, int), np.zeros(columns, int)
        self.t = 0

    def use(self, mask):
        hits = int((mask & self.resident).sum())
        rest = self.resident & ~mask
        leaving = max(0, min(int(rest.sum()), int(mask.sum()) + int(rest.sum()) - self.capacity))
        self.count[mask] += 1
        self.age[rest] += 1
        self.age[mask] = 0
        candidates = np.flatnonzero(rest)
        worth = self.count[candidates] if self.policy == "lfu" else -self.age[candidates]
        self.resident[candidates[np.argsort(worth, kind="stable")[:leaving]]] = False
        missed = np.flatnonzero(mask & ~self.resident)
        room = self.capacity - int(self.resident.sum())
        if len(missed) > room:
            keys = mix64(np.uint64((self.hook << 40) + (self.t << 20)) + missed.astype(np.uint64))
            missed = missed[np.argsort(keys, kind="stable")[:room]]
        self.resident[missed] = True
        self.t += 1
        return hits


def choose(scores, k, cache, case):
    top_n = case["fixed_top_n"]
    order = ranked(scores)
    fixed = order[:top_n]
    resident = cache.resident
    if case["weighting"] == "approximate":
        m = min(len(scores), math.floor(case["top_m"] * k))
        chosen = list(order[:min(k, top_n)])
        groups = ([i for i in order[:k] if resident[i]], [i for i in order[:m] if resident[i]], [i for i in order[:k] if not resident[i]])
        for group in groups:
            for i in group:
                if len(chosen) < k and i not in chosen:
                    chosen.append(i)
    else:
        gamma = case["gamma"]
        if case["warm_up"]:
            gamma = 1 - (1 - gamma) * (1 - gamma ** (cache.t / 4))
        weighed = np.where(resident, scores, gamma * scores) if case["weighting"] == "gamma" else gamma * scores + (1 - gamma) * resident
        weighed[fixed] = scores[fixed]
        chosen = ranked(weighed)[:k]
    mask = np.zeros(len(scores), bool)
    mask[chosen] = True
    return mask
