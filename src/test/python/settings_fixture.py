"""Seeded random settings, and what reference.py and reference_model.py make of them, for SettingsFixtureTest.

    python src/test/python/settings_fixture.py src/test/resources/org/dipscope/model ids.json > src/test/resources/fixtures/settings.json

ids.json has {model: {"prompt": [..], "text": [..]}}, what `dipscope tokenize` makes of PROMPT and TEXT with each of MODELS. Needs numpy and gguf.
Stored masks are made up; models are the tests' tiny ones. Budgets go from below the static parts to beyond everything, capacities from 0 to
all columns. Settings under which rounding could decide a mask or a token are drawn again.
"""

import json
import math
import random
import sys

import numpy as np

from reference import HOOKS, LEAST, allocation, columns, hexadecimal, keep, largest, simulate
from reference_model import Model

MODELS = ("gemma", "llama3", "llama-q4_0", "qwen2", "qwen3", "qwen3-mixed")
PROMPT = "Why is the sky blue?"
TEXT = "The cache holds what the mask wants; 12 columns of 34 are hot. " * 4
UNITS = {"B": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9, "KiB": 1024, "MiB": 1 << 20, "GiB": 1 << 30}
METHODS = ("dense", "glu", "glu-oracle", "gate", "up", "dip", "dip-ca", "dip-ca", "dip-ca")
STORED, WHOLE = 40, 60
MARGIN = 1e-4


def written(rng, value):
    """A size as an option takes it, and its exact bytes."""
    unit = rng.choice([unit for unit in UNITS if 20 * UNITS[unit] <= value] or ["B"])
    text = f"{math.ceil(value)}" if unit == "B" else f"{value / UNITS[unit]:.{rng.choice((1, 3))}f}"
    return text + unit, float(text) * UNITS[unit]


def device(rng, b, method, total):
    static = allocation(b, method, 1, 1, 1, total, 0)[0]
    sparse = sum(b[part] for part in ("gate", "up", "down"))
    dram = written(rng, max(1, rng.choice((static * 0.5, static + 1, static + sparse * 1.5, *(static + sparse * rng.random() for _ in range(4))))))
    dram_bw, flash_bw = written(rng, rng.choice((6e10, 5.12345e9, 7e8))), written(rng, rng.choice((1e9, 3.3e7, 5e9)))
    concurrent = rng.random() < 0.5
    policy, seed = rng.choice(("none", "lru", "lfu", "lfu")), rng.choice((0, 0, 3, -1, 2 ** 63 - 1))
    options = ["--dram", dram[0], "--dram-bandwidth", dram_bw[0] + "/s", "--flash-bandwidth", flash_bw[0] + "/s", f"--cache-seed={seed}"]
    return ({"dram": dram[1], "dram_bw": dram_bw[1], "flash_bw": flash_bw[1], "concurrent": concurrent}, policy, seed,
            options + (["--concurrent-io"] if concurrent else []))


