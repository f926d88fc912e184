package org.dipscope.session;

import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.LayerBudget;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.sparsity.Scoring;
import org.dipscope.sparsity.Split;
import org.dipscope.sparsity.Weighting;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One thing that a person may set: the command line's option, the window's control and the entry in a file are all made from this
 * definition.
 *
 * @param <T> the values
 */
public final class Setting<T> {

    /** What a setting is about, and hence which commands take it. */
    public enum Group {
        /** Which weights a token reads. */
        MASKING,
        /** The simulated device. */
        MEMORY,
        /** The choice of the next token. */
        SAMPLING
    }

    /** Which weights a token reads. */
    public static final Setting<MaskingMethod> METHOD = new Setting<>(Group.MASKING, "method", "Method", "which weights a token reads",
            MaskingMethods.ALL.stream().map(MaskingMethod::id).collect(Collectors.joining(", ")), SettingForm.METHOD_FORM,
            draft -> draft.method, (draft, value) -> draft.method = value);
    /** Share of the MLP's weights that a token touches. */
    public static final Setting<Double> DENSITY = new Setting<>(Group.MASKING, "density", "Density",
            "share of the MLP's weights that a token touches; the prune ratio is 1 − density", "above 0, at most 1", SettingForm.NUMBER_FORM,
            draft -> draft.density, (draft, value) -> draft.density = value);
    /** Factor on the score of a column that is not in DRAM. */
    public static final Setting<Double> GAMMA = new Setting<>(Group.MASKING, "gamma", "γ cache weight",
            "factor on the score of a column that is not in DRAM; 1 ignores the cache; DIP-CA alone uses it", "0 to 1", SettingForm.NUMBER_FORM,
            draft -> draft.gamma, (draft, value) -> draft.gamma = value);
    /** How many of the largest scores keep their score whatever is in DRAM. */
    public static final Setting<Integer> FIXED_TOP_N = new Setting<>(Group.MASKING, "fixed-top-n", "Fixed top-n",
            "how many of the largest scores keep their score whatever is in DRAM", "0 or more", SettingForm.COUNT_FORM,
            draft -> draft.fixedTopN, (draft, value) -> draft.fixedTopN = value);
    /** Whether γ falls from 1 over the first tokens. */
    public static final Setting<Boolean> WARM_UP = new Setting<>(Group.MASKING, "warm-up", "Warm-up",
            "lets γ fall from 1 over the first tokens, so that they do not freeze the cache", "true or false", SettingForm.FLAG_FORM,
            draft -> draft.warmUp, (draft, value) -> draft.warmUp = value);
    /** DIP's two shares, set by hand. */
    public static final Setting<Optional<Split>> SPLIT = new Setting<>(Group.MASKING, "split", "Split",
            "DIP's shares of input and of down columns, in place of those that the density gives", "two shares from 0 to 1, or auto", SettingForm.SPLIT_FORM,
            draft -> draft.split, (draft, value) -> draft.split = value);
    /** What DIP and its kin choose by. */
    public static final Setting<Scoring> SCORING = new Setting<>(Group.MASKING, "scoring", "Scores",
            "what DIP and its kin choose by: the activation alone, or times its columns' length (WINA)", "magnitude, weight-aware", SettingForm.SCORING_FORM,
            draft -> draft.scoring, (draft, value) -> draft.scoring = value);
    /** How DIP-CA lets what is in DRAM change its choice. */
    public static final Setting<Weighting> WEIGHTING = new Setting<>(Group.MASKING, "weighting", "Cache weighting",
            "how DIP-CA prefers what is in DRAM: γ times the score of the rest, a blend with it, or resident ones among the top-m", "gamma, blend, approximate",
            SettingForm.WEIGHTING_FORM, draft -> draft.weighting, (draft, value) -> draft.weighting = value);
    /** How far the approximate choice looks. */
    public static final Setting<Double> TOP_M = new Setting<>(Group.MASKING, "top-m", "Top-m",
            "how far the approximate choice looks for resident columns, as a multiple of what it keeps", "1 or more", SettingForm.NUMBER_FORM,
            draft -> draft.topM, (draft, value) -> draft.topM = value);
    /** What was learnt from a text. */
    public static final Setting<Optional<Calibration>> CALIBRATION = new Setting<>(Group.MASKING, "calibration", "Calibration",
            "a file that 'dipscope calibrate' made: thresholds, predictors, adapters, merged weights or splits", "a file, or none", SettingForm.CALIBRATION_FORM,
            draft -> draft.calibration, (draft, value) -> draft.calibration = value);

