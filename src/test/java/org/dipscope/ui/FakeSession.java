package org.dipscope.ui;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.ModelBytes;
import org.dipscope.session.Failure;
import org.dipscope.session.Figures;
import org.dipscope.session.HookFrame;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Pass;
import org.dipscope.session.Phase;
import org.dipscope.session.Run;
import org.dipscope.session.Sampling;
import org.dipscope.session.Session;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.sparsity.Dense;
import org.dipscope.sparsity.DipCacheAware;
import org.dipscope.sparsity.Masking;
import org.dipscope.ui.controls.Budget;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A session that writes a given text when it is told to, a token at a time, with masks of the real model and a cache that keeps the
 * columns used last. It is for tests of the window alone.
 */
public final class FakeSession implements Session {
    public static final String ANSWER = "The sky is blue because of a phenomenon called Rayleigh scattering. When sunlight enters the"
            + " atmosphere, it meets molecules of nitrogen and oxygen that are much smaller than the wavelength of visible light."
            + " Short wavelengths, such as blue, are scattered in every direction far more than the long ones.\n\nThat is why we see a"
            + " blue sky wherever we look, and a red one around the setting sun.";
    public static final String OTHER = "The sky is blue because the air scatters blue light more than it scatters red light. As sunlight"
            + " passes through the atmosphere it meets gas molecules, and the shorter waves are thrown about in all directions.";
    public static final ModelSummary SMOLLM2 = new ModelSummary(Path.of("SmolLM2-135M-Instruct.Q4_1.gguf"), "SmolLM2-135M-Instruct", "llama",
            30, 576, 1536, 49152, 8192, Map.of("F32", 61, "Q4_1", 210, "Q8_0", 1), "Q4_1", 98_600_000,
            new ModelBytes(16588800, 30081024, 23040, 16588800, 16588800, 16588800, 30, 576, 1536), List.of());
    public static final Settings DEFAULTS = new Settings(new Masking(new DipCacheAware(), 0.6, 0.5, 0, false, Optional.empty()),
            new MemorySettings(DeviceProfile.phone(80e6), CachePolicy.LFU, 0), Sampling.GREEDY);

    private static final AtomicInteger ALL_RUNS = new AtomicInteger();

    private final RealMasks masks = RealMasks.STORED;
    private final ModelSummary model;
    private final List<Run.Turn> turns = new ArrayList<>();
    private final Map<Hook, List<ColumnAges>> ages = new EnumMap<>(Hook.class);
    private final AtomicInteger numbers;
    private Settings settings = DEFAULTS;
    private Snapshot newest;
    private List<String> words = List.of();
    private List<TokenFrame> tokens = new ArrayList<>();
    private double flash;
    private double hits;
    private int masked;
    private boolean shadowed;
    public final List<Settings> changes = new ArrayList<>();
    public final List<String> submitted = new ArrayList<>();
    public boolean closed;
    public int stops;

    public FakeSession() {
        this(SMOLLM2);
    }

    public FakeSession(ModelSummary model) {
        this(model, ALL_RUNS);
    }

    /** A session whose runs get these numbers, so that what it shows does not depend on the sessions before it. */
    public FakeSession(AtomicInteger numbers) {
        this(SMOLLM2, numbers);
    }

    private FakeSession(ModelSummary model, AtomicInteger numbers) {
        this.model = model;
        this.numbers = numbers;
        cold();
    }

    private void cold() {
        for (Hook hook : List.of(Hook.INPUT, Hook.DOWN)) {
            ages.put(hook, Stream.generate(() -> new ColumnAges(hook.columns(RealMasks.HIDDEN, RealMasks.INTERMEDIATE))).limit(RealMasks.LAYERS).toList());
        }
        masked = 0;
    }

    @Override
    public ModelSummary model() {
        return model;
    }

