package org.dipscope.session;

import org.dipscope.kernel.KvCache;
import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.MaskSink;
import org.dipscope.memory.MemorySimulator;
import org.dipscope.memory.RecordedResidency;
import org.dipscope.memory.SimulatedFigures;
import org.dipscope.memory.TokenIo;
import org.dipscope.model.ForwardPass;
import org.dipscope.tokenizer.TextStream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * A conversation with a model, token by token: KV cache, simulated memory and sampler. Each turn's prompt is dense and touches no column
 * cache; the tokens that it leads to are masked as they are fed back. One thread uses it.
 */
public final class Conversation {
    private final LoadedModel model;
    private final ForwardPass pass;
    private final boolean keepsScores;
    private final Odds odds;
    private KvCache cache;
    private int[] ids = new int[256];
    private int length;
    private MemorySimulator memory;
    private final MaskHistory history = new MaskHistory();
    private DenseShadow shadow;
    private Optional<MaskSink> sink = Optional.empty();
    private Optional<RecordedResidency> recorded = Optional.empty();
    private Settings inForce;
    private Sampler sampler;
    private TextStream text;
    private Mask[] residents = {};
    private int generated;
    /** The most tokens that the sequence can take behind the prompt. */
    private int room;
    private boolean ended;
    private double densities;
    private double maskedSeconds;
    private double prefillSeconds;
    private int prefilled;

    /**
     * An empty conversation.
     *
     * @param keepsScores whether a token's frame has the scores behind its masks, and what else could have come
     */
    public Conversation(LoadedModel model, boolean keepsScores) {
        this.model = model;
        this.pass = new ForwardPass(model.transformer(), model.workers());
        this.cache = model.transformer().newCache(1);
        this.keepsScores = keepsScores;
        this.odds = new Odds(model.tokenizer());
    }

    /** Gives every mask to the sink from the next prompt on; the masking method's hooks must stay the same then. */
    public void recordTo(MaskSink masks) {
        sink = Optional.of(masks);
    }

    /**
     * Has the dense model read along from the next token on, or no more. Tokens, masks and caches do not depend on it.
     *
     * @param cancelled asked between two batches of what it has to catch up with
     * @return whether it has caught up
     */
    public boolean shadow(boolean beside, BooleanSupplier cancelled) {
        if (!beside) {
            shadow = null;
            return true;
        }
        if (shadow != null) {
            return true;
        }
        shadow = new DenseShadow(model, odds);
        // The last token that the answer has is left for the pass that is timed.
        boolean whole = length == 0 || shadow.encode(ids, generated == 0 ? length : length - 1, cache.capacity(), cancelled);
        shadow = whole ? shadow : null;
        return whole;
    }

    /** Forgets everything. */
    public void restart() {
        if (shadow != null) {
            shadow.restart();
        }
        generated = 0;
        cache = model.transformer().newCache(1);
        length = 0;
        memory = null;
        history.clear();
        residents = new Mask[0];
    }

    /** Encodes a prompt without telling how far it is; see below. */
    public boolean begin(int[] prompt, Settings settings, BooleanSupplier cancelled) {
        return begin(prompt, settings, _ -> { }, cancelled);
    }

    /**
     * Encodes a prompt, densely. What the cache already holds of it is not computed again.
     *
     * @param prompt    the whole conversation as tokens, ending where the answer begins; 1 or more
     * @param settings  in force for the first token
     * @param read      told now and then how many of the prompt's tokens the KV cache holds
     * @param cancelled asked between two layers
     * @return whether it came to the end
     * @throws IllegalArgumentException if the prompt is empty or leaves no room in the model's context, in one sentence
     */
    public boolean begin(int[] prompt, Settings settings, IntConsumer read, BooleanSupplier cancelled) {
        int context = model.summary().contextLength();
        if (prompt.length == 0) {
            throw new IllegalArgumentException("The prompt has no tokens; type something.");
        }
        if (prompt.length >= context) {
            throw new IllegalArgumentException(("With this prompt the conversation has %d tokens, which leaves no room for an answer in the model's context of %d; "
                    + "shorten it or start a new conversation.").formatted(prompt.length, context));
        }
        int wanted = Math.min(context, totalLength(prompt.length, settings));
        if (wanted > cache.capacity()) {
            // Longer sequences are turned otherwise, from their first token on.
            cache = model.transformer().newCache(wanted);
        }
        room = cache.capacity() - prompt.length;
        generated = 0;
        ended = false;
        densities = 0;
        maskedSeconds = 0;
        sampler = new Sampler(settings.sampling().seed());
        remember(prompt.length, settings);
        long start = System.nanoTime();
        int shared = sharedPrefix(prompt);
        cache.truncate(shared);
        length = shared;
        boolean whole = pass.encode(prompt, shared, cache, read, cancelled);
        for (int i = shared; i < cache.length(); i++) {
            append(prompt[i]);
        }
        // Only now is every id known to be a token's.
        text = TextStream.after(model.tokenizer(), prompt);
        pass.takeDensity(1);
        prefilled = length - shared;
        prefillSeconds = (System.nanoTime() - start) / 1e9;
        return whole && (shadow == null || shadow.encode(prompt, prompt.length, cache.capacity(), cancelled));
    }

