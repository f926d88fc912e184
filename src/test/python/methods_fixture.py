"""Masks and outputs of the calibrated methods, by numpy, for MethodsFixtureTest.

    python src/test/python/methods_fixture.py MODEL.gguf src/test/resources/goldens/smollm2-135m.layers.json > src/test/resources/fixtures/methods.json

Needs numpy and gguf. The weights are the model's own, dequantised by gguf; the inputs are the golden's, which are real activations. Predictor and
adapters are made of numbers that both sides can make: entry i of a matrix is ((mix64(seed + i) >> 40) / 2^24 - 1/2) * scale, rounded to a half,
where mix64 is SplitMix64's output function. Nothing here shares code with Dipscope.
"""
import json
import sys

import numpy as np
from gguf import GGUFReader, dequantize

from numpy_masks import mix64, silu

LAYER = 10
TOKENS = 6
INDEX = list(range(0, 576, 24))


def numbers(seed, rows, columns, scale):
    draws = (mix64(np.arange(rows * columns) + seed) >> np.uint64(40)).astype(np.float64) / 2**24 - 0.5
    return (draws * scale).astype(np.float16).astype(np.float64).reshape(rows, columns)


def top(scores, k):
    mask = np.zeros(len(scores), bool)
    mask[np.argsort(-scores, kind="stable")[:k]] = True
    return mask


def hexed(mask):
    return np.packbits(mask, bitorder="little").tobytes().hex()


def split(d):
    share = 1 / (1 + np.exp(-(0.9849930711 * np.log(d / (1 - d)) + 0.2997647759)))
    return share, 3 * (d - 2 / 3 * share)


reader = GGUFReader(sys.argv[1])
tensors = {t.name: t for t in reader.tensors}
gate, up, down = (dequantize(tensors[f"blk.{LAYER}.ffn_{w}.weight"].data, tensors[f"blk.{LAYER}.ffn_{w}.weight"].tensor_type).astype(np.float64)
                  for w in ("gate", "up", "down"))
golden = json.load(open(sys.argv[2]))
inputs = np.array(next(layer for layer in golden["layers"] if layer["layer"] == LAYER)["inputs"], np.float32).astype(np.float64)
hidden, intermediate = gate.shape[1], gate.shape[0]
cases = []


def case(method, density, forward, **more):
    rows = [forward(x) for x in inputs[:TOKENS]]
    cases.append({"method": method, "density": density, **more,
                  "masks": {hook: [hexed(row[0][hook]) for row in rows] for hook in rows[0][0]},
                  "outputs": [[float("%.7g" % row[1][i]) for i in INDEX] for row in rows],
                  "output_norms": [float("%.7g" % np.linalg.norm(row[1])) for row in rows]})


gates = np.abs(silu(inputs @ gate.T))
for d in (0.5, 0.6, 0.75):
    t = float(np.quantile(gates, 1 - (3 * d - 1) / 2))

    def cats(x, t=t):
        g = silu(gate @ x)
        rows = np.abs(g) > t
        return {"rows": rows}, down @ np.where(rows, g * (up @ x), 0)
    case("cats", d, cats, threshold=t)

for d in (0.5, 0.75):
    share_in, share_down = split(d)
    t_in = float(np.quantile(np.abs(inputs), 1 - share_in))
    pruned = np.where(np.abs(inputs) > t_in, inputs, 0)
    t_down = float(np.quantile(np.abs(silu(pruned @ gate.T) * (pruned @ up.T)), 1 - share_down))

    def teal(x):
        columns = np.abs(x) > t_in
        xm = np.where(columns, x, 0)
        a = silu(gate @ xm) * (up @ xm)
        active = np.abs(a) > t_down
        return {"input": columns, "down": active}, down @ np.where(active, a, 0)
    case("teal", d, teal, threshold_input=t_in, threshold_down=t_down)

for d in (0.5, 0.75):
    k_in, k_down = (int(np.floor(s * n)) for s, n in zip(split(d), (hidden, intermediate)))
    norm_in = np.sqrt((gate ** 2).sum(0) + (up ** 2).sum(0))
    norm_down = np.sqrt((down ** 2).sum(0))

    def weighted(x):
        columns = top(np.abs(x) * norm_in, k_in)
        xm = np.where(columns, x, 0)
        a = silu(gate @ xm) * (up @ xm)
        active = top(np.abs(a) * norm_down, k_down)
        return {"input": columns, "down": active}, down @ np.where(active, a, 0)
    case("dip", d, weighted, scoring="weight-aware")

    rank = 4
    factors = {w: (numbers(1000 * n, c, rank, 0.2), numbers(1000 * n + 500_000, rank, r, 0.2))
               for n, (w, c, r) in enumerate((("gate", hidden, intermediate), ("up", hidden, intermediate), ("down", intermediate, hidden)), 1)}

    def lora(x):
        columns = top(np.abs(x), k_in)
        xm = np.where(columns, x, 0)
        g = gate @ xm + xm @ factors["gate"][0] @ factors["gate"][1]
        u = up @ xm + xm @ factors["up"][0] @ factors["up"][1]
        a = silu(g) * u
        active = top(np.abs(a), k_down)
        am = np.where(active, a, 0)
        return {"input": columns, "down": active}, down @ am + am @ factors["down"][0] @ factors["down"][1]
    case("dip-lora", d, lora, rank=rank)

width = 8
first, second = numbers(7_000_000, hidden + 1, width, 1.0), numbers(8_000_000, width + 1, intermediate, 1.0)
own = ((hidden + 1) * width + (width + 1) * intermediate) / (3 * hidden * intermediate)
for d in (0.3, 0.6):
    k = int(np.floor((d - own) * intermediate))

    def predictor(x):
        logits = np.maximum(0, x @ first[:-1] + first[-1]) @ second[:-1] + second[-1]
        rows = top(logits, k)
        return {"rows": rows}, down @ np.where(rows, silu(gate @ x) * (up @ x), 0)
    case("predictor", d, predictor, width=width, keep=k)

json.dump({"convention": "the first tokens of the golden's inputs at the layer; thresholds are numpy's quantiles over all of its tokens; masks as hex bit sets, "
           "bit i of byte b is column 8b+i; outputs at output_index only", "layer": LAYER, "tokens": TOKENS, "output_index": INDEX, "cases": cases},
          sys.stdout, separators=(",", ":"))
