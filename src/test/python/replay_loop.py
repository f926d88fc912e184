"""Replays LFU over stored masks as a loop over tokens with numpy, to time the program's own replay against.

    python replay_loop.py src/test/resources/goldens/smollm2-135m.simulation.json 80e6

prints the hit rate, which equals that of `dipscope simulate --policy lfu`, and the best time of five replays. Where more columns
are wanted than the cache holds, the misses with the smallest SplitMix64 values stay.
"""
import json
import sys
import time

import numpy as np


def mix64(state):
    with np.errstate(over="ignore"):
        z = state + np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def replay(masks, capacity, hook):
    tokens, columns = masks.shape
    resident = np.zeros(columns, bool)
    count = np.zeros(columns, np.int64)
    rate = 0.0
    index = np.arange(columns, dtype=np.uint64)
    for t in range(tokens):
        mask = masks[t]
        hit = resident & mask
        rate += hit.sum() / mask.sum() if mask.any() else 1.0
        count[mask] += 1
        idle = np.flatnonzero(resident & ~mask)
        leave = max(0, min(len(idle), int(mask.sum()) + len(idle) - capacity))
        if leave:
            resident[idle[np.argsort(count[idle], kind="stable")[:leave]]] = False
        missed = np.flatnonzero(mask & ~resident)
        room = capacity - int(resident.sum())
        if len(missed) > room:
            lot = mix64(np.uint64((hook << 40) + (t << 20)) + index[missed])
            missed = missed[np.argsort(lot)[:room]]
        resident[missed] = True
    return rate / tokens


def main():
    with open(sys.argv[1]) as file:
        data = json.load(file)
    dram = float(sys.argv[2])
    sizes = data["model_bytes"]
    layers = data["layers"]
    static = sizes["attention"] + sizes["lm_head"] + sizes["kv_per_token"] * data["total_len"]
    linear = max(0.0, dram - static) / (3 * layers)
    jobs = []
    for name, slot, linears, columns, column in (
            ("input", 0, 2, data["hidden"], (sizes["gate"] + sizes["up"]) / 2 / layers / data["hidden"]),
            ("down", 1, 1, data["intermediate"], sizes["down"] / layers / data["intermediate"])):
        for layer in range(layers):
            rows = data["masks"][name][str(layer)]
            packed = np.array([np.frombuffer(bytes.fromhex(row), np.uint8) for row in rows])
            masks = np.unpackbits(packed, axis=1, bitorder="little")[:, :columns].astype(bool)
            jobs.append((masks, min(columns, int(linear // column)), 2 * layer + slot, linears))
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        rates = [linears * replay(masks, capacity, hook) for masks, capacity, hook, linears in jobs]
        best = min(best, time.perf_counter() - start)
    print(json.dumps({"hit_rate": sum(rates) / (3 * layers), "seconds": best}))


main()