def stored(rng, draw):
    """Made-up masks on a made-up model."""
    method = rng.choice(("dip", "dip", "glu", "glu-oracle", "gate", "up", "dense"))
    layers, hidden, intermediate, tokens = rng.choice((1, 2, 3)), rng.choice((1, 9, 33)), rng.choice((5, 64, 65)), rng.choice((1, 3, 12))
    prompt = rng.choice((0, 1, 42, 1001))
    total = prompt + rng.choice((tokens, tokens + 1, tokens + 4096))
    part = lambda: hidden * intermediate * layers * rng.choice((1, 2)) // rng.choice((1, 2)) + 1
    b = {"attention": 4 * hidden * hidden * layers, "lm_head": 3 * hidden, "kv_per_token": rng.choice((0, 17)), "gate": part(), "up": part(), "down": part()}
    masks = {}
    for hook in HOOKS["dip" if method == "dense" else method]:
        n = columns(hook, hidden, intermediate)
        wanted = rng.choice((None, 0, 1, n // 3, n // 2, n))
        taste = draw.random(n)
        masks[hook] = [[largest(taste * draw.random(n), draw.integers(0, n + 1) if wanted is None else min(wanted, n)) for _ in range(tokens)]
                       for _ in range(layers)]
    machine, policy, seed, options = device(rng, b, method, total)
    policy = rng.choice((policy, "belady"))
    expected = simulate(b, method, layers, hidden, intermediate, prompt, total, masks, machine, policy, seed)
    expected.pop("per_token", None)
    file = {"model_bytes": b, "layers": layers, "hidden": hidden, "intermediate": intermediate, "method": "dip" if method == "dense" else method,
            "density": 0.75, "prompt_len": prompt, "total_len": total, "tokens": tokens, "seed": 0,
            "masks": {hook: {str(layer): [hexadecimal(mask) for mask in masks[hook][layer]] for layer in range(layers)} for hook in masks}}
    return {"command": ["simulate", "--masks", "MASKS", *options, "--policy", policy, *(["--method", "dense"] if method == "dense" else [])],
            "masks": file, "expected": expected}


def share_read(model, method, masks):
    """Of the MLPs' weights, what this engine reads of them; the oracle has to compute what it is said to know."""
    kept = {hook: np.mean([layer[hook].mean() for layer in masks]) for hook in HOOKS[method]}
    return {"dip": lambda: (2 * kept["input"] + kept["down"]) / 3, "glu": lambda: (2 + kept["down"]) / 3, "dense": lambda: 1.0,
            "glu-oracle": lambda: (2 + kept["rows"]) / 3, "gate": lambda: (1 + 2 * kept["rows"]) / 3}[
        {"dip-ca": "dip", "up": "gate"}.get(method, method)]()


def whole(rng, models, ids):
    """A command on a tiny model; None where rounding could decide."""
    name, command, method = rng.choice(MODELS), rng.choice(("logits", "generate", "perplexity")), rng.choice(METHODS)
    model = models[name]
    density = rng.choice((1.0, *(round(rng.uniform(max(0.05, LEAST.get(method, 0) + 0.01), 1), 3) for _ in range(7))))
    by_hand = (rng.choice((0, 1, 0.37)), rng.choice((0, 1, 0.61))) if "dip" in method and rng.random() < 0.2 else None
    settings = {"gamma": rng.choice((0, 1, 0.5, round(rng.random(), 3))), "fixed_top_n": rng.choice((0, 0, 3, 60)), "warm_up": rng.random() < 0.4}
    answer, context, windows, first = rng.choice((2, 12, 20)), rng.choice((2, 9, 24)), rng.choice((1, 2, 3)), rng.choice((0, 5))
    given = [rng.randrange(20, 300) for _ in range(rng.choice((1, 3, 12)))]
    prompt = {"logits": [rng.randrange(20, 300) for _ in range(rng.choice((1, 2, 17)))], "generate": ids[name]["prompt"], "perplexity": []}[command]
    total = {"logits": rng.choice((len(prompt) + len(given), 500)), "generate": len(prompt) + answer, "perplexity": context}[command]
    machine, policy, seed, options = device(rng, model.bytes, method, total)
    shape = (model.layers, model.hidden, model.intermediate)
    counts, capacity = keep(method, density, *shape[1:], by_hand), allocation(model.bytes, method, *shape, total, machine["dram"])[2]
    arguments = [command, "--model", name, *options, "--policy", policy, "--method", method, "--density", str(density), "--gamma", str(settings["gamma"]),
                 "--fixed-top-n", str(settings["fixed_top_n"]), *(["--warm-up"] if settings["warm_up"] else []),
                 *(["--split", f"{by_hand[0]},{by_hand[1]}"] if by_hand else [])]

    def cold():
        model.start()
        return model.masked(method, counts, capacity, policy=policy, seed=seed, **settings)

    def device_makes(masks):
        by_hook = {hook: [np.array([token[layer][hook] for token in masks]) for layer in range(model.layers)] for hook in HOOKS[method]}
        return simulate(model.bytes, method, *shape, len(prompt), total, by_hook, machine, policy, seed)

    def certain(layers):
        return all(layer.margin > MARGIN for layer in layers)

    log_sum = lambda z: z.max() + math.log(np.exp(z - z.max()).sum())
    layers = cold()
    if command == "perplexity":
        losses, figures = [], []
        for start in range(first, first + windows * context, context):
            layers, masks, window = cold(), [], ids[name]["text"][start:start + context]
            for i, token in enumerate(window):
                z, chosen = model.step(token, layers)
                masks.append(chosen)
                if i + 1 < context:
                    losses.append(log_sum(z) - z[window[i + 1]])
            if not certain(layers):
                return None
            figures.append(device_makes(masks))
        return {"command": [*arguments, "--text", "TEXT", "--context", str(context), "--windows", str(windows), "--first-token", str(first)],
                "expected": {"tokens_scored": len(losses), "hit_rate": None if method == "dense" else np.mean([f["hit_rate"] for f in figures]),
                             "simulated_tokens_per_s": np.mean([f["tokens_per_s"] for f in figures])},
                "measured": {"perplexity": math.exp(np.mean(losses))}}
    dense = model.masked("dense", {}, {}, policy=policy, seed=seed, **settings)
    for token in prompt:
        z, _ = model.step(token, dense)
    if command == "logits":
        positions = [z, *(model.step(token, layers)[0] for token in given)]
        return {"command": [*arguments, "--prompt-ids", ",".join(map(str, prompt)), "--ids", ",".join(map(str, given)), "--top", "1",
                            "--total-length", str(total)],
                "expected": {"keep": counts, "capacity_columns": capacity},
                "measured": {"lse": [log_sum(z) for z in positions], "std": [z.std() for z in positions]}} if certain(layers) else None
    answered, masks = [], []
    while True:
        best = np.sort(z)[-2:]
        answered.append(int(z.argmax()))
        if answered[-1] < 20 or best[1] - best[0] < 1e-3 * z.std():
            return None
        if len(answered) == answer:
            break
        z, chosen = model.step(answered[-1], layers)
        masks.append(chosen)
    figures = device_makes(masks)
    per_token = figures.get("per_token") or {"simulated_seconds": [figures["fixed_s"]] * len(masks), "hit_rate": [None] * len(masks),
                                             "flash_bytes": [figures["overflow_bytes"]] * len(masks)}
    tokens = [{name: values[t] for name, values in per_token.items()} | {"density": share_read(model, method, masks[t])} for t in range(len(masks))]
    dense_figures = simulate(model.bytes, "dense", *shape, len(prompt), total, None, machine, policy, seed)
    return {"command": [*arguments, "--raw", "--prompt", PROMPT, "--max-tokens", str(answer)],
            "expected": {"ids": answered, "simulated": {"dense_tokens_per_s": dense_figures["tokens_per_s"], **{name: figures[name] for name in (
                "tokens_per_s", "ttft_s", "hit_rate", "flash_bytes_per_token", "dram_bytes_per_token")}},
                         "tokens": [{"hit_rate": None, "flash_bytes": None}, *tokens]}} if certain(layers) else None


def main():
    rng, draw = random.Random(1), np.random.default_rng(1)
    ids = json.load(open(sys.argv[2]))
    models = {name: Model(f"{sys.argv[1]}/{name}.gguf") for name in MODELS}
    cases = [stored(rng, draw) for _ in range(STORED)]
    while len(cases) < STORED + WHOLE:
        case = whole(rng, models, ids)
        if case:
            cases.append(case)
    json.dump({"text": TEXT, "cases": cases}, sys.stdout, indent=None, separators=(",", ":"), default=lambda number: number.item())


if __name__ == "__main__":
    main()
