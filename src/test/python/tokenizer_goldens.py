"""Takes token ids from llama.cpp. Run by hand; needs numpy, gguf and llama-cpp-python.

    tokenizer_goldens.py resources SAMPLE_MODEL RESOURCES   writes the golden files of the tests
    tokenizer_goldens.py check VOCABULARY... OUT.json       ids of whole vocabularies, for TokenizerCheck (a main class beside the tests)

The byte-pair vocabulary is the sample model's, one merge in seven left out so that some tokens cannot be merged, with one pre-tokeniser
after the other. The SentencePiece vocabulary is our own: pieces merged from the test texts, with every kind of token that there is.
"""
import collections
import ctypes
import json
import sys
import tempfile

import gguf
import llama_cpp

from tokenizer_texts import texts

PRE_TOKENIZERS = """default gpt-2 phi-2 gigachat a.x-4.0 mellum mpt olmo jais trillion granite-docling exaone4 smollm starcoder refact command-r codeshell
exaone minerva-7b mellum2 llama-bpe llama3 llama-v3 falcon3 falcon-h1 pixtral midm-2.0 lfm2 glm4 glm5 dbrx smaug-bpe chatglm-bpe qwen2 deepseek-r1-qwen
kormo f2llmv2 stablelm2 hunyuan solar-open megrez grok-2 qwen35 ufakzeka laguna tekken gpt-4o llama4 kanana2 talkie minimax-m2 seed-coder bailingmoe
bailingmoe2 llada-moe minicpm5 falcon deepseek-coder deepseek-v3 hunyuan-dense joyai-llm hy_v4 poro-chat bloom gpt3-finnish viking""".split()


@llama_cpp.llama_log_callback
def quiet(level, text, data):
    if level >= 4:
        sys.stderr.write(text.decode(errors="replace"))


class Vocabulary:
    def __init__(self, path):
        parameters = llama_cpp.llama_model_default_params()
        parameters.vocab_only = True
        self.model = llama_cpp.llama_model_load_from_file(str(path).encode(), parameters)
        if not self.model:
            raise SystemExit(f"llama.cpp does not load {path}")
        self.vocab = llama_cpp.llama_model_get_vocab(self.model)

    def encode(self, text, parse_special, add_special=False):
        raw = text.encode()
        ids = (llama_cpp.llama_token * (2 * len(raw) + 16))()
        count = llama_cpp.llama_tokenize(self.vocab, raw, len(raw), ids, len(ids), add_special, parse_special)
        assert count >= 0
        return list(ids[:count])

    def facts(self):
        size = llama_cpp.llama_vocab_n_tokens(self.vocab)
        return {"ends": [i for i in range(size) if llama_cpp.llama_vocab_is_eog(self.vocab, i)], "begin": self.encode("", False, True),
                "bos": llama_cpp.llama_vocab_bos(self.vocab), "eos": llama_cpp.llama_vocab_eos(self.vocab)}

    def close(self):
        llama_cpp.llama_model_free(self.model)


def write(path, keys):
    """A vocabulary without a model."""
    writer = gguf.GGUFWriter(path, "llama")
    for key, value in keys.items():
        if isinstance(value, bool):
            writer.add_bool(key, value)
        elif isinstance(value, int):
            writer.add_uint32(key, value)
        elif isinstance(value, str):
            writer.add_string(key, value)
        else:
            writer.add_array(key, value)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()


def rows(groups):
    """Each text with its ids, once for all the names whose ids agree; groups: name -> [ids of each text]."""
    out = []
    for number, text in enumerate(texts()):
        by_ids = collections.OrderedDict()
        for name, all_ids in groups.items():
            by_ids.setdefault(tuple(all_ids[number]), []).append(name)
        out.append({"text": text, "ids": [{"names": names, "ids": list(ids)} for ids, names in by_ids.items()]})
    return out


def save(path, facts, rows_):
    with open(path, "w", encoding="utf-8") as out:
        out.write('{"facts": ' + json.dumps(facts) + ',\n"rows": [\n' + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows_) + "\n]}\n")


def byte_pairs(sample, resources):
    fields = gguf.GGUFReader(sample).fields
    keys = {key: fields[key].contents() for key in ("tokenizer.ggml.model", "tokenizer.ggml.tokens", "tokenizer.ggml.token_type",
                                                    "tokenizer.ggml.bos_token_id", "tokenizer.ggml.eos_token_id")}
    keys["tokenizer.ggml.merges"] = [merge for rank, merge in enumerate(fields["tokenizer.ggml.merges"].contents()) if rank % 7 != 3]
    groups, facts = {}, {}
    for name in PRE_TOKENIZERS:
        with tempfile.NamedTemporaryFile(suffix=".gguf") as file:
            write(file.name, keys | {"tokenizer.ggml.pre": name})
            vocabulary = Vocabulary(file.name)
            groups[name] = [vocabulary.encode(text, False) for text in texts()]
            facts[name] = vocabulary.facts()
            vocabulary.close()
    save(f"{resources}/pre-tokenizers.json", facts, rows(groups))