    /** The device's DRAM. */
    public static final Setting<Double> DRAM = new Setting<>(Group.MEMORY, "dram", "DRAM budget",
            "the device's DRAM for weights and KV cache; what does not fit streams from Flash", "0B or more", SettingForm.SIZE_FORM,
            draft -> draft.dram, (draft, value) -> draft.dram = value);
    /** How fast DRAM is read. */
    public static final Setting<Double> DRAM_BANDWIDTH = new Setting<>(Group.MEMORY, "dram-bandwidth", "DRAM bandwidth",
            "how fast the device reads DRAM", "above 0B/s", SettingForm.BANDWIDTH_FORM,
            draft -> draft.dramBandwidth, (draft, value) -> draft.dramBandwidth = value);
    /** How fast Flash is read. */
    public static final Setting<Double> FLASH_BANDWIDTH = new Setting<>(Group.MEMORY, "flash-bandwidth", "Flash bandwidth",
            "how fast the device reads Flash", "above 0B/s", SettingForm.BANDWIDTH_FORM,
            draft -> draft.flashBandwidth, (draft, value) -> draft.flashBandwidth = value);
    /** Whether DRAM and Flash are read at the same time. */
    public static final Setting<Boolean> CONCURRENT_IO = new Setting<>(Group.MEMORY, "concurrent-io", "Concurrent I/O",
            "reads DRAM and Flash at the same time, so that the slower one counts and not their sum", "true or false", SettingForm.FLAG_FORM,
            draft -> draft.concurrentIo, (draft, value) -> draft.concurrentIo = value);
    /** Which columns leave DRAM. */
    public static final Setting<CachePolicy> POLICY = new Setting<>(Group.MEMORY, "policy", "Cache policy",
            "which columns leave DRAM when others come; belady and optimal know the future and exist only in a replay",
            Arrays.stream(CachePolicy.values()).map(CachePolicy::id).collect(Collectors.joining(", ")), SettingForm.POLICY_FORM,
            draft -> draft.policy, (draft, value) -> draft.policy = value);
    /** How the layers share the DRAM for columns. */
    public static final Setting<LayerBudget> BUDGET = new Setting<>(Group.MEMORY, "budget", "Layer budget",
            "how the layers share the DRAM for columns: evenly, or from one pool that goes where columns are worth most to the policy", "even, global",
            SettingForm.BUDGET_FORM, draft -> draft.budget, (draft, value) -> draft.budget = value);
    /** After how many tokens the policy {@code pinned} has learned its columns. */
    public static final Setting<Integer> PINNED_TOKENS = new Setting<>(Group.MEMORY, "pinned-tokens", "Pinned after",
            "the first tokens from which the policy pinned learns its columns", "0 or more", SettingForm.COUNT_FORM,
            draft -> draft.pinnedTokens, (draft, value) -> draft.pinnedTokens = value);
    /** Seed of the cache's choice among misses. */
    public static final Setting<Long> CACHE_SEED = new Setting<>(Group.MEMORY, "cache-seed", "Cache seed",
            "seed of the choice among missed columns where more are wanted than fit", "any whole number", SettingForm.SEED_FORM,
            draft -> draft.cacheSeed, (draft, value) -> draft.cacheSeed = value);

    /** Divides the logits. */
    public static final Setting<Double> TEMPERATURE = new Setting<>(Group.SAMPLING, "temperature", "Temperature",
            "divides the logits; 0 always takes the likeliest token", "0 to 100", SettingForm.NUMBER_FORM,
            draft -> draft.temperature, (draft, value) -> draft.temperature = value);
    /** Only the k likeliest tokens. */
    public static final Setting<Integer> TOP_K = new Setting<>(Group.SAMPLING, "top-k", "Top-k",
            "chooses among the k likeliest tokens; 0 among all", "0 or more", SettingForm.COUNT_FORM,
            draft -> draft.topK, (draft, value) -> draft.topK = value);
    /** Only the likeliest tokens that together reach a probability. */
    public static final Setting<Double> TOP_P = new Setting<>(Group.SAMPLING, "top-p", "Top-p",
            "chooses among the likeliest tokens that together reach this probability", "above 0, at most 1", SettingForm.NUMBER_FORM,
            draft -> draft.topP, (draft, value) -> draft.topP = value);
    /** Only tokens that are likely enough beside the best one. */
    public static final Setting<Double> MIN_P = new Setting<>(Group.SAMPLING, "min-p", "Min-p",
            "leaves out tokens that are less than this share as likely as the likeliest", "0 to 1", SettingForm.NUMBER_FORM,
            draft -> draft.minP, (draft, value) -> draft.minP = value);
    /** Holds back the last 64 tokens. */
    public static final Setting<Double> REPEAT_PENALTY = new Setting<>(Group.SAMPLING, "repeat-penalty", "Repeat penalty",
            "holds back tokens that were among the last 64; 1 does not", "1 to 100", SettingForm.NUMBER_FORM,
            draft -> draft.repeatPenalty, (draft, value) -> draft.repeatPenalty = value);
    /** Seed of the choice of tokens. */
    public static final Setting<Long> SEED = new Setting<>(Group.SAMPLING, "seed", "Seed",
            "seed of the random choice; the same one gives the same text", "any whole number", SettingForm.SEED_FORM,
            draft -> draft.seed, (draft, value) -> draft.seed = value);
    /** The most tokens of one answer. */
    public static final Setting<Integer> MAX_TOKENS = new Setting<>(Group.SAMPLING, "max-tokens", "Most tokens",
            "the most tokens of one answer", "1 or more", SettingForm.COUNT_FORM,
            draft -> draft.maxTokens, (draft, value) -> draft.maxTokens = value);

