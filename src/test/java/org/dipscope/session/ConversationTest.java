package org.dipscope.session;

import org.dipscope.SharedModel;
import org.dipscope.TinyModel;
import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.WorkerPool;
import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.MaskTrace;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.Replay;
import org.dipscope.memory.ReplayResult;
import org.dipscope.memory.TokenIo;
import org.dipscope.model.ForwardPass;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.tokenizer.ChatTemplateException;
import org.dipscope.tokenizer.Message;
import org.dipscope.tokenizer.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/** Conversations with the real model: what a token's frame says is what happened, and happens again. */
class ConversationTest {
    private static final LoadedModel MODEL = SharedModel.get();
    private static final BooleanSupplier GO_ON = () -> false;
    private static final Settings CACHE_AWARE = DefaultSettings.embedded().with(Sampling.GREEDY.withMaxTokens(10));

    @TempDir
    private Path folder;

    @Test
    void theFirstTokenHasNoPassAndTheFiguresFollow() throws ChatTemplateException {
        Conversation conversation = new Conversation(MODEL, true);
        assertThat(conversation.begin(prompt(), CACHE_AWARE, GO_ON)).isTrue();
        Figures none = conversation.figures();
        assertThat(none.measuredPrefill()).isPositive().isFinite();
        assertThat(none.measuredDecode()).isNaN();
        assertThat(none.density()).isNaN();
        assertThat(none.hitRate()).isNaN();
        assertThat(none.simulatedDense()).isPositive();

        List<TokenFrame> frames = rest(conversation, CACHE_AWARE);

        assertThat(frames).hasSize(10);
        assertThat(frames.getFirst().pass()).isEmpty();
        assertThat(frames.stream().skip(1)).allSatisfy(frame -> assertThat(frame.pass()).isPresent());
        for (int i = 0; i < frames.size(); i++) {
            assertThat(frames.get(i).index()).isEqualTo(i);
        }
        Figures figures = conversation.figures();
        assertThat(figures.density()).isEqualTo(passes(frames).stream().mapToDouble(Pass::density).average().orElseThrow(), within(1e-12));
        assertThat(figures.hitRate()).isEqualTo(passes(frames).stream().mapToDouble(Pass::hitRate).average().orElseThrow(), within(1e-12));
        assertThat(figures.simulatedDecode()).isEqualTo(9 / passes(frames).stream().mapToDouble(Pass::simulatedSeconds).sum(), within(1e-9));
        assertThat(figures.measuredDecode()).isEqualTo(9 / passes(frames).stream().mapToDouble(Pass::measuredSeconds).sum(), within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"dip-ca, 0.6, 0.3, lfu, 80e6", "dip-ca, 0.5, 0.5, lru, 96e6", "dip, 0.75, 1, lfu, 70e6", "dip, 0.5, 1, none, 80e6", "gate, 0.6, 1, lru, 90e6"})
    void framesObeyTheMemoryAndAReplayOfTheirMasksGivesTheSameFigures(String method, double density, double gamma, String policy, double dram)
            throws ChatTemplateException {
        Settings settings = settings(method, density, gamma, policy, dram).with(Sampling.GREEDY.withMaxTokens(8));
        Conversation conversation = new Conversation(MODEL, true);
        int[] prompt = prompt();
        conversation.begin(prompt, settings, GO_ON);
        List<TokenFrame> frames = rest(conversation, settings);
        List<Pass> passes = passes(frames);
        Footprint footprint = settings.masking().method().footprint();

        Map<Hook, Mask[]> last = new HashMap<>();
        for (Pass pass : passes) {
            assertThat(pass.footprint()).isEqualTo(footprint);
            assertThat(pass.density()).isEqualTo(keptDensity(settings.masking()), within(1e-9));
            for (Footprint.Use use : footprint.hooks()) {
                int capacity = settings.memory().policy() == CachePolicy.NONE ? 0 : conversation.allocation().capacityColumns().get(use.hook());
                check(pass, use.hook(), settings.masking(), capacity, last.computeIfAbsent(use.hook(), hook -> cold(hook)));
            }
        }

        MaskTrace trace = new MaskTrace(MODEL.summary().bytes(), method, footprint, prompt.length, prompt.length + 8, passes.size(), masks(passes, footprint));
        ReplayResult replay = Replay.of(trace, settings.memory());
        Figures figures = conversation.figures();
        assertThat(figures.hitRate()).isEqualTo(replay.hitRate(), within(1e-9));
        assertThat(figures.flashBytesPerToken()).isEqualTo(replay.flashBytesPerToken(), within(1e-9 * replay.flashBytesPerToken()));
        assertThat(figures.dramBytesPerToken()).isEqualTo(replay.dramBytesPerToken(), within(1e-9 * replay.dramBytesPerToken()));
        assertThat(figures.simulatedDecode()).isEqualTo(replay.tokensPerSecond(), within(1e-9 * replay.tokensPerSecond()));
        assertThat(figures.simulatedFirstToken()).isEqualTo(replay.firstTokenSeconds(), within(1e-12));
        for (int i = 0; i < passes.size(); i++) {
            TokenIo io = replay.tokens().get(i);
            assertThat(passes.get(i).hitRate()).isEqualTo(io.hitRate(), within(1e-12));
            assertThat(passes.get(i).flashBytes()).isEqualTo(io.flashBytes(), within(1e-6));
            assertThat(passes.get(i).simulatedSeconds()).isEqualTo(io.seconds(), within(1e-12));
        }
    }

