"""Writes tiny seeded models of every architecture that Dipscope runs, and what llama.cpp makes of them.

Run by hand, not by the build:

    python tiny_models.py SAMPLE.gguf ../resources/org/dipscope/model [NAME ...]

SAMPLE.gguf lends the beginning of its tokenizer. It needs numpy, gguf and llama-cpp-python (0.3.36 made the committed files). A model in
quantised types is held against llama.cpp on the same weights, dequantised to F32: llama.cpp rounds activations to 8 bits before it
multiplies them with quantised weights, and Dipscope does not. llama.cpp reads keys and values as F32 and runs without flash attention.

A window that llama.cpp's graph of an architecture leaves out (llama, phi3) is had from it all the same: tokens are decoded one by one, and
before each the positions that it may not see are removed from the cache.

Each number that an architecture adds is shown to matter: `ablations` change it, and the logits must move by more than 0.1 (rms).
"""

import ctypes
import json
import math
import os
import sys
import tempfile

import gguf
import llama_cpp
import numpy as np

VOCABULARY = 300
SPECIALS = 17
SAMPLED = 32
LEAST_GAP = 0.02


class Model:
    """A model as metadata and float32 tensors."""

    def __init__(self, name, architecture, hidden=48, intermediate=80, layers=2, heads=4, kv_heads=2, head=None, tied=True, context=512,
                 keys=None, seed=1, types=None, norms=(), biases=(), fused=False, base=10000.0, embedding=0.5):
        self.name, self.architecture, self.reference = name, architecture, architecture
        self.hidden, self.heads, self.layers, self.intermediate = hidden, heads, layers, intermediate
        self.types = types or {}
        size = head or hidden // heads
        self.head = size
        rng = np.random.default_rng(seed)
        self.keys = {"block_count": layers, "embedding_length": hidden, "feed_forward_length": intermediate, "attention.head_count": heads,
                     "attention.head_count_kv": kv_heads, "context_length": context, "attention.layer_norm_rms_epsilon": 1e-5,
                     "rope.freq_base": base, "vocab_size": VOCABULARY}
        if head:
            self.keys |= {"attention.key_length": head, "attention.value_length": head}
        self.keys |= keys or {}
        if architecture != "gemma3" and "rope.dimension_count" not in self.keys:
            self.keys["rope.dimension_count"] = size
        self.tensors = {}

        def matrix(rows, columns, gain):
            return (rng.standard_normal((rows, columns)) * gain / math.sqrt(columns)).astype(np.float32)

        def vector(length, middle=1.0, spread=0.2):
            return (middle + spread * rng.standard_normal(length)).astype(np.float32)

        table = (embedding * rng.standard_normal((VOCABULARY, hidden))).astype(np.float32)
        table[:SPECIALS] = 0
        self.tensors["token_embd.weight"] = table
        self.tensors["output_norm.weight"] = vector(hidden)
        if not tied:
            self.tensors["output.weight"] = matrix(VOCABULARY, hidden, 2)
        for layer in range(layers):
            p = f"blk.{layer}."
            q, k, v = matrix(heads * size, hidden, 1.6), matrix(kv_heads * size, hidden, 1.6), matrix(kv_heads * size, hidden, 1.2)
            gate, up = matrix(intermediate, hidden, 1.5), matrix(intermediate, hidden, 1)
            self.tensors[p + "attn_norm.weight"] = vector(hidden)
            if fused:
                self.tensors[p + "attn_qkv.weight"] = np.concatenate([q, k, v])
                self.tensors[p + "ffn_up.weight"] = np.concatenate([gate, up])
            else:
                self.tensors |= {p + "attn_q.weight": q, p + "attn_k.weight": k, p + "attn_v.weight": v,
                                 p + "ffn_gate.weight": gate, p + "ffn_up.weight": up}
            self.tensors[p + "attn_output.weight"] = matrix(hidden, heads * size, 2)
            self.tensors[p + "ffn_norm.weight"] = vector(hidden)
            self.tensors[p + "ffn_down.weight"] = matrix(hidden, intermediate, 2)
            for part in biases:
                self.tensors[p + f"attn_{part}.bias"] = vector({"q": heads * size, "output": hidden}.get(part, kv_heads * size), 0, 0.5)
            if "heads" in norms:
                self.tensors[p + "attn_q_norm.weight"] = vector(size, 1.5)
                self.tensors[p + "attn_k_norm.weight"] = vector(size, 1.5)
            if "outputs" in norms:
                self.tensors[p + "post_attention_norm.weight"] = vector(hidden)
                self.tensors[p + "post_ffw_norm.weight"] = vector(hidden)

    def factors(self, name, values):
        self.tensors[name] = np.array(values, dtype=np.float32)
        return self

    def type(self, tensor):
        for part, kind in self.types.items():
            if part in tensor and tensor.endswith(".weight") and self.tensors[tensor].ndim == 2:
                return kind
        return gguf.GGMLQuantizationType.F32

    def write(self, path, tokenizer, architecture, quantised):
        writer = gguf.GGUFWriter(path, architecture)
        # No more than this: llama.cpp looks for tokens by name in a model whose name has phi3 in it.
        writer.add_name("tiny")
        for key, value in self.keys.items():
            name = f"{architecture}.{key}"
            if isinstance(value, str):
                writer.add_string(name, value)
            elif isinstance(value, list):
                writer.add_array(name, value)
            elif isinstance(value, float):
                writer.add_float32(name, value)
            else:
                writer.add_uint32(name, value)
        tokenizer(writer)
        for name, values in self.tensors.items():
            kind = self.type(name)
            if kind == gguf.GGMLQuantizationType.F32:
                writer.add_tensor(name, values)
                continue
            blocks = gguf.quants.quantize(values, kind)
            if quantised:
                writer.add_tensor(name, blocks, raw_dtype=kind)
            else:
                writer.add_tensor(name, gguf.quants.dequantize(blocks, kind).astype(np.float32))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()


