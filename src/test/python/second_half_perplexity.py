"""Perplexity of the dense model as llama-perplexity counts it, by both programs on the same tokens.

    python src/test/python/second_half_perplexity.py LLAMA_PERPLEXITY TEXT MODEL.gguf..

llama-perplexity scores the second half of each window only, so that the two programs' figures cannot be compared as they stand. Here
"dipscope logits" gives every logit of the second halves, and the same sum is made of them. For models that begin no text with a token of
their own (BOS), since llama-perplexity would put one there. Run from the folder of the repository.
"""
import json
import math
import re
import subprocess
import sys

CONTEXT = 64
WINDOWS = 2


def dipscope(*arguments):
    return json.loads(subprocess.run(["./dipscope", *arguments, "--json"], check=True, stdout=subprocess.PIPE).stdout)


def second_halves(model, text):
    ids = dipscope("tokenize", "--model", model, "--file", text)["ids"]
    entropy, scored = 0.0, 0
    for window in range(WINDOWS):
        tokens = ids[window * CONTEXT:(window + 1) * CONTEXT]
        given = CONTEXT // 2 + 1
        positions = dipscope("logits", "--model", model, "--prompt-ids", ",".join(map(str, tokens[:given])),
                             "--ids", ",".join(map(str, tokens[given:-1])), "--top", "1000000")["positions"]
        for position, token in zip(positions, tokens[given:]):
            entropy += position["lse"] - dict(map(tuple, position["top"]))[token]
            scored += 1
    return math.exp(entropy / scored), scored


def llama(program, model, text):
    words = subprocess.run([program, "-m", model, "-f", text, "-t", "2", "-c", str(CONTEXT), "--chunks", str(WINDOWS)],
                           check=True, capture_output=True, text=True).stderr
    return float(re.search(r"PPL = ([\d.]+)", words).group(1))


for model in sys.argv[3:]:
    ours, scored = second_halves(model, sys.argv[2])
    theirs = llama(sys.argv[1], model, sys.argv[2])
    print(f"{model}: {ours:.4f} and {theirs:.4f} over {scored} tokens, {100 * (ours / theirs - 1):+.2f} %")
