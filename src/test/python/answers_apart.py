"""How far chance puts answers of the same settings apart, and how often each margin would tell two of them apart.

    for seed in $(seq 20); do
        ./dipscope generate --prompt "Why is the sky blue?" --temperature 0.7 --seed $seed --gamma 0.5 --max-tokens 64 --shadow --json > a-$seed.json
    done
    python src/test/python/answers_apart.py a-*.json [--against b-*.json]

Prints, for every figure that a comparison colours: the pairs of answers, the largest difference in standard errors over their tokens, and
how many pairs are further apart than 2, 3 and 4 of them. With --against, each answer is paired with each of the other settings' instead.
"""
import itertools
import json
import math
import sys

FIGURES = {
    "simulated tokens/s": lambda token: token["simulated_seconds"],
    "hit rate": lambda token: token["hit_rate"],
    "Flash bytes": lambda token: token["flash_bytes"],
    "agreement": lambda token: float(token["dense"][0]["id"] == token["pruned"][0]["id"]),
    "KL": lambda token: token["divergence"],
}


def mean_and_variance(answer, figure):
    values = [value for value in map(figure, answer) if value is not None]
    mean = sum(values) / len(values)
    return mean, sum((value - mean) ** 2 for value in values) / (len(values) - 1) / len(values)


def read(files):
    return [json.load(open(file))["tokens"] for file in files]


def main():
    words = sys.argv[1:]
    split = words.index("--against") if "--against" in words else len(words)
    some, others = read(words[:split]), read(words[split + 1:])
    pairs = list(itertools.product(some, others) if others else itertools.combinations(some, 2))
    for name, figure in FIGURES.items():
        apart = []
        for a, b in pairs:
            (mean_a, variance_a), (mean_b, variance_b) = mean_and_variance(a, figure), mean_and_variance(b, figure)
            apart.append(abs(mean_a - mean_b) / math.sqrt(variance_a + variance_b))
        counts = ", ".join(f"{sum(far > margin for far in apart)} beyond {margin}" for margin in (2, 3, 4))
        print(f"{name}: {len(pairs)} pairs, at most {max(apart):.2f} standard errors apart; {counts}")


if __name__ == "__main__":
    main()