def merged_pieces(count):
    """Pieces by byte-pair merging of the test texts, spaces written as ▁: the most frequent pair first."""
    words = [list(line.replace(" ", "▁")) for line in texts() if line]
    pieces = collections.OrderedDict((c, None) for c in "▁" + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,!?'\"()<>|/_-:éü你好世界🙂")
    merged = []
    while len(merged) < count:
        pairs = collections.Counter((a, b) for word in words for a, b in zip(word, word[1:]) if len(a + b) <= 16)
        # The first of the most frequent by its text, so that runs repeat.
        (a, b), _ = min(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
        merged.append(a + b)
        for number, word in enumerate(words):
            out = []
            for symbol in word:
                if out and out[-1] == a and symbol == b:
                    out[-1] = a + b
                else:
                    out.append(symbol)
            words[number] = out
    return list(dict.fromkeys(merged)), list(pieces)


def sentence_pieces(resources):
    merged, letters = merged_pieces(1400)
    control = ["<|user|>", "<|assistant|>", "<|end|>", "<|endoftext|>", "<start_of_turn>", "<end_of_turn>"]
    defined = ["<think>", "\n\n", "\n\n\n", "\t\t", "  ", "<|tag|>"]
    tokens, kinds, scores = ["<unk>", "<s>", "</s>"], [2, 3, 3], [0.0, 0.0, 0.0]
    for octet in range(256):
        tokens.append(f"<0x{octet:02X}>")
        kinds.append(6)
        scores.append(0.0)
    for number, piece in enumerate(merged + letters):
        if piece not in tokens and piece not in control + defined:
            tokens.append(piece)
            kinds.append(1)
            # Steps of three: equal scores, for which the leftmost pair goes first.
            scores.append(-float(number // 3))
    for piece, kind in [(piece, 3) for piece in control] + [(piece, 4) for piece in defined] + [("<unused0>", 5)]:
        tokens.append(piece)
        kinds.append(kind)
        scores.append(-1000.0)
    base = {"tokenizer.ggml.model": "llama", "tokenizer.ggml.pre": "default", "tokenizer.ggml.tokens": tokens, "tokenizer.ggml.token_type": kinds}
    variants = {"plain": {}, "no-space": {"tokenizer.ggml.add_space_prefix": False, "tokenizer.ggml.add_bos_token": False},
                "phi3": {"general.name": "Phi3", "tokenizer.ggml.eos_token_id": tokens.index("<|endoftext|>"), "tokenizer.ggml.add_eos_token": True},
                "extra-space": {"tokenizer.ggml.remove_extra_whitespaces": True}}
    groups, facts = {}, {}
    for name, more in variants.items():
        path = f"{resources}/sentence-pieces.gguf" if name == "plain" else tempfile.mktemp(suffix=".gguf")
        writer = gguf.GGUFWriter(path, "llama")
        for key, value in (base | more).items():
            if isinstance(value, bool):
                writer.add_bool(key, value)
            elif isinstance(value, int):
                writer.add_uint32(key, value)
            elif isinstance(value, str):
                writer.add_string(key, value)
            else:
                writer.add_array(key, value)
        writer.add_array("tokenizer.ggml.scores", scores)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.close()
        vocabulary = Vocabulary(path)
        for special in (False, True):
            groups[f"{name} {'parsed' if special else 'text'}"] = [vocabulary.encode(text, special) for text in texts()]
        facts[name] = vocabulary.facts()
        vocabulary.close()
    save(f"{resources}/sentence-pieces.json", facts, rows(groups))


def check(paths, out):
    """Ids of whole vocabularies."""
    result = {}
    for path in paths:
        vocabulary = Vocabulary(path)
        result[path] = {"facts": vocabulary.facts(), "text": [vocabulary.encode(text, False) for text in texts()],
                        "parsed": [vocabulary.encode(text, True) for text in texts()]}
        vocabulary.close()
    with open(out, "w", encoding="utf-8") as file:
        json.dump({"texts": texts(), "vocabularies": result}, file)


if __name__ == "__main__":
    llama_cpp.llama_log_set(quiet, ctypes.c_void_p(0))
    llama_cpp.llama_backend_init()
    if sys.argv[1] == "resources":
        byte_pairs(sys.argv[2], sys.argv[3])
        sentence_pieces(sys.argv[3])
    else:
        check(sys.argv[2:-1], sys.argv[-1])
