package org.dipscope.tokenizer;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The pre-tokenisers by the names in {@code tokenizer.ggml.pre}, each held against llama.cpp ({@code PreTokenizerGoldenTest}). Where
 * llama.cpp simplifies the pattern of a model's makers, this does, too: files are converted for it and tested with it. A new one is a
 * pattern, if it has one of its own, and its names.
 */
final class PreTokenizers {
    private static final String SUFFIX = "'(?:[sStTmMdD]|[rR][eE]|[vV][eE]|[lL][lL])";
    private static final String LETTERS = "[^\\r\\n\\p{L}\\p{N}]?\\p{L}+";
    private static final String SIGNS = " ?[^\\s\\p{L}\\p{N}]+";
    private static final String SPACES = "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String GPT2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+|" + SIGNS + "|\\s+(?!\\S)";
    private static final String LLAMA3 = SUFFIX + "|" + LETTERS + "|\\p{N}{1,3}|" + SIGNS + "[\\r\\n]*" + SPACES;
    private static final String ONE_DIGIT = "|" + LETTERS + "|\\p{N}|" + SIGNS + "[\\r\\n]*";
    private static final String QWEN2 = SUFFIX + ONE_DIGIT + SPACES;
    private static final String MARKED = "[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+|\\p{N}| ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*";
    /** Words end where small letters meet a capital; both classes have all letters but those of ASCII that the other one means. */
    private static final String RISING = "[^\\r\\n\\p{L}\\p{N}]?[\\p{L}&&[^a-z]]*[\\p{L}&&[^A-Z]]+";
    private static final String FALLING = "[^\\r\\n\\p{L}\\p{N}]?[\\p{L}&&[^a-z]]+[\\p{L}&&[^A-Z]]*";
    private static final String CASED_SIGNS = SIGNS + "[\\r\\n/]*" + SPACES;
    private static final String ASCII_SIGNS = "[!-/:-@\\[-`{-~]";
    private static final String CLAUSES = " ?[^(\\s|.,!?…。，、।۔،)]+";

    private static final Map<String, PreTokenizer> KNOWN = known();

    private PreTokenizers() {
    }

    /** The pre-tokeniser of this name. */
    static Optional<PreTokenizer> named(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    /** The names that are known, in alphabetical order. */
    static Set<String> names() {
        return KNOWN.keySet();
    }

    private static Map<String, PreTokenizer> known() {
        Map<String, PreTokenizer> known = new TreeMap<>();
        put(known, PreTokenizer.of("[\\p{P}$+<=>^~|]+", GPT2, "\\p{N}+", "[0-9][0-9][0-9]"), "default");
        put(known, PreTokenizer.of(GPT2), "gpt-2", "phi-2", "gigachat", "a.x-4.0", "mellum", "mpt", "olmo", "jais", "trillion",
                "granite-docling", "exaone4");
        put(known, PreTokenizer.of("\\p{N}", GPT2), "smollm", "starcoder", "refact", "command-r", "codeshell", "exaone", "minerva-7b", "mellum2");
        PreTokenizer llama3 = PreTokenizer.of(LLAMA3);
        put(known, llama3.ignoringMerges().addingBos(), "llama-bpe", "llama3", "llama-v3", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2");
        put(known, llama3.ignoringMerges(), "glm4", "glm5");
        put(known, llama3, "dbrx", "smaug-bpe", "chatglm-bpe");
        put(known, PreTokenizer.of(QWEN2), "qwen2", "deepseek-r1-qwen", "kormo", "f2llmv2", "stablelm2", "hunyuan", "solar-open", "megrez", "grok-2");
        put(known, PreTokenizer.of(SUFFIX + "|" + MARKED + SPACES), "qwen35");
        put(known, PreTokenizer.of(ONE_DIGIT.substring(1) + SPACES), "ufakzeka");
        put(known, PreTokenizer.of("[^\\n]+|\\n+", QWEN2), "laguna");
        put(known, PreTokenizer.of(RISING + "|" + FALLING + "|\\p{N}|" + CASED_SIGNS).ignoringMerges().addingBos(), "tekken");
        put(known, PreTokenizer.of(RISING + "(?:" + SUFFIX + ")?|" + FALLING + "(?:" + SUFFIX + ")?|\\p{N}{1,3}|" + CASED_SIGNS),
                "gpt-4o", "llama4", "kanana2", "talkie", "minimax-m2");
        put(known, PreTokenizer.of(SUFFIX + "|" + LETTERS + "|\\p{N}| ?[^\\s\\p{L}\\p{N}\\r\\n]+" + SPACES), "seed-coder");
        put(known, PreTokenizer.of(SUFFIX + ONE_DIGIT + "|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+"), "bailingmoe", "bailingmoe2", "llada-moe");
        put(known, PreTokenizer.of("\\p{N}{1,3}", SUFFIX + "|" + LETTERS + "|\\p{N}+|" + SIGNS + "[\\r\\n]*" + SPACES).ignoringMerges(), "minicpm5");
        put(known, PreTokenizer.of("[\\p{P}$+<=>^~|`]+", GPT2, "[0-9][0-9][0-9]"), "falcon");
        put(known, PreTokenizer.of("[\\r\\n]", "\\s?\\p{L}+", "\\s?\\p{P}+", "[[一-龥ࠀ-一가-퟿]&&\\S]+", "\\p{N}"), "deepseek-coder");
        put(known, PreTokenizer.of("\\p{N}{1,3}", "[一-龥぀-ゟ゠-ヿ]+", ASCII_SIGNS + "[A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
                + "| ?[\\p{P}\\p{S}]+[\\r\\n]*" + SPACES), "deepseek-v3", "hunyuan-dense", "joyai-llm", "hy_v4");
        put(known, PreTokenizer.of(CLAUSES), "poro-chat", "bloom", "gpt3-finnish");
        put(known, PreTokenizer.of(CLAUSES, "\\p{N}"), "viking");
        return Collections.unmodifiableMap(known);
    }

    private static void put(Map<String, PreTokenizer> known, PreTokenizer one, String... names) {
        for (String name : names) {
            known.put(name, one);
        }
    }
}
