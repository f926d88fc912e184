"""Perplexity and hit rate of DIP-CA's weightings over one window, by numpy, to be held against `dipscope perplexity`.

    dipscope tokenize --file wikitext2-test.txt --json > ids.json
    python src/test/python/free_running.py MODEL.gguf ids.json --weighting blend --gamma 0.5 [--density D] [--dram BYTES] [--top-m M] [--fixed-top-n N] [--warm-up]

Needs numpy and gguf, and a llama model. Weights are the model's own, dequantised by gguf; everything else is computed here, in floats, from the formulas
of docs/method.md. Masks are chaotic: the figures agree within the noise floor, and no better.
"""
import argparse
import json
import math

import numpy as np
from gguf import GGUFReader, dequantize

from numpy_masks import Cache, choose, silu, split

arguments = argparse.ArgumentParser()
arguments.add_argument("model")
arguments.add_argument("ids")
arguments.add_argument("--weighting", default="gamma", choices=("gamma", "blend", "approximate"))
for name, default in (("density", 0.5), ("gamma", 0.5), ("dram", 80e6), ("top-m", 1.5)):
    arguments.add_argument(f"--{name}", type=float, default=default)
arguments.add_argument("--fixed-top-n", type=int, default=0)
arguments.add_argument("--tokens", type=int, default=512)
arguments.add_argument("--warm-up", action="store_true")
case = vars(arguments.parse_args())

reader = GGUFReader(case["model"])
tensors = {t.name: t for t in reader.tensors}


def weights(name):
    return dequantize(tensors[name].data, tensors[name].tensor_type).astype(np.float32)


def size(*names):
    return sum(int(tensors[name].n_bytes) for name in names)


def field(name):
    part = reader.fields[f"llama.{name}"]
    return part.parts[part.data[0]][0]


layers, hidden, intermediate = (int(field(name)) for name in ("block_count", "embedding_length", "feed_forward_length"))
heads, kv_heads = int(field("attention.head_count")), int(field("attention.head_count_kv"))
epsilon, base, head = float(field("attention.layer_norm_rms_epsilon")), float(field("rope.freq_base")), hidden // heads
ids = np.array(json.load(open(case["ids"]))["ids"][:case["tokens"]])
output = "output.weight" if "output.weight" in tensors else "token_embd.weight"


def blocks(*words):
    return [f"blk.{layer}.{word}.weight" for layer in range(layers) for word in words]


static = size(*blocks("attn_q", "attn_k", "attn_v", "attn_output"), output) + 2 * 2 * layers * kv_heads * head * len(ids)
share = max(0, case["dram"] - static) / (3 * layers)
room = (math.floor(share / (size(*blocks("ffn_gate", "ffn_up")) / 2 / layers / hidden)), math.floor(share / (size(*blocks("ffn_down")) / layers / intermediate)))
keep = [math.floor(part * n) for part, n in zip(split(case["density"]), (hidden, intermediate))]
hit_rates = []


def norm(x, weight):
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + epsilon) * weight


def rotated(x):
    angles = np.arange(len(x))[:, None] * base ** (-np.arange(0, head, 2) / head)
    cosine, sine = (f(angles)[:, None, :].astype(np.float32) for f in (np.cos, np.sin))
    turned = np.empty_like(x)
    turned[..., 0::2] = x[..., 0::2] * cosine - x[..., 1::2] * sine
    turned[..., 1::2] = x[..., 0::2] * sine + x[..., 1::2] * cosine
    return turned


def attention(x, layer):
    q, k, v = ((x @ weights(f"blk.{layer}.attn_{w}.weight").T).reshape(len(x), -1, head) for w in "qkv")
    q, k = rotated(q), rotated(k)
    later = np.triu(np.full((len(x), len(x)), -np.inf, np.float32), 1)
    mixed = np.empty_like(q)
    for h in range(heads):
        scores = q[:, h] @ k[:, h * kv_heads // heads].T / np.sqrt(np.float32(head)) + later
        scores = np.exp(scores - scores.max(1, keepdims=True))
        mixed[:, h] = scores / scores.sum(1, keepdims=True) @ v[:, h * kv_heads // heads]
    return mixed.reshape(len(x), -1) @ weights(f"blk.{layer}.attn_output.weight").T


def masked(values, k, cache, linears):
    kept = np.zeros_like(values)
    for t, row in enumerate(values):
        mask = choose(np.abs(row), k, cache, case)
        hit_rates.extend([cache.use(mask) / k] * linears)
        kept[t, mask] = row[mask]
    return kept


stream = weights("token_embd.weight")[ids]
for layer in range(layers):
    stream = stream + attention(norm(stream, weights(f"blk.{layer}.attn_norm.weight")), layer)
    gate, up, down = (weights(f"blk.{layer}.ffn_{w}.weight") for w in ("gate", "up", "down"))
    x = masked(norm(stream, weights(f"blk.{layer}.ffn_norm.weight")), keep[0], Cache("lfu", hidden, room[0], 2 * layer), 2)
    stream = stream + masked(silu(x @ gate.T) * (x @ up.T), keep[1], Cache("lfu", intermediate, room[1], 2 * layer + 1), 1) @ down.T
logits = (norm(stream, weights("output_norm.weight")) @ weights(output).T)[:-1].astype(np.float64)
highest = logits.max(1)
entropy = highest + np.log(np.exp(logits - highest[:, None]).sum(1)) - logits[np.arange(len(ids) - 1), ids[1:]]
print(json.dumps({"perplexity": math.exp(entropy.mean()), "hit_rate": float(np.mean(hit_rates)), "keep": keep, "capacity_columns": room}))