    private static void check(Pass pass, Hook hook, Masking masking, int capacity, Mask[] last) {
        int kept = masking.method().keep(masking, MODEL.summary().hidden(), MODEL.summary().intermediate()).get(hook);
        Scores scores = pass.scores().get(hook);
        for (int layer = 0; layer < MODEL.summary().layers(); layer++) {
            HookFrame frame = pass.frame(hook, layer).orElseThrow();
            assertThat(frame.selected().count()).isEqualTo(kept);
            assertThat(frame.before()).isEqualTo(last[layer]);
            assertThat(frame.after().count()).isLessThanOrEqualTo(capacity);
            assertThat(frame.loaded().andNot(frame.selected()).count()).isZero();
            assertThat(frame.evicted().overlap(frame.selected())).isZero();
            assertThat(frame.hits()).isEqualTo(frame.selected().overlap(frame.before()));
            if (masking.method().gamma(masking) == 1) {
                int column = frame.selected().columns()[0];
                assertThat(scores.rank(layer, column)).isLessThanOrEqualTo(kept);
                assertThat(scores.of(layer, column)).isNotNegative();
            }
            last[layer] = frame.after();
        }
    }

    @Test
    void theSameSettingsGiveTheSameTokensAndMasksOnAnyNumberOfThreads() throws ChatTemplateException {
        List<TokenFrame> two = run(MODEL, CACHE_AWARE);
        assertSame(two, run(MODEL, CACHE_AWARE));
        for (int threads : new int[]{1, 3}) {
            try (WorkerPool workers = new WorkerPool(threads)) {
                assertSame(two, run(new LoadedModel(MODEL.transformer(), MODEL.tokenizer(), MODEL.template(), workers, MODEL.summary()), CACHE_AWARE));
            }
        }
    }

    @Test
    void aSeedRepeatsASampledAnswer() throws ChatTemplateException {
        Settings sampled = CACHE_AWARE.with(new Sampling(1, 40, 0.95, 0.02, 1.1, 17, 10));
        assertSame(run(MODEL, sampled), run(MODEL, sampled));
    }

