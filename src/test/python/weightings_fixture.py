"""Masks and hits of DIP-CA's weightings, by numpy, for WeightingsFixtureTest.

    python src/test/python/weightings_fixture.py MODEL.gguf src/test/resources/goldens/smollm2-135m.layers.json > src/test/resources/fixtures/weightings.json

Needs numpy and gguf. The weights are the model's own, dequantised by gguf; the inputs are the golden's, which are real activations, token after token
from a cold cache. Everything is computed in doubles from the formulas of docs/method.md and docs/simulator.md; nothing here shares code with Dipscope.
"""
import json
import math
import sys

import numpy as np
from gguf import GGUFReader, dequantize

from numpy_masks import Cache, choose, silu, split

LAYERS = (10, 20)
TOKENS = 14


reader = GGUFReader(sys.argv[1])
tensors = {t.name: t for t in reader.tensors}
golden = json.load(open(sys.argv[2]))
layers = 1 + max(int(name.split(".")[1]) for name in tensors if name.startswith("blk."))


def weights(layer, word):
    tensor = tensors[f"blk.{layer}.{word}.weight"]
    return dequantize(tensor.data, tensor.tensor_type).astype(np.float64)


def total(*words):
    return sum(int(tensors[f"blk.{layer}.{word}.weight"].n_bytes) for layer in range(layers) for word in words)


def capacities(dram, hidden, intermediate, kv):
    static = total("attn_q", "attn_k", "attn_v", "attn_output") + int(tensors["token_embd.weight"].n_bytes) + kv * golden["total_len"]
    share = max(0, dram - static) / (3 * layers)
    return math.floor(share / (total("ffn_gate", "ffn_up") / 2 / layers / hidden)), math.floor(share / (total("ffn_down") / layers / intermediate))


def field(name):
    part = reader.fields[f"llama.{name}"]
    return int(part.parts[part.data[0]][0])


kv_per_token = 2 * 2 * layers * field("attention.head_count_kv") * (field("embedding_length") // field("attention.head_count"))
settings = [
    {"weighting": "gamma", "gamma": 0.2, "fixed_top_n": 250},
    {"weighting": "gamma", "gamma": 0.1, "warm_up": True},
    {"weighting": "gamma", "gamma": 0.4, "scoring": "weight-aware"},
    {"weighting": "gamma", "gamma": 0.0, "dram": 66e6},
    {"weighting": "blend", "gamma": 0.5},
    {"weighting": "blend", "gamma": 0.95},
    {"weighting": "blend", "gamma": 0.9, "warm_up": True, "fixed_top_n": 100},
    {"weighting": "blend", "gamma": 0.9, "dram": 66e6, "policy": "lru"},
    {"weighting": "approximate", "top_m": 1.5},
    {"weighting": "approximate", "top_m": 1.2, "fixed_top_n": 280},
    {"weighting": "approximate", "top_m": 1.7, "dram": 66e6, "policy": "lru"},
    {"weighting": "approximate", "top_m": 1.3, "scoring": "weight-aware", "density": 0.7},
]
cases = []
for layer in LAYERS:
    gate, up, down = (weights(layer, f"ffn_{word}") for word in ("gate", "up", "down"))
    intermediate, hidden = gate.shape
    inputs = np.array(next(node for node in golden["layers"] if node["layer"] == layer)["inputs"], np.float32).astype(np.float64)
    norms = {"input": np.sqrt((gate ** 2).sum(0) + (up ** 2).sum(0)), "down": np.sqrt((down ** 2).sum(0))}
    for chosen in settings:
        case = {"layer": layer, "density": 0.5, "gamma": 1.0, "fixed_top_n": 0, "warm_up": False, "top_m": 1.5, "scoring": "magnitude", "policy": "lfu",
                "dram": golden["device"]["dram"], **chosen}
        keep = [math.floor(share * n) for share, n in zip(split(case["density"]), (hidden, intermediate))]
        room = capacities(case["dram"], hidden, intermediate, kv_per_token)
        caches = {"input": Cache(case["policy"], hidden, room[0], 2 * layer), "down": Cache(case["policy"], intermediate, room[1], 2 * layer + 1)}
        masks, hits, sizes = {"input": [], "down": []}, {"input": [], "down": []}, []

        def masked(hook, values, k):
            scores = np.abs(values) * (norms[hook] if case["scoring"] == "weight-aware" else 1)
            mask = choose(scores, k, caches[hook], case)
            masks[hook].append(np.packbits(mask, bitorder="little").tobytes().hex())
            hits[hook].append(caches[hook].use(mask))
            return np.where(mask, values, 0)

        for x in inputs[:TOKENS]:
            pruned = masked("input", x, keep[0])
            sizes.append(float("%.7g" % np.linalg.norm(down @ masked("down", silu(gate @ pruned) * (up @ pruned), keep[1]))))
        cases.append({**case, "keep": dict(zip(caches, keep)), "capacity_columns": dict(zip(caches, (min(room[0], hidden), min(room[1], intermediate)))),
                      "masks": masks, "hits": hits, "output_norms": sizes})

json.dump({"convention": "as the golden's layers: its inputs, its sequence length, tokens in order from a cold cache, masks as hex bit sets", "tokens": TOKENS,
           "cases": cases}, sys.stdout, separators=(",", ":"))