    /** Tokens at the end of the sequence, were the answer as long as asked for. */
    static int totalLength(int promptLength, Settings settings) {
        return (int) Math.min(Integer.MAX_VALUE, (long) promptLength + settings.sampling().maxTokens());
    }

    private void remember(int promptLength, Settings settings) {
        Footprint footprint = settings.masking().footprint();
        int total = totalLength(promptLength, settings);
        if (memory == null) {
            memory = new MemorySimulator(model.summary().bytes(), footprint, settings.simulated(), promptLength, total);
        } else {
            // New settings first: the turn's lengths are never weighed against a DRAM that is no longer in force.
            memory.change(footprint, settings.simulated());
            memory.beginTurn(promptLength, total);
        }
        inForce = settings;
        history.begin(promptLength, total, settings);
        residents = residents(footprint);
        sink.ifPresent(masks -> masks.sequence(promptLength, total));
        recorded = sink.map(masks -> new RecordedResidency(memory, masks));
    }

    /** How much of the prompt the cache holds already; at least its last token is computed, since its logits are wanted. */
    private int sharedPrefix(int[] prompt) {
        int most = Math.min(Math.min(length, cache.length()), prompt.length - 1);
        int mismatch = Arrays.mismatch(ids, 0, most, prompt, 0, most);
        return mismatch < 0 ? most : mismatch;
    }

    private void append(int id) {
        if (length == ids.length) {
            ids = Arrays.copyOf(ids, 2 * length);
        }
        ids[length++] = id;
    }

    /** How many of the last prompt's tokens had to be computed; the others stood in the KV cache already. */
    int prefilled() {
        return prefilled;
    }

    /** Whether the answer is over: the model ended it, or the limit of tokens or the context is reached. */
    public boolean ended() {
        return inForce == null || ended(inForce);
    }

    /** Whether the answer is over if these settings hold from now on. */
    public boolean ended(Settings settings) {
        return ended || generated >= Math.min(room, settings.sampling().maxTokens());
    }

    /** Whether the answer ended because the model's context is full, and with fewer tokens than it was to have. */
    public boolean contextFull() {
        return ended() && !ended && generated < inForce.sampling().maxTokens() && length >= model.summary().contextLength();
    }

    /**
     * Produces the next token under these settings. The first one comes from the dense prompt; each later one from a masked pass over
     * the token before it.
     */
    public TokenFrame next(Settings settings) {
        change(settings);
        Optional<Pass> made = Optional.empty();
        int id;
        float[] logits;
        if (generated == 0) {
            logits = pass.lastLogits();
            id = sample(logits, settings);
        } else {
            long start = System.nanoTime();
            pass.forward(ids, length - 1, 1, cache, settings.masking(), recorded.isPresent() ? recorded.get() : memory);
            logits = pass.lastLogits();
            id = sample(logits, settings);
            made = Optional.of(record(settings, (System.nanoTime() - start) / 1e9));
        }
        Optional<Outlook> outlook = keepsScores || shadow != null ? Optional.of(odds.read(logits, id)) : Optional.empty();
        Optional<Shadow> dense = Optional.empty();
        if (shadow != null) {
            dense = Optional.of(shadow.beside(ids, length, cache.capacity(), logits, outlook.get(), id));
        }
        append(id);
        ended = model.tokenizer().ends(id);
        generated++;
        history.add(settings, made);
        String characters = ended ? text.finish() : text.append(id);
        if (!ended && ended()) {
            characters += text.finish();
        }
        return new TokenFrame(generated - 1, id, characters, settings, made, outlook, dense);
    }

