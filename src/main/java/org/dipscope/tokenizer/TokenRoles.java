package org.dipscope.tokenizer;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.Metadata;

/**
 * Which tokens begin, end and fill a sequence: those that the file's keys name, and those that have a telling name, since many files
 * lack the keys. What ends a turn is llama.cpp's list, so that an answer stops here where it stops there.
 *
 * @param bos     begins a sequence
 * @param eos     ends a sequence
 * @param unknown stands for what no token can write
 * @param ends    all that end the model's turn or the text
 * @param telling all that steer the model by their name, whatever kind the file gives them
 */
record TokenRoles(OptionalInt bos, OptionalInt eos, OptionalInt unknown, BitSet ends, BitSet telling) {
    private static final Set<String> ENDS = Set.of("<|eot_id|>", "<|im_end|>", "<|end|>", "<|return|>", "<|call|>", "<|flush|>", "<|calls|>",
            "<end_of_turn>", "<|endoftext|>", "</s>", "<|eom_id|>", "<EOT>", "_<EOT>", "[EOT]", "[EOS]", "<|end_of_text|>",
            "<end_of_utterance>", "<eos>", "<turn|>", "<|tool_response>", "<｜end▁of▁sentence｜>", "[e~[");
    /** Tokens for filling in the middle, by the keys that may name them instead. */
    private static final Map<String, Set<String>> MIDDLES = Map.of(
            "fim_pre", Set.of("<|fim_prefix|>", "<fim-prefix>", "<fim_prefix>", "<｜fim▁begin｜>", "<PRE>", "▁<PRE>", "<|code_prefix|>", "<|prefix|>"),
            "fim_suf", Set.of("<|fim_suffix|>", "<fim-suffix>", "<fim_suffix>", "<｜fim▁hole｜>", "<SUF>", "▁<SUF>", "<|code_suffix|>", "<|suffix|>"),
            "fim_mid", Set.of("<|fim_middle|>", "<fim-middle>", "<fim_middle>", "<｜fim▁end｜>", "<MID>", "▁<MID>", "<|code_middle|>", "<|middle|>"),
            "fim_pad", Set.of("<|fim_pad|>", "<fim-pad>", "<fim_pad>", "<PAD>", "[PAD]"),
            "fim_rep", Set.of("<|fim_repo|>", "<|repo_name|>", "<fim-repo>", "<REPO>", "<reponame>"),
            "fim_sep", Set.of("<|file_sep|>"));
    /** The middles behind which a model has nothing more to say. */
    private static final List<String> ENDING_MIDDLES = List.of("fim_pad", "fim_rep", "fim_sep");

    /** The roles in a vocabulary whose texts have these ids; SentencePiece's first three tokens have roles by custom. */
    static TokenRoles of(Metadata metadata, Map<String, Integer> ids, int size, boolean sentencePiece) throws GgufException {
        BitSet ends = new BitSet();
        BitSet telling = new BitSet();
        for (Map.Entry<String, Set<String>> middle : MIDDLES.entrySet()) {
            OptionalInt named = named(metadata, middle.getKey(), size, OptionalInt.empty());
            OptionalInt found = named.isPresent() ? named : middle.getValue().stream().filter(ids::containsKey).mapToInt(ids::get).min();
            found.ifPresent(id -> {
                if (named.isEmpty()) {
                    telling.set(id);
                }
                if (ENDING_MIDDLES.contains(middle.getKey())) {
                    ends.set(id);
                }
            });
        }
        for (String text : ENDS) {
            Integer id = ids.get(text);
            if (id != null) {
                ends.set(id);
                telling.set(id);
            }
        }
        OptionalInt eos = named(metadata, "eos", size, custom(sentencePiece, 2, size));
        eos.ifPresent(ends::set);
        named(metadata, "eot", size, OptionalInt.empty()).ifPresent(ends::set);
        named(metadata, "eom", size, OptionalInt.empty()).ifPresent(ends::set);
        dropFalseEnds(ids, ends, telling);
        return new TokenRoles(named(metadata, "bos", size, custom(sentencePiece, 1, size)), eos,
                named(metadata, "unknown", size, custom(sentencePiece, 0, size)), ends, telling);
    }

    /** Where a model has the names of calls, {@code <|end|>} closes a message alone; where it has tool answers, {@code </s>} is plain text. */
    private static void dropFalseEnds(Map<String, Integer> ids, BitSet ends, BitSet telling) {
        boolean harmony = ids.containsKey("<|return|>") && (ids.containsKey("<|call|>") || ids.containsKey("<|calls|>"));
        boolean solar = ids.containsKey("<|flush|>") && (ids.containsKey("<|call|>") || ids.containsKey("<|calls|>"));
        if ((harmony || solar) && ids.containsKey("<|end|>")) {
            ends.clear(ids.get("<|end|>"));
        }
        if (ids.containsKey("<|tool_response>") && ids.containsKey("</s>")) {
            ends.clear(ids.get("</s>"));
            telling.clear(ids.get("</s>"));
        }
    }

    private static OptionalInt custom(boolean sentencePiece, int id, int size) {
        return sentencePiece && id < size ? OptionalInt.of(id) : OptionalInt.empty();
    }

    private static OptionalInt named(Metadata metadata, String role, int size, OptionalInt otherwise) throws GgufException {
        String key = "tokenizer.ggml." + role + "_token_id";
        OptionalLong id = metadata.integer(key);
        if (id.isEmpty() || id.getAsLong() == 0xFFFFFFFFL || id.getAsLong() == -1) {
            return otherwise;
        }
        if (id.getAsLong() < 0 || id.getAsLong() >= size) {
            throw new GgufException("The metadata key \"" + key + "\" is " + id.getAsLong() + ", but there are " + size
                    + " tokens; the file is damaged, download it again.");
        }
        return OptionalInt.of((int) id.getAsLong());
    }
}
