"""Writes src/test/resources/eval/relative-entropy.json: divergences of seeded logits in double precision, by numpy.

Run by hand from the project's folder: python src/test/python/relative_entropy.py
"""
import json
import numpy as np

random = np.random.default_rng(20261123)
cases = []
for n, spread, change, shift in [(7, 1, 0.5, 0), (320, 4, 0.1, 0), (320, 4, 3, 20), (1000, 8, 1, -5), (1000, 2, 0, 0)]:
    p = np.float32(random.normal(0, spread, n))
    q = np.float32(p + random.normal(0, change, n) + shift)
    log_p = p.astype(np.float64) - np.logaddexp.reduce(p.astype(np.float64))
    log_q = q.astype(np.float64) - np.logaddexp.reduce(q.astype(np.float64))
    cases.append({"p": [float(x) for x in p], "q": [float(x) for x in q], "nats": float(np.sum(np.exp(log_p) * (log_p - log_q)))})
sample = [float(x) for x in random.normal(0, 1, 23)]
quantiles = {str(q): float(np.quantile(sample, q)) for q in (0, 0.025, 0.5, 0.975, 0.99, 1)}
with open("src/test/resources/eval/relative-entropy.json", "w") as file:
    json.dump({"cases": cases, "sample": sample, "quantiles": quantiles}, file)
    file.write("\n")
