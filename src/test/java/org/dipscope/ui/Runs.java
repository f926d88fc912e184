package org.dipscope.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.ModelBytes;
import org.dipscope.session.Candidate;
import org.dipscope.session.Figures;
import org.dipscope.session.HookFrame;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Outlook;
import org.dipscope.session.Pass;
import org.dipscope.session.Phase;
import org.dipscope.session.Run;
import org.dipscope.session.Sampling;
import org.dipscope.session.Settings;
import org.dipscope.session.Shadow;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.sparsity.Dense;
import org.dipscope.sparsity.Dip;
import org.dipscope.sparsity.Masking;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Runs made of the goldens' real masks: DIP at density 0.5 on the sample model, with an LFU cache of 366 input and 976 GLU columns. A
 * run longer than the goldens' 24 masked tokens goes through them again.
 */
public final class Runs {
    public static final int LAYERS = 30;
    public static final int HIDDEN = 576;
    public static final int INTERMEDIATE = 1536;
    public static final int KEPT_INPUT = 366;
    public static final int KEPT_DOWN = 976;

    private static final double COLUMN_BYTES = 960;
    private static final double FIXED_SECONDS = 8e-4;
    private static final List<String> WORDS = List.of("The", " sky", " blue", " is", " a", " result", " of", " a", " process", " that");

    private final Map<Hook, List<List<Mask>>> masks = new EnumMap<>(Hook.class);
    private final ModelSummary model = new ModelSummary(Path.of("SmolLM2-135M-Instruct.Q4_1.gguf"), "SmolLM2-135M-Instruct", "llama", LAYERS, HIDDEN,
            INTERMEDIATE, 49152, 8192, Map.of("Q4_1", 210), "Q4_1", 98_400_000,
            new ModelBytes(16588800, 30081024, 23040, 16588800, 16588800, 16588800, LAYERS, HIDDEN, INTERMEDIATE), List.of());