    /** All of them, in the order in which people meet them. */
    public static final List<Setting<?>> ALL = List.of(METHOD, DENSITY, GAMMA, FIXED_TOP_N, WARM_UP, SPLIT, SCORING, WEIGHTING, TOP_M, CALIBRATION,
            DRAM, DRAM_BANDWIDTH, FLASH_BANDWIDTH, CONCURRENT_IO, POLICY, BUDGET, PINNED_TOKENS, CACHE_SEED,
            TEMPERATURE, TOP_K, TOP_P, MIN_P, REPEAT_PENALTY, SEED, MAX_TOKENS);

    private static final int LONGEST_QUOTED = 200;

    private final Group group;
    private final String name;
    private final String label;
    private final String explanation;
    private final String range;
    private final SettingForm<T> form;
    private final Function<SettingsDraft, T> get;
    private final BiConsumer<SettingsDraft, T> set;

    private Setting(Group group, String name, String label, String explanation, String range, SettingForm<T> form,
                    Function<SettingsDraft, T> get, BiConsumer<SettingsDraft, T> set) {
        this.group = group;
        this.name = name;
        this.label = label;
        this.explanation = explanation;
        this.range = range;
        this.form = form;
        this.get = get;
        this.set = set;
    }

    /** The setting with this option's name, without the dashes. */
    public static Optional<Setting<?>> named(String name) {
        return ALL.stream().filter(setting -> setting.name.equals(name)).findFirst();
    }

    /** The settings of these groups, in their order. */
    public static List<Setting<?>> of(Group... groups) {
        return ALL.stream().filter(setting -> List.of(groups).contains(setting.group)).toList();
    }

    /** What it is about. */
    public Group group() {
        return group;
    }

    /** The option's name without the dashes, and the key in files. */
    public String name() {
        return name;
    }

    /** The words in the window. */
    public String label() {
        return label;
    }

    /** What it does, in one line. */
    public String explanation() {
        return explanation;
    }

    /** Which values it takes, in words. */
    public String range() {
        return range;
    }

    /** What stands for the value in a usage line; empty for a flag. */
    public String placeholder() {
        return form.placeholder();
    }

    /** Whether it is true or false, so that the option may stand without a value. */
    public boolean flag() {
        return form.placeholder().isEmpty();
    }

    /** What the embedded model starts with, as text. */
    public String defaultText() {
        return text(DefaultSettings.embedded());
    }

    /** Why it has no say under these settings, whatever its value; empty where it has one. */
    public Optional<Idle> idle(Settings settings) {
        return Idle.of(this, settings);
    }

    /** Its value. */
    public T value(Settings settings) {
        return get.apply(new SettingsDraft(settings));
    }

    /** Its value as the text that {@link #put} reads back to an equal one. */
    public String text(Settings settings) {
        return form.text().apply(value(settings));
    }

    /** Its value for JSON: a number, a truth value or a text. */
    public Object json(Settings settings) {
        return form.json().apply(value(settings));
    }

    /**
     * The settings with another value.
     *
     * @throws IllegalArgumentException with one sentence where the value does not work, by itself or with the others
     */
    public Settings with(Settings settings, T value) {
        SettingsDraft draft = new SettingsDraft(settings);
        set.accept(draft, value);
        return draft.settings();
    }

    /**
     * The settings with the value that the text says.
     *
     * @throws IllegalArgumentException with one sentence where the text is no value or the value does not work
     */
    public Settings put(Settings settings, String text) {
        SettingsDraft draft = new SettingsDraft(settings);
        put(draft, text);
        return draft.settings();
    }

    /** Throws {@link IllegalArgumentException} with one sentence where the text is no value, whatever the other settings are. */
    public void requireValue(String text) {
        put(new SettingsDraft(DefaultSettings.embedded()), text);
    }

    void put(SettingsDraft draft, String text) {
        try {
            set.accept(draft, form.parse().apply(text));
        } catch (IllegalArgumentException e) {
            // A value out of a file can be of any length, a sentence cannot.
            String reason = text.length() > LONGEST_QUOTED ? e.getMessage().replace(text, text.substring(0, LONGEST_QUOTED) + "…") : e.getMessage();
            throw new IllegalArgumentException("%s: %s".formatted(name, reason), e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
