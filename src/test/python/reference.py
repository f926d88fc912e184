"""The method and the memory simulator in plain Python and numpy, written from their description alone: what docs/method.md and
docs/simulator.md say in formulas, in doubles, one column cache at a time. It shares no code with Dipscope and was written without a look at
it; settings_fixture.py makes a fixture with it.

Masks are boolean arrays; `b` holds bytes by part, as `dipscope info` prints them; a device is
{"dram": bytes, "dram_bw": bytes/s, "flash_bw": bytes/s, "concurrent": bool}.
"""

import math

import numpy as np

WORD = (1 << 64) - 1
LINEARS = {"dense": 0, "glu": 1, "gate": 2, "up": 2, "glu-oracle": 3, "dip": 3, "dip-ca": 3}
WHOLE = {"dense": ("gate", "up", "down"), "glu": ("gate", "up"), "gate": ("gate",), "up": ("up",)}
LEAST = {"glu": 2 / 3, "gate": 1 / 3, "up": 1 / 3}
HOOKS = {"dense": {}, "glu": {"down": ("down",)}, "gate": {"rows": ("up", "down")}, "up": {"rows": ("gate", "down")},
         "glu-oracle": {"rows": ("gate", "up", "down")}, "dip": {"input": ("gate", "up"), "down": ("down",)}}
HOOKS["dip-ca"] = HOOKS["dip"]


def mix64(state):
    z = (state + 0x9E3779B97F4A7C15) & WORD
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & WORD
    return z ^ (z >> 31)


def hexadecimal(mask):
    return np.packbits(mask, bitorder="little").tobytes().hex()


def split(density):
    if density == 1:
        return 1.0, 1.0
    share = 1 / (1 + math.exp(-(0.9849930711 * math.log(density / (1 - density)) + 0.2997647759)))
    return share, min(max(3 * (density - 2 / 3 * share), 0.0), 1.0)


def keep(method, density, hidden, intermediate, by_hand=None):
    """Hook -> how many columns (or rows) a token keeps."""
    if method == "dense":
        return {}
    if method in ("dip", "dip-ca"):
        share, down = by_hand or split(density)
        return {"input": math.floor(share * hidden), "down": math.floor(down * intermediate)}
    if method == "glu":
        return {"down": math.floor((3 * density - 2) * intermediate)}
    if method == "glu-oracle":
        return {"rows": math.floor(density * intermediate)}
    return {"rows": math.floor((3 * density - 1) / 2 * intermediate)}


def largest(scores, k):
    mask = np.zeros(len(scores), bool)
    mask[np.argsort(-scores, kind="stable")[:k]] = True
    return mask


def columns(hook, hidden, intermediate):
    return hidden if hook == "input" else intermediate


def column_bytes(b, method, hook, layers, hidden, intermediate):
    parts = HOOKS[method][hook]
    return sum(b[part] for part in parts) / len(parts) / layers / columns(hook, hidden, intermediate)


def allocation(b, method, layers, hidden, intermediate, total, dram):
    """Static bytes, those of them that overflow, and hook -> columns that one linear's cache holds."""
    static = b["attention"] + b["lm_head"] + b["kv_per_token"] * total + sum(b[part] for part in WHOLE.get(method, ()))
    capacity = {}
    for hook in HOOKS[method]:
        per_linear = max(0, dram - static) / (LINEARS[method] * layers)
        fitting = math.floor(per_linear / column_bytes(b, method, hook, layers, hidden, intermediate))
        capacity[hook] = min(columns(hook, hidden, intermediate), fitting)
    return static, max(0, static - dram), capacity


class Cache:
    """The columns of one hook in one layer: none, lru, lfu, or belady, which is given the masks to come."""

    def __init__(self, policy, n, capacity, hook, seed, masks=None):
        self.policy, self.capacity, self.hook, self.seed, self.t = policy, capacity, hook, seed, 0
        self.resident, self.age, self.count = np.zeros(n, bool), np.zeros(n, int), np.zeros(n, int)
        if policy == "belady":
            self.next_use = [np.full(n, 1 << 40)]
            for t in reversed(range(len(masks))):
                self.next_use.insert(0, np.where(masks[t], t, self.next_use[0]))

    def use(self, mask):
        """Hits and misses of a token, before the cache is updated."""
        hits, wanted = int((mask & self.resident).sum()), int(mask.sum())
        if self.policy != "none":
            self.update(mask, wanted)
        self.t += 1
        return hits, wanted - hits

    def update(self, mask, wanted):
        outside = np.flatnonzero(self.resident & ~mask)
        self.age[mask] = 0
        self.age[outside] += 1
        self.count[mask] += 1
        worth = {"lru": lambda: -self.age, "lfu": lambda: self.count, "belady": lambda: -self.next_use[self.t + 1]}[self.policy]()[outside]
        leaving = max(0, min(len(outside), wanted + len(outside) - self.capacity))
        self.resident[outside[np.argsort(worth, kind="stable")[:leaving]]] = False
        missed = np.flatnonzero(mask & ~self.resident)
        room = self.capacity - int(self.resident.sum())
        if len(missed) > room:
            state = self.seed + (self.hook << 40) + (self.t << 20)
            missed = sorted(missed, key=lambda column: mix64((state + int(column)) & WORD))[:room]
        self.resident[missed] = True