    @Override
    public Optional<Snapshot> newest() {
        return Optional.ofNullable(newest);
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public void change(Settings changed) {
        changes.add(changed);
        settings = changed;
    }

    @Override
    public void submit(String prompt, Optional<String> system) {
        submitted.add(prompt);
        if (newest != null && !tokens.isEmpty() && submitted.size() > 1) {
            turns.add(new Run.Turn(newest.run().prompt(), newest.text()));
        }
        tokens = new ArrayList<>();
        flash = 0;
        hits = 0;
        String text = settings.masking().gamma() < 0.4 || prompt.contains("again") ? OTHER : ANSWER;
        words = List.of(text.split("(?=[ ,.\n])"));
        Run run = new Run(numbers.incrementAndGet(), model, prompt, turns, 42, settings);
        newest = new Snapshot(run, Phase.PREFILL, List.of(), settings, Budget.allocate(model, settings, 42), Figures.NONE, Optional.empty());
    }

    /** Writes so many tokens, fewer where the text or the limit ends before. */
    public void advance(int count) {
        for (int i = 0; i < count && !newest.phase().ended(); i++) {
            int index = tokens.size();
            Optional<Pass> pass = index == 0 ? Optional.empty() : Optional.of(pass());
            tokens.add(new TokenFrame(index, words.get(index).hashCode() & 0xFFFF, words.get(index), settings, pass));
            boolean end = tokens.size() >= Math.min(words.size(), settings.sampling().maxTokens());
            publish(end ? Phase.FINISHED : Phase.DECODE, Optional.empty());
        }
    }

    /** Ends the run with a failure. */
    public void fail(String sentence) {
        publish(Phase.FAILED, Optional.of(Failure.of(sentence)));
    }

    private void publish(Phase phase, Optional<Failure> failure) {
        int passes = Math.max(1, tokens.size() - 1);
        double density = settings.masking().method() instanceof Dense ? 1 : settings.masking().density();
        Figures figures = tokens.size() < 2 ? Figures.NONE : new Figures(1210, 112.4, 1 / (0.0009 + flash / passes / 1e9), 33.4, 0.0506,
                hits / passes, density, flash / passes, 9.1e6);
        newest = new Snapshot(newest.run(), phase, Collections.unmodifiableList(new ArrayList<>(tokens)), settings,
                Budget.allocate(model, settings, 42), figures, failure);
    }

    private Pass pass() {
        Footprint footprint = new DipCacheAware().footprint();
        Allocation allocation = Budget.allocate(model, settings.with(new Masking(new DipCacheAware(), 0.6, 0.5, 0, false, Optional.empty())), 42);
        Map<Hook, List<HookFrame>> frames = new EnumMap<>(Hook.class);
        double missed = 0;
        double rate = 0;
        for (Footprint.Use use : footprint.hooks()) {
            List<HookFrame> layers = new ArrayList<>();
            for (int layer = 0; layer < RealMasks.LAYERS; layer++) {
                Mask selected = masks.of(use.hook(), layer, masked + newest.run().number() % 3);
                HookFrame frame = ages.get(use.hook()).get(layer).use(selected, allocation.capacityColumns().get(use.hook()));
                layers.add(frame);
                missed += (selected.count() - frame.hits()) * use.linears() * 16588800.0 / 30 / selected.size();
                rate += frame.hitRate() * use.linears() / 90;
            }
            frames.put(use.hook(), layers);
        }
        flash += missed;
        hits += rate;
        double seconds = 0.0009 + missed / 1e9;
        return new Pass(masked++, footprint, frames, Map.of(), settings.masking().density(), rate, missed, 9.1e6, seconds,
                0.0086 + 0.0004 * (masked % 7));
    }

    @Override
    public void branch(int run, int token, int id) {
        throw new UnsupportedOperationException("nothing here goes back");
    }

    @Override
    public void shadow(boolean beside) {
        shadowed = beside;
    }

    @Override
    public boolean shadowed() {
        return shadowed;
    }

    @Override
    public Optional<String> rawPrompt() {
        return Optional.empty();
    }

    @Override
    public Optional<String> chatTemplate() {
        return Optional.empty();
    }

    @Override
    public void stop() {
        stops++;
        if (newest != null && !newest.phase().ended()) {
            publish(Phase.STOPPED, Optional.empty());
        }
    }

    @Override
    public void restart() {
        turns.clear();
        newest = null;
        tokens = new ArrayList<>();
        cold();
    }

    @Override
    public void close() {
        closed = true;
    }
}
