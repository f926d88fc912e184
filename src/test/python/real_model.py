"""Holds Dipscope against llama.cpp on a model as people have it, its weights quantised in any mix of types.

llama.cpp rounds activations to 8 bits where weights are quantised, Dipscope does not. So the yardstick is llama.cpp on the same weights
dequantised to F32, and how far llama.cpp's own answers on the quantised file are from that is shown beside it.

Run by hand from the project's folder, with the packages gguf and llama-cpp-python:

    python src/test/python/real_model.py MODEL.gguf TEXT [TOKENS]
"""
import json
import subprocess
import sys
import tempfile

import gguf
import numpy as np
from gguf.quants import dequantize
from llama_cpp import Llama

BEST = 5


def dequantised(source, target):
    """The same model with all its tensors in F32."""
    reader = gguf.GGUFReader(source)
    writer = gguf.GGUFWriter(target, reader.fields["general.architecture"].contents())
    for key, field in reader.fields.items():
        if key.startswith("GGUF.") or key in ("general.architecture", "general.file_type"):
            continue
        if field.types[0] == gguf.GGUFValueType.ARRAY:
            writer.add_array(key, field.contents())
        else:
            writer.add_key_value(key, field.contents(), field.types[0])
    for tensor in reader.tensors:
        values = dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
        writer.add_tensor(tensor.name, np.ascontiguousarray(values.reshape(tuple(int(n) for n in reversed(tensor.shape)))))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def best_of(model, ids):
    """For each position the BEST largest logits, {id: logit}, largest first."""
    model.reset()
    model.eval(ids)
    rows = np.array(model.scores[:len(ids)])
    return [{int(i): float(row[i]) for i in np.argsort(-row)[:BEST]} for row in rows]


def dipscope(command, *arguments):
    return json.loads(subprocess.run(["./dipscope", command, "--json", *arguments], capture_output=True, text=True, check=True).stdout)


def compare(what, ours, theirs):
    squares = [(one[i] - other[i]) ** 2 for one, other in zip(ours, theirs) for i in one if i in other]
    equal = sum(next(iter(one)) == next(iter(other)) for one, other in zip(ours, theirs))
    print(f"{what}: best token equal at {equal} of {len(theirs)} positions, rms of the best {BEST} logits {np.sqrt(np.mean(squares)):.2g}")


path, text = sys.argv[1], open(sys.argv[2], encoding="utf-8").read()
count = int(sys.argv[3]) if len(sys.argv) > 3 else 256
quantised = Llama(path, n_ctx=count, logits_all=True, verbose=False)
ids = list(quantised.tokenize(text[:16 * count].encode(), add_bos=False, special=True))
print("tokens equal:", dipscope("tokenize", "--model", path, "--", text[:16 * count])["ids"] == ids)
begins = quantised.metadata.get("tokenizer.ggml.add_bos_token") == "true"
ids = ([quantised.token_bos()] if begins else []) + ids
ids = ids[:count]
with tempfile.TemporaryDirectory() as folder:
    dequantised(path, folder + "/f32.gguf")
    truth = best_of(Llama(folder + "/f32.gguf", n_ctx=count, logits_all=True, verbose=False), ids)
rows = dipscope("logits", "--model", path, "--prompt-ids", str(ids[0]), "--ids", ",".join(map(str, ids[1:])), "--top", str(BEST))["positions"]
compare("Dipscope, the file", [{i: logit for i, logit in row["top"]} for row in rows], truth)
compare("llama.cpp, the file", best_of(quantised, ids), truth)
