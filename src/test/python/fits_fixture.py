"""One layer's fit in closed form, by numpy, for FitsFixtureTest.

    python src/test/python/fits_fixture.py MODEL.gguf src/test/resources/goldens/smollm2-135m.layers.json > src/test/resources/fixtures/fits.json

Needs numpy and gguf. The weights are the model's own, dequantised by gguf; the inputs are the golden's; mixtures of two of
them are held out, since so few others would only show that nothing was learnt. Gate and up are
fitted to the dense layer's output through one map of the masked input, then down to it from what they give: plain ridge regressions, solved here by
numpy's dense solver in doubles from the formulas of docs/calibration.md. Nothing here shares code with Dipscope.
"""
import json
import math
import sys

import numpy as np
from gguf import GGUFReader, dequantize

from numpy_masks import ranked, silu, split

LAYERS = (0, 10, 29)
DENSITY = 0.5
RIDGES = (0.3, 3.0, 30.0)
INDEX = list(range(0, 576, 24))

tensors = {t.name: t for t in GGUFReader(sys.argv[1]).tensors}
golden = json.load(open(sys.argv[2]))


def weights(layer, word):
    tensor = tensors[f"blk.{layer}.ffn_{word}.weight"]
    return dequantize(tensor.data, tensor.tensor_type).astype(np.float64)


def largest(rows, k):
    kept = np.zeros_like(rows)
    for row, target in zip(rows, kept):
        columns = ranked(np.abs(row))[:k]
        target[columns] = row[columns]
    return kept


def ridge_regression(x, y, ridge):
    moments = x.T @ x
    return np.linalg.solve(moments + ridge * np.trace(moments) / len(moments) * np.eye(len(moments)), x.T @ y)


cases = []
for layer in LAYERS:
    gate, up, down = (weights(layer, word) for word in ("gate", "up", "down"))
    inputs = np.array(next(node for node in golden["layers"] if node["layer"] == layer)["inputs"], np.float32).astype(np.float64)
    trained = len(inputs)
    inputs = np.concatenate([inputs, (inputs * 0.75 + np.roll(inputs, 5, 0) * 0.25)[::4]])
    k_input, k_down = (math.floor(share * n) for share, n in zip(split(DENSITY), (gate.shape[1], gate.shape[0])))
    masked = largest(inputs, k_input)
    wanted = silu(inputs @ gate.T) * (inputs @ up.T) @ down.T
    weight = 1 / np.sqrt((wanted ** 2).mean(1, keepdims=True) + 1e-9)

    def activations(rows, g, u):
        return largest(silu(rows @ g.T) * (rows @ u.T), k_down)

    def missed(g, u):
        return ((activations(masked[trained:], g, u) @ down.T - wanted[trained:]) * weight[trained:]) ** 2

    candidates = {math.inf: np.zeros((gate.shape[1],) * 2)}
    candidates.update({ridge: ridge_regression((masked * weight)[:trained], ((inputs - masked) * weight)[:trained], ridge) for ridge in RIDGES})
    errors = {ridge: missed(gate + gate @ m.T, up + up @ m.T).sum() for ridge, m in candidates.items()}
    first = min(errors, key=errors.get)
    gate, up = (w + w @ candidates[first].T for w in (gate, up))
    active = activations(masked, gate, up)
    x, y = active * weight, (wanted - active @ down.T) * weight
    maps = {math.inf: np.zeros((down.shape[1], down.shape[0])), **{ridge: ridge_regression(x[:trained], y[:trained], ridge) for ridge in RIDGES}}
    rests = {ridge: ((x[trained:] @ m - y[trained:]) ** 2).sum() for ridge, m in maps.items()}
    second = min(rests, key=rests.get)
    outputs = active @ (down + maps[second].T).T
    # How clear the choices were: the next best error over the best.
    margins = [sorted(e.values())[1] / min(e.values()) for e in (errors, rests)]
    print(layer, first, second, margins, file=sys.stderr)
    cases.append({"layer": layer, "ridges": ["none" if math.isinf(r) else r for r in (first, second)],
                  "error_left": float("%.6g" % (((outputs - wanted) * weight)[trained:] ** 2).sum()), "error_before": float("%.6g" % errors[math.inf]),
                  "outputs": [[float("%.7g" % row[i]) for i in INDEX] for row in outputs], "output_norms": [float("%.7g" % np.linalg.norm(row)) for row in outputs]})

json.dump({"density": DENSITY, "ridges": RIDGES, "output_index": INDEX, "cases": cases}, sys.stdout, separators=(",", ":"))