    @Test
    void everyChangeHoldsFromTheNextToken() throws ChatTemplateException {
        Settings start = CACHE_AWARE.with(Sampling.GREEDY.withMaxTokens(40));
        Masking masking = start.masking();
        MemorySettings memory = start.memory();
        List<Settings> steps = List.of(start, start, start,
                start.with(masking.withDensity(0.4)),
                start.with(masking.withGamma(1)),
                start.with(new MemorySettings(memory.device().withDram(70e6), memory.policy(), 0)),
                start.with(new MemorySettings(memory.device(), CachePolicy.LRU, 0)),
                start.with(masking.withMethod(MaskingMethods.of("dip"))),
                start.with(masking.withMethod(MaskingMethods.of("gate"))),
                start.with(masking.withMethod(MaskingMethods.of("dense"))),
                start);
        Conversation conversation = new Conversation(MODEL, false);
        conversation.begin(prompt(), start, GO_ON);
        List<TokenFrame> frames = new ArrayList<>();
        for (Settings settings : steps) {
            frames.add(conversation.next(settings));
            if (frames.size() > 1) {
                Pass pass = frames.getLast().pass().orElseThrow();
                assertThat(frames.getLast().settings()).isEqualTo(settings);
                assertThat(pass.footprint()).isEqualTo(settings.masking().method().footprint());
                assertThat(pass.density()).isEqualTo(keptDensity(settings.masking()), within(1e-9));
                assertThat(pass.scores()).isEmpty();
                for (Footprint.Use use : pass.footprint().hooks()) {
                    int capacity = conversation.allocation().capacityColumns().get(use.hook());
                    for (HookFrame frame : pass.hooks().get(use.hook())) {
                        assertThat(frame.before().count()).isLessThanOrEqualTo(capacity);
                        assertThat(frame.after().count()).isLessThanOrEqualTo(capacity);
                    }
                }
            }
        }
        assertThat(residents(frames, 5, Hook.INPUT)).as("a smaller DRAM keeps a part").isPositive().isLessThan(residents(frames, 4, Hook.INPUT));
        assertThat(residents(frames, 6, Hook.INPUT)).as("another policy keeps the residents").isPositive();
        assertThat(residents(frames, 7, Hook.DOWN)).as("DIP has DIP-CA's caches").isPositive();
        assertThat(residents(frames, 8, Hook.ROWS)).as("other hooks start cold").isZero();
        assertThat(frames.get(9).pass().orElseThrow().hitRate()).as("the dense model has no hits").isNaN();
        assertThat(residents(frames, 10, Hook.INPUT)).isZero();
        assertThat(frames.get(10).pass().orElseThrow().masked()).as("the dense token was not masked").isEqualTo(8);
        assertThat(conversation.begin(prompt(), start, GO_ON)).isTrue();
    }

    @Test
    void aPolicyThatKnowsTheFutureIsRefusedAndChangesNothing() throws ChatTemplateException {
        Conversation conversation = new Conversation(MODEL, false);
        conversation.begin(prompt(), CACHE_AWARE, GO_ON);
        conversation.next(CACHE_AWARE);
        Settings belady = CACHE_AWARE.with(new MemorySettings(CACHE_AWARE.memory().device(), CachePolicy.BELADY, 0));

        assertThatIllegalArgumentException().isThrownBy(() -> conversation.next(belady)).withMessageContaining("replay");

        assertThat(conversation.next(CACHE_AWARE).pass()).isPresent();
    }

    @Test
    void aSecondTurnComputesOnlyWhatIsNewAndAnswersAsAFreshConversationWould() throws ChatTemplateException {
        Settings dense = settings("dense", 1, 1, "lfu", 80e6).with(Sampling.GREEDY.withMaxTokens(8));
        Conversation conversation = new Conversation(MODEL, false);
        int[] first = prompt();
        conversation.begin(first, dense, GO_ON);
        assertThat(conversation.prefilled()).isEqualTo(first.length);
        int[] answer = rest(conversation, dense).stream().mapToInt(TokenFrame::id).toArray();
        int[] question = MODEL.tokenizer().encode("<|im_end|>\n<|im_start|>user\nAnd at night?<|im_end|>\n<|im_start|>assistant\n", true);
        int[] second = Arrays.copyOf(first, first.length + answer.length + question.length);
        System.arraycopy(answer, 0, second, first.length, answer.length);
        System.arraycopy(question, 0, second, first.length + answer.length, question.length);

        conversation.begin(second, dense, GO_ON);

        assertThat(conversation.prefilled()).as("the answer's last token was never fed back").isEqualTo(question.length + 1);
        Conversation fresh = new Conversation(MODEL, false);
        fresh.begin(second, dense, GO_ON);
        assertThat(fresh.prefilled()).isEqualTo(second.length);
        assertThat(ids(rest(conversation, dense))).isEqualTo(ids(rest(fresh, dense)));

        conversation.begin(first, dense, GO_ON);
        assertThat(conversation.prefilled()).as("the logits of the last token are wanted").isEqualTo(1);
        assertThat(rest(conversation, dense).stream().mapToInt(TokenFrame::id)).containsExactly(Arrays.stream(answer).boxed().toArray(Integer[]::new));
    }