def tokenizer_of(sample):
    """The sample's first tokens and the merges among them."""
    reader = gguf.GGUFReader(sample)

    def field(name):
        return reader.fields[name].contents()

    tokens = field("tokenizer.ggml.tokens")[:VOCABULARY]
    kinds = field("tokenizer.ggml.token_type")[:VOCABULARY]
    known = set(tokens)
    merges = [m for m in field("tokenizer.ggml.merges") if set(m.split(" ")) <= known and m.replace(" ", "") in known]

    def write(writer):
        writer.add_tokenizer_model(field("tokenizer.ggml.model"))
        writer.add_tokenizer_pre(field("tokenizer.ggml.pre"))
        writer.add_token_list(tokens)
        writer.add_token_types(kinds)
        writer.add_token_merges(merges)
        for key in ("bos", "eos"):
            writer.add_uint32(f"tokenizer.ggml.{key}_token_id", field(f"tokenizer.ggml.{key}_token_id"))

    return write


def run(path, ids, context, window):
    """Logits [len(ids)][VOCABULARY] of llama.cpp."""
    parameters = llama_cpp.llama_model_default_params()
    parameters.n_gpu_layers = 0
    model = llama_cpp.llama_model_load_from_file(path.encode(), parameters)
    if not model:
        raise SystemExit(f"llama.cpp does not load {path}")
    options = llama_cpp.llama_context_default_params()
    options.n_ctx, options.n_batch, options.n_ubatch = context, 512, 512
    options.n_threads = options.n_threads_batch = 2
    options.type_k = options.type_v = 0
    options.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED
    options.swa_full = True
    handle = llama_cpp.llama_init_from_model(model, options)
    assert llama_cpp.llama_n_ctx(handle) == context, "llama.cpp rounds contexts up to multiples of 256; give one"
    logits = np.empty((len(ids), VOCABULARY), dtype=np.float32)
    step = 1 if window else len(ids)
    batch = llama_cpp.llama_batch_init(len(ids), 0, 1)
    for first in range(0, len(ids), step):
        if window:
            llama_cpp.llama_memory_seq_rm(llama_cpp.llama_get_memory(handle), 0, 0, max(0, first - window + 1))
        batch.n_tokens = step
        for i in range(step):
            batch.token[i], batch.pos[i], batch.n_seq_id[i], batch.logits[i] = ids[first + i], first + i, 1, 1
            batch.seq_id[i][0] = 0
        if llama_cpp.llama_decode(handle, batch) != 0:
            raise SystemExit("llama.cpp could not decode")
        for i in range(step):
            row = llama_cpp.llama_get_logits_ith(handle, i)
            logits[first + i] = np.ctypeslib.as_array(row, shape=(VOCABULARY,))
    llama_cpp.llama_batch_free(batch)
    llama_cpp.llama_free(handle)
    llama_cpp.llama_model_free(model)
    return logits