    /**
     * Goes back to a token of the last answer and takes another in its place. Nothing is computed again: the KV cache is cut there, and
     * the column caches are what the masks up to there leave, used once more from a cold start.
     *
     * @param token the token; its own pass, which led to both, stays
     * @param id    of the token that comes instead
     * @return that token
     * @throws IllegalArgumentException if the last answer has no such token
     * @throws IllegalStateException    if the masks are being recorded
     */
    public TokenFrame branch(TokenFrame token, int id) {
        int index = token.index();
        if (index >= generated || id < 0 || id >= model.tokenizer().vocabulary()) {
            throw new IllegalArgumentException("The last answer has %d tokens; choose one of them to go on from.".formatted(generated));
        }
        if (sink.isPresent()) {
            throw new IllegalStateException("a recorded sequence of masks cannot go back.");
        }
        int prompt = length - generated;
        length = prompt + index;
        cache.truncate(length);
        if (shadow != null) {
            shadow.truncate(length);
        }
        history.cut(index + 1);
        memory = history.replay(model.summary().bytes());
        inForce = token.settings();
        residents = residents(inForce.masking().footprint());
        densities = 0;
        maskedSeconds = 0;
        // One by one, as they were added: a stream's sum rounds otherwise.
        for (Pass made : history.passes()) {
            densities += made.density();
            maskedSeconds += made.measuredSeconds();
        }
        sampler = new Sampler(history.started().sampling().seed());
        sampler.skip((int) history.settings().stream().filter(settings -> settings.sampling().temperature() != 0).count());
        text = TextStream.after(model.tokenizer(), Arrays.copyOf(ids, prompt));
        for (int i = prompt; i < length; i++) {
            text.append(ids[i]);
        }
        append(id);
        ended = model.tokenizer().ends(id);
        generated = index + 1;
        String characters = ended ? text.finish() : text.append(id);
        return new TokenFrame(index, id, characters, token.settings(), token.pass(), token.outlook().map(outlook -> outlook.after(id)),
                token.shadow().map(dense -> dense.after(id)));
    }

    private int sample(float[] logits, Settings settings) {
        return sampler.choose(logits, model.tokenizer().vocabulary(), ids, length, settings.sampling());
    }

    private void change(Settings settings) {
        if (settings.equals(inForce)) {
            return;
        }
        Footprint footprint = settings.masking().footprint();
        if (!settings.simulated().equals(inForce.simulated()) || !footprint.equals(inForce.masking().footprint())) {
            memory.change(footprint, settings.simulated());
            residents = residents(footprint);
        }
        inForce = settings;
    }

    private Pass record(Settings settings, double seconds) {
        int masked = memory.masked();
        TokenIo io = memory.endToken();
        recorded.ifPresent(RecordedResidency::endToken);
        Footprint footprint = settings.masking().footprint();
        Mask[] before = residents;
        residents = residents(footprint);
        Map<Hook, List<HookFrame>> hooks = new HashMap<>();
        Map<Hook, Scores> scores = new HashMap<>();
        int layers = model.summary().layers();
        for (Footprint.Use use : footprint.hooks()) {
            Hook hook = use.hook();
            List<HookFrame> frames = new ArrayList<>(layers);
            for (int layer = 0; layer < layers; layer++) {
                int index = hook.index(layer);
                frames.add(new HookFrame(pass.chooser().selected(hook, layer), before[index], residents[index]));
            }
            hooks.put(hook, List.copyOf(frames));
            if (keepsScores) {
                scores.put(hook, new Scores(hook.columns(model.summary().hidden(), model.summary().intermediate()), pass.chooser().scores(hook)));
            }
        }
        double density = pass.takeDensity(1);
        densities += density;
        maskedSeconds += seconds;
        return new Pass(masked, footprint, hooks, scores, density, io.hitRate(), io.flashBytes(), io.dramBytes(), io.seconds(), seconds);
    }

    private Mask[] residents(Footprint footprint) {
        Mask[] masks = new Mask[2 * model.summary().layers()];
        for (Footprint.Use use : footprint.hooks()) {
            for (int layer = 0; layer < model.summary().layers(); layer++) {
                int index = use.hook().index(layer);
                masks[index] = memory.caches().freeze(index);
            }
        }
        return masks;
    }

    /** What DRAM holds under the settings in force. */
    public Allocation allocation() {
        return memory.allocation();
    }

    /** The turn's figures so far. */
    public Figures figures() {
        SimulatedFigures simulated = memory.figures();
        int masked = simulated.tokens();
        return new Figures(prefilled / prefillSeconds, masked == 0 ? Double.NaN : masked / maskedSeconds, simulated.tokensPerSecond(),
                simulated.denseTokensPerSecond(), simulated.firstTokenSeconds(), simulated.hitRate(),
                masked == 0 ? Double.NaN : densities / masked, simulated.flashBytesPerToken(), simulated.dramBytesPerToken());
    }
}