    @Test
    void aTurnKeepsTheCachesAndARestartDoesNot() throws ChatTemplateException {
        Conversation conversation = new Conversation(MODEL, false);
        conversation.begin(prompt(), CACHE_AWARE, GO_ON);
        List<TokenFrame> first = rest(conversation, CACHE_AWARE);
        Mask warm = first.getLast().pass().orElseThrow().frame(Hook.DOWN, 3).orElseThrow().after();

        conversation.begin(prompt(), CACHE_AWARE, GO_ON);
        conversation.next(CACHE_AWARE);
        Pass pass = conversation.next(CACHE_AWARE).pass().orElseThrow();
        assertThat(pass.frame(Hook.DOWN, 3).orElseThrow().before()).isEqualTo(warm);
        assertThat(pass.masked()).isEqualTo(9);
        assertThat(conversation.figures().hitRate()).as("a turn's own figures").isEqualTo(pass.hitRate(), within(1e-12));

        conversation.restart();
        conversation.begin(prompt(), CACHE_AWARE, GO_ON);
        assertThat(conversation.prefilled()).isEqualTo(prompt().length);
        assertSame(first, rest(conversation, CACHE_AWARE));
    }

    @Test
    void cancellingThePromptLeavesAConversationThatGoesOn() throws ChatTemplateException {
        Conversation conversation = new Conversation(MODEL, false);
        assertThat(conversation.begin(prompt(), CACHE_AWARE, () -> true)).isFalse();
        assertThat(conversation.begin(prompt(), CACHE_AWARE, GO_ON)).isTrue();
        assertSame(run(MODEL, CACHE_AWARE), rest(conversation, CACHE_AWARE));
    }

    /** The same model where the memory has room for fewer tokens than its own context. */
    private static LoadedModel limited(LoadedModel model, int context) {
        ModelSummary whole = model.summary();
        return new LoadedModel(model.transformer(), model.tokenizer(), model.template(), model.workers(), new ModelSummary(whole.file(), whole.name(), whole.architecture(),
                whole.layers(), whole.hidden(), whole.intermediate(), whole.vocabulary(), context, whole.quantisation(), whole.fileType(), whole.fileBytes(), whole.bytes(), whole.notes()));
    }

    @Test
    void theLimitsOfAnAnswer() throws IOException {
        Settings settings = DefaultSettings.embedded();
        int[] prompt = {40, 50, 60, 70};
        int third;
        try (LoadedModel tiny = TinyModel.of(TensorType.F32).context(32).load(folder)) {
            Conversation conversation = new Conversation(tiny, false);
            assertThatIllegalArgumentException().isThrownBy(() -> conversation.begin(new int[0], settings, GO_ON)).withMessageEndingWith(".");
            assertThatIllegalArgumentException().isThrownBy(() -> conversation.begin(new int[32], settings, GO_ON))
                    .withMessageContainingAll("32", "context").withMessageEndingWith(".");
            assertThatIllegalArgumentException().isThrownBy(() -> conversation.begin(new int[]{40, 320}, settings, GO_ON)).withMessageContaining("320");

            Settings three = settings.with(Sampling.GREEDY.withMaxTokens(3));
            conversation.begin(prompt, three, GO_ON);
            List<TokenFrame> few = rest(conversation, three);
            assertThat(few).hasSize(3);
            assertThat(conversation.contextFull()).isFalse();
            third = few.get(2).id();

            Settings endless = settings.with(Sampling.GREEDY.withMaxTokens(Integer.MAX_VALUE));
            conversation.begin(prompt, endless, GO_ON);
            assertThat(rest(conversation, endless)).as("as many as the context holds").hasSize(28);
            assertThat(conversation.contextFull()).isTrue();

            Settings exactly = settings.with(Sampling.GREEDY.withMaxTokens(28));
            conversation.begin(prompt, exactly, GO_ON);
            assertThat(rest(conversation, exactly)).hasSize(28);
            assertThat(conversation.contextFull()).as("as many as asked for").isFalse();
        }
        try (LoadedModel tiny = limited(TinyModel.of(TensorType.F32).context(64).load(folder), 32)) {
            Conversation conversation = new Conversation(tiny, false);
            Settings endless = settings.with(Sampling.GREEDY.withMaxTokens(Integer.MAX_VALUE));
            conversation.begin(prompt, endless, GO_ON);
            assertThat(rest(conversation, endless)).as("as many as the memory has room for").hasSize(28);
            assertThat(conversation.contextFull()).isTrue();
        }
        try (LoadedModel tiny = TinyModel.of(TensorType.F32).context(32).eos(third).load(folder)) {
            Conversation conversation = new Conversation(tiny, false);
            conversation.begin(prompt, settings, GO_ON);
            List<TokenFrame> frames = rest(conversation, settings);
            assertThat(frames.getLast().id()).isEqualTo(third);
            assertThat(frames).hasSizeLessThanOrEqualTo(3);
            assertThat(frames.getLast().text()).as("the token that ends is not text").isEmpty();
            assertThat(conversation.contextFull()).isFalse();
        }
    }