class Case:
    """One run of a model, and the changes that it must notice."""

    def __init__(self, model, length=80, start=0, context=256, window=0, ablations=None, name=None):
        self.model, self.length, self.start, self.context, self.window = model, length, start, context, window
        self.name = name or model.name
        self.ablations = ablations or {}

    def reference(self, folder, tokenizer, ids, window):
        path = os.path.join(folder, "reference.gguf")
        self.model.write(path, tokenizer, self.model.reference, False)
        return run(path, ids, self.context, window)[self.start:]

    def logits(self, folder, tokenizer):
        """Random tokens after which the best one is clear, and the logits that they lead to."""
        for seed in range(1000):
            ids = np.random.default_rng(seed).integers(SPECIALS, VOCABULARY, self.length).tolist()
            logits = self.reference(folder, tokenizer, ids, self.window)
            best = np.sort(logits, axis=1)
            if np.min(best[:, -1] - best[:, -2]) > LEAST_GAP:
                return ids, logits
        raise SystemExit(f"{self.name}: no tokens with a clear answer")

    def ablate(self, folder, tokenizer, ids, expected):
        for what, change in self.ablations.items():
            keys, tensors, reference = dict(self.model.keys), dict(self.model.tensors), self.model.reference
            window = self.window
            if what == "window" and self.window:
                window = 0
            else:
                change(self.model)
            moved = self.reference(folder, tokenizer, ids, window)
            self.model.keys, self.model.tensors, self.model.reference = keys, tensors, reference
            rms = float(np.sqrt(np.mean((moved - expected) ** 2)))
            print(f"    without its {what}: {rms:.2f}")
            assert rms > 0.1, f"{self.name}: {what} does not matter"


def key(name, value):
    return lambda model: model.keys.update({name: value})


def no_key(name):
    return lambda model: model.keys.pop(name)


def run_as(architecture):
    return lambda model: setattr(model, "reference", architecture)


def ones(part):
    def change(model):
        for name, values in model.tensors.items():
            if part in name:
                model.tensors[name] = np.zeros_like(values) if name.endswith("bias") else np.ones_like(values)
    return change


def llama3_factors(pairs, base, factor=32.0, low=1.0, high=4.0, original=64):
    """The factors that Llama 3.1 and later carry in their files: slow pairs are stretched whole, fast ones not at all."""
    factors = []
    for i in range(pairs):
        length = 2 * math.pi * base ** (i / pairs)
        smooth = (original / length - low) / (high - low)
        factors.append(1.0 if length < original / high else factor if length > original / low else 1 / ((1 - smooth) / factor + smooth))
    return factors


