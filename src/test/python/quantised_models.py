"""Writes small llama models of every tensor type that Dipscope reads, and what llama.cpp makes of them. Run by hand from the root:

    python src/test/python/quantised_models.py SAMPLE.gguf LLAMA_QUANTIZE

with numpy, gguf and llama-cpp-python. The weights are random with a fixed seed, the tokenizer is the beginning of the sample's.
llama-quantize turns them into files of each mixture. The expected logits come from the same weights, dequantised by the gguf
package to an F32 file, so that llama.cpp does not round the inputs of its products to 8 bits. Both go to
src/test/resources/org/dipscope/model/quantised.

With "half FILE.gguf" behind it, the script writes a model of the shape of a Qwen2.5-0.5B instead (llama architecture, half a billion
parameters, Q4_K_M with what its hidden size of 896 forces), for measuring speed.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import gguf
import numpy as np

FOLDER = pathlib.Path("src/test/resources/org/dipscope/model/quantised")
VOCABULARY = 320
TOKENS = 12
WIDE = dict(layers=2, hidden=256, intermediate=256, heads=4, kv_heads=1, vocabulary=VOCABULARY)
# No multiple of 256: llama-quantize falls back to other types for most tensors, as for many real models.
NARROW = dict(layers=2, hidden=64, intermediate=256, heads=2, kv_heads=1, vocabulary=VOCABULARY)
MODELS = {
    "q2_k": (WIDE, ["Q2_K"]), "q3_k_m": (WIDE, ["Q3_K_M"]), "q4_k_m": (WIDE, ["Q4_K_M"]), "q5_k_m": (WIDE, ["Q5_K_M"]),
    "q6_k": (WIDE, ["Q6_K"]), "iq4_xs": (WIDE, ["IQ4_XS"]),
    "q4_k_m-narrow": (NARROW, ["Q4_K_M"]), "q3_k_m-narrow": (NARROW, ["Q3_K_M"]),
    "bf16": (NARROW, ["BF16"]), "q8_0": (NARROW, ["Q8_0"]), "q4_0": (NARROW, ["Q4_0"]), "q4_1": (NARROW, ["Q4_1"]),
    "q5_0": (NARROW, ["Q5_0"]), "q5_1": (NARROW, ["Q5_1"]), "iq4_nl": (NARROW, ["IQ4_NL"]),
    "mixed": (WIDE, ["--token-embedding-type", "q3_K", "--output-tensor-type", "bf16", "--tensor-type", "attn_q=iq4_nl", "--tensor-type", "attn_k=q5_1",
                     "--tensor-type", "attn_v=f16", "--tensor-type", "ffn_gate=q2_K", "--tensor-type", "ffn_up=iq4_xs", "--tensor-type", "ffn_down=q5_K",
                     "Q6_K"]),
}


def tokenizer(sample, count):
    """The sample's first tokens with the merges among them; further ones are made up."""
    fields = gguf.GGUFReader(sample).fields
    tokens = fields["tokenizer.ggml.tokens"].contents()[:count]
    kinds = list(fields["tokenizer.ggml.token_type"].contents()[:count])
    known = set(tokens)
    merges = [m for m in fields["tokenizer.ggml.merges"].contents() if set(m.split(" ")) | {m.replace(" ", "")} <= known]
    while len(tokens) < count:
        tokens.append("filler%d" % len(tokens))
        kinds.append(int(gguf.TokenType.NORMAL))
    return tokens, kinds, merges, fields["tokenizer.ggml.pre"].contents()