    @Test
    void aChangedLimitCountsAtOnce() throws IOException {
        Settings settings = DefaultSettings.embedded();
        try (LoadedModel tiny = TinyModel.of(TensorType.F32).context(64).load(folder)) {
            Conversation conversation = new Conversation(tiny, false);
            conversation.begin(new int[]{40, 50, 60, 70}, settings.with(Sampling.GREEDY.withMaxTokens(5)), GO_ON);
            Settings more = settings.with(Sampling.GREEDY.withMaxTokens(9));
            assertThat(rest(conversation, more)).hasSize(9);
            assertThat(conversation.ended(settings.with(Sampling.GREEDY.withMaxTokens(10)))).isFalse();
            assertThat(conversation.ended(settings.with(Sampling.GREEDY.withMaxTokens(3)))).isTrue();
        }
    }

    /** This model turns heads otherwise in sequences of more than 256 tokens; what was turned the short way is of no use there. */
    @Test
    void aConversationThatOutgrowsTheShortPositionsIsEncodedAnew() throws Exception {
        Settings settings = settings("dense", 1, 1, "lfu", 80e6).with(Sampling.GREEDY.withMaxTokens(20));
        int[] prompt = new int[240];
        Arrays.setAll(prompt, i -> TinyModel.SPECIALS + i * 31 % 280);
        try (LoadedModel tiny = LoadedModel.open(Path.of(ForwardPass.class.getResource("phi3.gguf").toURI()), 2, Progress.SILENT)) {
            Conversation grown = new Conversation(tiny, false);
            grown.begin(Arrays.copyOf(prompt, 100), settings, GO_ON);
            grown.begin(Arrays.copyOf(prompt, 236), settings, GO_ON);
            assertThat(grown.prefilled()).as("within 256 with its answer").isEqualTo(136);
            grown.begin(prompt, settings, GO_ON);
            assertThat(grown.prefilled()).as("beyond them").isEqualTo(240);
            Conversation fresh = new Conversation(tiny, false);
            fresh.begin(prompt, settings, GO_ON);
            assertThat(ids(rest(grown, settings))).isEqualTo(ids(rest(fresh, settings)));
        }
    }