    public Runs() {
        try (InputStream golden = Runs.class.getResourceAsStream("/goldens/smollm2-135m.simulation.json")) {
            JsonNode read = new ObjectMapper().readTree(golden).get("masks");
            masks.put(Hook.INPUT, masks(read.get("input"), HIDDEN));
            masks.put(Hook.DOWN, masks(read.get("down"), INTERMEDIATE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<List<Mask>> masks(JsonNode hook, int columns) {
        List<List<Mask>> layers = new ArrayList<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            List<Mask> tokens = new ArrayList<>();
            hook.get(Integer.toString(layer)).forEach(hex -> tokens.add(Mask.ofHex(columns, hex.asText())));
            layers.add(tokens);
        }
        return layers;
    }

    /** The mask of the n-th masked token, from 0. */
    public Mask mask(Hook hook, int layer, int masked) {
        List<Mask> tokens = masks.get(hook).get(layer);
        return tokens.get(masked % tokens.size());
    }

    public ModelSummary model() {
        return model;
    }

    public static Settings settings(double density) {
        Masking masking = new Masking(new Dip(), density, 1, 0, false, Optional.empty());
        return new Settings(masking, new MemorySettings(DeviceProfile.phone(80e6), CachePolicy.LFU, 0), Sampling.GREEDY);
    }

    public static Settings dense() {
        return settings(0.5).with(new Masking(new Dense(), 1, 1, 0, false, Optional.empty()));
    }

    /** A finished or running answer of that many tokens, the first of them from the dense prompt. */
    public Snapshot snapshot(int number, List<TokenFrame> tokens, Phase phase) {
        Settings settings = tokens.isEmpty() ? settings(0.5) : tokens.getLast().settings();
        return new Snapshot(new Run(number, model, "Why is the sky blue?", List.of(), 42, settings), phase, tokens, settings,
                new Allocation(80e6, 16588800, 30081024, 1704960, 0, 0, 80e6 - 16588800 - 30081024 - 1704960, Map.of(Hook.INPUT, KEPT_INPUT, Hook.DOWN, KEPT_DOWN)), Figures.NONE, Optional.empty());
    }

    /** The first tokens of an answer, masks and an LFU cache's residency. */
    public List<TokenFrame> tokens(int count) {
        return tokens(count, 0);
    }

    /** The tokens with the dense model's say beside: it was so many nats away at each, needed 10 ms, and agreed where that was below 0.25. */
    public static List<TokenFrame> withDense(List<TokenFrame> tokens, IntToDoubleFunction nats) {
        Outlook outlook = new Outlook(0.5, 1, List.of(new Candidate(7, " sky", 0.5)));
        return tokens.stream().map(token -> new TokenFrame(token.index(), token.id(), token.text(), token.settings(), token.pass(), Optional.of(outlook),
                Optional.of(new Shadow(outlook, nats.applyAsDouble(token.index()), nats.applyAsDouble(token.index()) < 0.25, 0.01)))).toList();
    }

    /** The same with other masks: the goldens' from a later token on. */
    public List<TokenFrame> tokens(int count, int shift) {
        List<TokenFrame> tokens = new ArrayList<>();
        Map<Hook, List<Lfu>> caches = new EnumMap<>(Hook.class);
        for (Hook hook : List.of(Hook.INPUT, Hook.DOWN)) {
            List<Lfu> layers = new ArrayList<>();
            for (int layer = 0; layer < LAYERS; layer++) {
                layers.add(new Lfu(hook == Hook.INPUT ? HIDDEN : INTERMEDIATE, hook == Hook.INPUT ? KEPT_INPUT : KEPT_DOWN));
            }
            caches.put(hook, layers);
        }
        for (int index = 0; index < count; index++) {
            Settings settings = settings(index < 40 ? 0.5 : 0.4);
            Optional<Pass> pass = index == 0 ? Optional.empty() : Optional.of(pass(index - 1, shift, caches));
            tokens.add(new TokenFrame(index, 100 + index, WORDS.get(index % WORDS.size()), settings, pass));
        }
        return List.copyOf(tokens);
    }

    private Pass pass(int masked, int shift, Map<Hook, List<Lfu>> caches) {
        Map<Hook, List<HookFrame>> hooks = new EnumMap<>(Hook.class);
        double hitRate = 0;
        double misses = 0;
        double hits = 0;
        for (Hook hook : List.of(Hook.INPUT, Hook.DOWN)) {
            List<HookFrame> frames = new ArrayList<>();
            int linears = hook == Hook.INPUT ? 2 : 1;
            for (int layer = 0; layer < LAYERS; layer++) {
                HookFrame frame = caches.get(hook).get(layer).use(mask(hook, layer, masked + shift));
                frames.add(frame);
                hitRate += linears * frame.hitRate() / (3 * LAYERS);
                hits += linears * frame.hits() * COLUMN_BYTES;
                misses += linears * (frame.selected().count() - frame.hits()) * COLUMN_BYTES;
            }
            hooks.put(hook, frames);
        }
        double seconds = FIXED_SECONDS + misses / 1e9 + hits / 60e9;
        return new Pass(masked, new Dip().footprint(), hooks, Map.of(), 0.5, hitRate, misses, hits, seconds, 0.0089);
    }

    /** The LFU cache of the method's description, without its pseudo-random choice: too large a mask never occurs here. */
    private static final class Lfu {
        private final int capacity;
        private final int[] counts;
        private Mask resident;

        Lfu(int columns, int capacity) {
            this.capacity = capacity;
            this.counts = new int[columns];
            this.resident = Mask.none(columns);
        }

        HookFrame use(Mask wanted) {
            Mask before = resident;
            for (int column : wanted.columns()) {
                counts[column]++;
            }
            int[] idle = before.andNot(wanted).columns();
            int evicted = Math.max(0, Math.min(idle.length, wanted.count() + idle.length - capacity));
            List<Integer> byCount = new ArrayList<>();
            for (int column : idle) {
                byCount.add(column);
            }
            byCount.sort(java.util.Comparator.<Integer>comparingInt(column -> counts[column]).thenComparingInt(column -> column));
            java.util.BitSet after = new java.util.BitSet();
            for (int column : wanted.columns()) {
                after.set(column);
            }
            byCount.subList(evicted, byCount.size()).forEach(after::set);
            resident = Mask.of(wanted.size(), after.stream().toArray());
            return new HookFrame(wanted, before, resident);
        }
    }
}