def write(path, sample, shape, tied, dtype, seed):
    random = np.random.default_rng(seed)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_block_count(shape["layers"])
    writer.add_context_length(2048)
    writer.add_embedding_length(shape["hidden"])
    writer.add_feed_forward_length(shape["intermediate"])
    writer.add_head_count(shape["heads"])
    writer.add_head_count_kv(shape["kv_heads"])
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(10000.0)
    writer.add_vocab_size(shape["vocabulary"])
    tokens, kinds, merges, pre = tokenizer(sample, shape["vocabulary"])
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(pre)
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges(merges)

    def matrix(name, rows, columns):
        writer.add_tensor(name, (random.standard_normal((rows, columns), dtype=np.float32) * np.float32(1.3 / np.sqrt(columns))).astype(dtype))

    def norm(name):
        writer.add_tensor(name, random.uniform(0.5, 1.5, shape["hidden"]).astype(np.float32))

    hidden, kv = shape["hidden"], shape["hidden"] // shape["heads"] * shape["kv_heads"]
    matrix("token_embd.weight", shape["vocabulary"], hidden)
    for layer in range(shape["layers"]):
        prefix = f"blk.{layer}."
        norm(prefix + "attn_norm.weight")
        matrix(prefix + "attn_q.weight", hidden, hidden)
        matrix(prefix + "attn_k.weight", kv, hidden)
        matrix(prefix + "attn_v.weight", kv, hidden)
        matrix(prefix + "attn_output.weight", hidden, hidden)
        norm(prefix + "ffn_norm.weight")
        matrix(prefix + "ffn_gate.weight", shape["intermediate"], hidden)
        matrix(prefix + "ffn_up.weight", shape["intermediate"], hidden)
        matrix(prefix + "ffn_down.weight", hidden, shape["intermediate"])
    norm("output_norm.weight")
    if not tied:
        matrix("output.weight", shape["vocabulary"], hidden)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def dequantise(source, target):
    """The same model in F32."""
    reader = gguf.GGUFReader(source)
    writer = gguf.GGUFWriter(target, "llama")
    for name, field in reader.fields.items():
        if name.startswith("GGUF.") or name == "general.architecture" or name == "general.file_type":
            continue
        kind = field.types[0]
        writer.add_key_value(name, field.contents(), kind, field.types[-1] if kind == gguf.GGUFValueType.ARRAY else None)
    for tensor in reader.tensors:
        data = gguf.quants.dequantize(tensor.data, tensor.tensor_type)
        writer.add_tensor(tensor.name, np.ascontiguousarray(data, dtype=np.float32).reshape(tuple(reversed(tensor.shape.tolist()))))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def logits(model, ids):
    import llama_cpp
    llama = llama_cpp.Llama(str(model), n_ctx=64, n_batch=64, n_threads=1, logits_all=True, type_k=0, type_v=0, flash_attn=False, verbose=False)
    llama.eval(ids)
    return np.array(llama.scores[:len(ids)], dtype=np.float32)


def main():
    sample, quantize = sys.argv[1:3]
    if sys.argv[3:4] == ["half"]:
        shape = dict(layers=24, hidden=896, intermediate=4864, heads=14, kv_heads=2, vocabulary=151936)
        with tempfile.TemporaryDirectory(dir=pathlib.Path(sys.argv[4]).parent) as folder:
            write(f"{folder}/whole.gguf", sample, shape, True, np.float16, 1)
            subprocess.run([quantize, f"{folder}/whole.gguf", sys.argv[4], "Q4_K_M", "1"], check=True)
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for number, (name, (shape, options)) in enumerate(MODELS.items()):
        target = FOLDER / f"{name}.gguf"
        with tempfile.TemporaryDirectory() as folder:
            write(f"{folder}/whole.gguf", sample, shape, name != "mixed", np.float32, 300 + number)
            subprocess.run([quantize, *options[:-1], f"{folder}/whole.gguf", str(target), options[-1], "1"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            dequantise(target, f"{folder}/plain.gguf")
            ids = np.random.default_rng(number).integers(17, VOCABULARY, TOKENS).tolist()
            rows = logits(f"{folder}/plain.gguf", ids)
        types = {}
        for tensor in gguf.GGUFReader(target).tensors:
            types[tensor.tensor_type.name] = types.get(tensor.tensor_type.name, 0) + 1
        text = {"types": types, "ids": ids, "logits": [[float("%.7g" % v) for v in row] for row in rows]}
        (FOLDER / f"{name}.json").write_text(json.dumps(text, separators=(",", ":")) + "\n")
        print(name, types, target.stat().st_size, "best margin %.3f" % min(np.sort(row)[-1] - np.sort(row)[-2] for row in rows))


if __name__ == "__main__":
    main()