def together(dram_s, flash_s, concurrent):
    return max(dram_s, flash_s) if concurrent else dram_s + flash_s


def simulate(b, method, layers, hidden, intermediate, prompt, total, masks, device, policy, seed):
    """What a device makes of one sequence; masks[hook][layer][token]. `per_token` has seconds, Flash bytes and hit rates."""
    static, overflow, capacity = allocation(b, method, layers, hidden, intermediate, total, device["dram"])
    dram_bw, flash_bw, concurrent = device["dram_bw"], device["flash_bw"], device["concurrent"]
    halfway = static - b["kv_per_token"] * total + b["kv_per_token"] * (prompt + total) / 2
    fixed = together(halfway / dram_bw, overflow / flash_bw, concurrent)
    first = together((b["attention"] + b["lm_head"] + b["kv_per_token"] * prompt) / dram_bw,
                     (b["gate"] + b["up"] + b["down"]) / flash_bw, concurrent)
    figures = {"fixed_s": fixed, "ttft_s": first, "static_bytes": static, "overflow_bytes": overflow, "capacity_columns": capacity}
    if method == "dense":
        return figures | {"dynamic_s": 0, "tokens_per_s": 1 / fixed, "hit_rate": None, "flash_bytes_per_token": overflow,
                          "dram_bytes_per_token": 0}
    tokens = len(next(iter(masks.values()))[0])
    seconds, flash, dram, rates = np.zeros(tokens), np.zeros(tokens), np.zeros(tokens), np.zeros(tokens)
    for hook, parts in HOOKS[method].items():
        size, n = column_bytes(b, method, hook, layers, hidden, intermediate), len(parts)
        for layer in range(layers):
            cache = Cache(policy, columns(hook, hidden, intermediate), capacity[hook], 2 * layer + (hook == "down"), seed, masks[hook][layer])
            for t in range(tokens):
                hit, miss = cache.use(masks[hook][layer][t])
                seconds[t] += n * together(hit * size / dram_bw, miss * size / flash_bw, concurrent)
                flash[t] += n * miss * size
                dram[t] += n * hit * size
                rates[t] += n * (hit / (hit + miss) if hit + miss else 1) / (LINEARS[method] * layers)
    return figures | {"dynamic_s": seconds.mean(), "tokens_per_s": 1 / (fixed + seconds.mean()), "hit_rate": rates.mean(),
                      "flash_bytes_per_token": flash.mean() + overflow, "dram_bytes_per_token": dram.mean(),
                      "per_token": {"simulated_seconds": seconds + fixed, "flash_bytes": flash + overflow, "hit_rate": rates}}


def silu(x):
    return x / (1 + np.exp(-x))


def gelu(x):
    """0.5 x (1 + tanh z) without its cancellation."""
    return x / (1 + np.exp(-2 * math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3)))


class Layer:
    """One layer's masked MLP, token after token from a cold cache. `margin` is the least relative distance between the last score that was
    kept and the first that was not: with a tiny one, rounding decides."""

    def __init__(self, gate, up, down, activation, method, keep, layer, capacity, policy, seed, gamma, fixed_top_n, warm_up):
        self.gate, self.up, self.down, self.activation, self.method, self.keep = gate, up, down, activation, method, keep
        self.gamma, self.fixed_top_n, self.warm_up, self.t, self.margin = gamma, fixed_top_n, warm_up, 0, 1.0
        self.caches = {hook: Cache(policy, columns(hook, *reversed(gate.shape)), capacity[hook], 2 * layer + (hook == "down"), seed)
                       for hook in HOOKS[method]}

    def choose(self, hook, scores):
        if self.method == "dip-ca":
            gamma = 1 - (1 - self.gamma) * (1 - self.gamma ** (self.t / 4)) if self.warm_up else self.gamma
            spared = self.caches[hook].resident | largest(scores, self.fixed_top_n)
            scores = np.where(spared, scores, gamma * scores)
        ordered, k = -np.sort(-scores), self.keep[hook]
        if 0 < k < len(ordered) and ordered[k - 1] > 0:
            self.margin = min(self.margin, 1 - ordered[k] / ordered[k - 1])
        return largest(scores, k)

    def run(self, x):
        """Masks and output."""
        masks = {}
        if self.method in ("dip", "dip-ca"):
            masks["input"] = self.choose("input", abs(x))
            x = np.where(masks["input"], x, 0)
        g, u = self.activation(self.gate @ x), self.up @ x
        if self.method in ("dip", "dip-ca", "glu"):
            last = masks["down"] = self.choose("down", abs(g * u))
        elif self.method == "dense":
            last = True
        else:
            last = masks["rows"] = self.choose("rows", abs({"gate": g, "up": u}.get(self.method, g * u)))
        for hook in masks:
            self.caches[hook].use(masks[hook])
        self.t += 1
        return masks, self.down @ np.where(last, g * u, 0)