def cases():
    Q8, Q4 = gguf.GGMLQuantizationType.Q8_0, gguf.GGMLQuantizationType.Q4_0
    llama3 = Model("llama3", "llama", base=500.0, seed=11).factors("rope_freqs.weight", llama3_factors(6, 500.0))
    linear = Model("llama-linear", "llama", heads=3, kv_heads=1, tied=False, seed=12,
                   keys={"rope.scaling.type": "linear", "rope.scaling.factor": 3.0})
    yarn = Model("llama-yarn", "llama", biases=("q", "k", "v", "output"), seed=13,
                 keys={"rope.scaling.type": "yarn", "rope.scaling.factor": 4.0, "rope.scaling.original_context_length": 32, "rope.scaling.attn_factor": 1.3})
    mistral = Model("mistral", "mistral", tied=False, seed=14, keys={"attention.sliding_window": 13})
    mistral.reference = "llama"
    mistral3 = Model("mistral3", "mistral3", head=16, seed=15, base=100.0, keys={
        "rope.scaling.type": "yarn", "rope.scaling.factor": 4.0, "rope.scaling.original_context_length": 32,
        "rope.scaling.yarn_beta_fast": 1.0, "rope.scaling.yarn_beta_slow": 0.5, "rope.scaling.yarn_log_multiplier": 0.3, "attention.temperature_scale": 0.4})
    smollm3 = Model("smollm3", "smollm3", layers=4, seed=16)
    qwen2 = Model("qwen2", "qwen2", biases=("q", "k", "v"), tied=False, seed=17, base=1e6)
    qwen3 = Model("qwen3", "qwen3", head=20, norms=("heads",), seed=18, base=1e6)
    phi3 = Model("phi3", "phi3", fused=True, tied=False, seed=19, kv_heads=4, keys={
        "rope.dimension_count": 8, "rope.scaling.original_context_length": 256, "rope.scaling.attn_factor": 1.2, "attention.sliding_window": 0})
    phi3.factors("rope_factors_short.weight", [1.0, 1.2, 1.1, 1.5]).factors("rope_factors_long.weight", [1.5, 3.0, 8.0, 20.0])
    phi3_window = Model("phi3-window", "phi3", fused=True, tied=False, seed=20, keys={"attention.sliding_window": 17})
    gemma = Model("gemma", "gemma", head=16, kv_heads=1, seed=21, embedding=0.3)
    gemma2 = Model("gemma2", "gemma2", layers=4, head=16, norms=("outputs",), seed=22, embedding=0.3, keys={
        "attention.sliding_window": 11, "attn_logit_softcapping": 1.5, "final_logit_softcapping": 4.0})
    gemma3 = Model("gemma3", "gemma3", hidden=32, intermediate=48, layers=7, head=16, norms=("outputs", "heads"), seed=23, base=1e6, embedding=0.3, keys={
        "attention.sliding_window": 12, "rope.scaling.type": "linear", "rope.scaling.factor": 8.0, "rope.freq_base_swa": 300.0})
    gemma3_one_base = Model("gemma3-one-base", "gemma3", hidden=16, intermediate=24, heads=2, kv_heads=1, head=16, norms=("outputs", "heads"), seed=29, embedding=0.3, keys={
        "attention.sliding_window": 12, "attention.sliding_window_pattern": [True, False], "rope.scaling.type": "linear", "rope.scaling.factor": 8.0, "rope.scaling.attn_factor": 1.5})
    gemma3_pattern = Model("gemma3-pattern", "gemma3", hidden=32, intermediate=48, layers=3, head=16, norms=("outputs", "heads"), seed=24, embedding=0.3, keys={
        "attention.sliding_window": 9, "attention.sliding_window_pattern": [False, True, True], "final_logit_softcapping": 8.0})
    llama_q4 = Model("llama-q4_0", "llama", hidden=256, intermediate=256, heads=8, seed=25, types={"blk": Q4, "token_embd": Q4})
    phi3_q8 = Model("phi3-q8_0", "phi3", hidden=64, intermediate=96, fused=True, tied=False, seed=26, types={"blk": Q8, "output.weight": Q4})
    qwen3_mixed = Model("qwen3-mixed", "qwen3", hidden=64, intermediate=96, head=32, norms=("heads",), seed=27,
                        types={"attn_v": Q4, "attn": Q8, "ffn_gate": Q4, "ffn_up": Q8, "ffn_down": Q4})
    gemma2_q4 = Model("gemma2-q4_0", "gemma2", hidden=64, intermediate=96, head=32, norms=("outputs",), seed=28, embedding=0.3,
                      types={"blk": Q4, "token_embd": Q8}, keys={"attention.sliding_window": 10})
    every = {"scaling": key("rope.scaling.type", "none")}
    return [
        Case(llama3, length=120, start=40, ablations={"rotary factors": ones("rope_freqs")}),
        Case(linear, ablations=every),
        Case(yarn, ablations=every | {"ramp": key("rope.scaling.type", "linear"), "magnitude": no_key("rope.scaling.attn_factor"),
                                      "key bias": ones("attn_k.bias"), "output bias": ones("attn_output.bias")}),
        Case(mistral, window=13, ablations={"window": None}),
        Case(mistral3, ablations=every | {"temperature": no_key("attention.temperature_scale"),
                                          "log multiplier": no_key("rope.scaling.yarn_log_multiplier"), "ramp": no_key("rope.scaling.yarn_beta_fast")}),
        Case(smollm3, ablations={"unturned layer": run_as("llama")}),
        Case(qwen2, ablations={"value bias": ones("attn_v.bias"), "query bias": ones("attn_q.bias")}),
        Case(qwen3, ablations={"query norm": ones("q_norm"), "key norm": ones("k_norm")}),
        Case(phi3, length=100, start=20, ablations={"magnitude": no_key("rope.scaling.attn_factor"), "short factors": ones("factors_short")}, name="phi3-near"),
        Case(phi3, length=330, start=250, context=512, ablations={"long factors": ones("factors_long")}, name="phi3-far"),
        Case(phi3_window, window=17, ablations={"window": None}),
        Case(gemma),
        Case(gemma2, ablations={"window": key("attention.sliding_window", 500), "attention cap": key("attn_logit_softcapping", 50.0),
                                "final cap": key("final_logit_softcapping", 30.0), "output norms": ones("post_")}),
        Case(gemma3, ablations={"window": key("attention.sliding_window", 500), "scaling": key("rope.scaling.factor", 1.0),
                                "local base": key("rope.freq_base_swa", 10000.0), "pattern": key("attention.sliding_window_pattern", 2)}),
        Case(gemma3_one_base, ablations=every | {"magnitude": no_key("rope.scaling.attn_factor")}),
        Case(gemma3_pattern, ablations={"pattern": key("attention.sliding_window_pattern", [True, True, False])}),
        Case(llama_q4, length=40), Case(phi3_q8, length=40), Case(qwen3_mixed, length=40), Case(gemma2_q4, length=40),
    ]