    @Test
    void aLongPromptTellsHowFarItIsAndStopsBetweenTwoLayersOfABatch() throws IOException {
        int[] prompt = new int[600];
        Arrays.setAll(prompt, i -> TinyModel.SPECIALS + i * 31 % 300);
        Settings dense = settings("dense", 1, 1, "lfu", 80e6).with(Sampling.GREEDY.withMaxTokens(5));
        try (LoadedModel tiny = TinyModel.of(TensorType.F32).context(1024).load(folder)) {
            int layers = tiny.summary().layers();
            Conversation whole = new Conversation(tiny, false);
            List<Integer> read = new ArrayList<>();
            assertThat(whole.begin(prompt, dense, read::add, GO_ON)).isTrue();
            assertThat(read).containsExactly(258, 516, 600);

            Conversation broken = new Conversation(tiny, false);
            AtomicInteger asked = new AtomicInteger();
            read.clear();
            // The last layer of the second batch: what its other layers computed is given up with it.
            assertThat(broken.begin(prompt, dense, read::add, () -> asked.incrementAndGet() == 2 * layers)).isFalse();
            assertThat(read).containsExactly(258);
            assertThat(broken.prefilled()).isEqualTo(258);
            assertThat(broken.begin(prompt, dense, GO_ON)).isTrue();
            assertThat(broken.prefilled()).isEqualTo(600 - 258);
            assertThat(ids(rest(broken, dense))).isEqualTo(ids(rest(whole, dense)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {250, 260, 520})
    void longPromptsAreEncodedInBatchesWithoutASeam(int length) throws IOException {
        int[] prompt = new int[length];
        Arrays.setAll(prompt, i -> TinyModel.SPECIALS + i * 31 % 300);
        Settings dense = settings("dense", 1, 1, "lfu", 80e6).with(Sampling.GREEDY.withMaxTokens(5));
        try (LoadedModel tiny = TinyModel.of(TensorType.F32).context(1024).load(folder)) {
            Conversation whole = new Conversation(tiny, false);
            whole.begin(prompt, dense, GO_ON);
            Conversation pieces = new Conversation(tiny, false);
            for (int part = 100; part < length; part += 100) {
                pieces.begin(Arrays.copyOf(prompt, part), dense, GO_ON);
            }
            pieces.begin(prompt, dense, GO_ON);
            assertThat(pieces.prefilled()).isLessThanOrEqualTo(100);
            assertThat(ids(rest(pieces, dense))).isEqualTo(ids(rest(whole, dense)));
        }
    }

    private static List<TokenFrame> run(LoadedModel model, Settings settings) throws ChatTemplateException {
        Conversation conversation = new Conversation(model, false);
        conversation.begin(prompt(), settings, GO_ON);
        return rest(conversation, settings);
    }

    private static List<TokenFrame> rest(Conversation conversation, Settings settings) {
        List<TokenFrame> frames = new ArrayList<>();
        while (!conversation.ended()) {
            frames.add(conversation.next(settings));
        }
        return frames;
    }

    private static void assertSame(List<TokenFrame> expected, List<TokenFrame> actual) {
        assertThat(ids(actual)).isEqualTo(ids(expected));
        for (int i = 1; i < expected.size(); i++) {
            assertThat(actual.get(i).pass().orElseThrow().hooks()).as("masks of token %d", i).isEqualTo(expected.get(i).pass().orElseThrow().hooks());
        }
    }

    private static List<Integer> ids(List<TokenFrame> frames) {
        return frames.stream().map(TokenFrame::id).toList();
    }

    private static List<Pass> passes(List<TokenFrame> frames) {
        return frames.stream().flatMap(frame -> frame.pass().stream()).toList();
    }

    private static int residents(List<TokenFrame> frames, int token, Hook hook) {
        return frames.get(token).pass().orElseThrow().hooks().get(hook).stream().mapToInt(frame -> frame.before().count()).sum();
    }

    private static Mask[] cold(Hook hook) {
        Mask[] masks = new Mask[MODEL.summary().layers()];
        Arrays.fill(masks, Mask.none(hook.columns(MODEL.summary().hidden(), MODEL.summary().intermediate())));
        return masks;
    }

    private static Map<Hook, List<List<Mask>>> masks(List<Pass> passes, Footprint footprint) {
        Map<Hook, List<List<Mask>>> masks = new HashMap<>();
        for (Footprint.Use use : footprint.hooks()) {
            IntFunction<List<Mask>> row = layer -> passes.stream().map(pass -> pass.frame(use.hook(), layer).orElseThrow().selected()).toList();
            List<List<Mask>> layers = new ArrayList<>();
            for (int layer = 0; layer < MODEL.summary().layers(); layer++) {
                layers.add(row.apply(layer));
            }
            masks.put(use.hook(), layers);
        }
        return masks;
    }

    /** The density that the keep counts make, matrices read whole included. */
    private static double keptDensity(Masking masking) {
        Footprint footprint = masking.method().footprint();
        double density = footprint.whole().size();
        Map<Hook, Integer> keep = masking.method().keep(masking, MODEL.summary().hidden(), MODEL.summary().intermediate());
        for (Footprint.Use use : footprint.hooks()) {
            density += (double) use.linears() * keep.get(use.hook()) / use.hook().columns(MODEL.summary().hidden(), MODEL.summary().intermediate());
        }
        return density / 3;
    }

    private static Settings settings(String method, double density, double gamma, String policy, double dram) {
        Settings embedded = DefaultSettings.embedded();
        return embedded.with(new Masking(MaskingMethods.of(method), density, gamma, 0, false, Optional.empty()))
                .with(new MemorySettings(embedded.memory().device().withDram(dram), CachePolicy.of(policy), 0));
    }

    private static int[] prompt() throws ChatTemplateException {
        return MODEL.template().encode(MODEL.tokenizer(), List.of(new Message(Role.USER, "Why is the sky blue?")), true);
    }
}