def numbers(row):
    return [float(f"{x:.6g}") for x in row]


def main():
    sample, target, names = sys.argv[1], sys.argv[2], sys.argv[3:]
    # Its progress is of no interest, what it refuses is.
    silent = llama_cpp.llama_log_callback(lambda level, text, data: level == 4 and print(text.decode(), end="", file=sys.stderr))
    llama_cpp.llama_log_set(silent, ctypes.c_void_p(0))
    llama_cpp.llama_backend_init()
    tokenizer = tokenizer_of(sample)
    os.makedirs(target, exist_ok=True)
    for case in cases():
        if names and case.name not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            ids, logits = case.logits(folder, tokenizer)
            print(f"{case.name}: logits of size {np.sqrt(np.mean(logits ** 2)):.2f}, {len(set(np.argmax(logits, axis=1)))} best tokens")
            case.ablate(folder, tokenizer, ids, logits)
        case.model.write(os.path.join(target, case.model.name + ".gguf"), tokenizer, case.model.architecture, True)
        sampled = sorted(np.random.default_rng(5).choice(VOCABULARY, SAMPLED, replace=False).tolist())
        golden = {"model": case.model.name + ".gguf", "made_by": "llama.cpp through llama-cpp-python " + llama_cpp.__version__,
                  "context": case.context, "ids": ids, "start": case.start, "vocabulary": sampled,
                  "best": np.argmax(logits, axis=1).tolist(), "logits": [numbers(row[sampled]) for row in logits], "last": numbers(logits[-1])}
        with open(os.path.join(target, case.name + ".json"), "w") as out:
            json.dump(golden, out, separators=(",", ":"))
            out.write("\n")


if __name__ == "__main__":
    main()
