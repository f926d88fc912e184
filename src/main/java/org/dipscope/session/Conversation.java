package org.dipscope.session;

import org.dipscope.kernel.KvCache;
import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.MaskSink;
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
    private final TokenSequence sequence = new TokenSequence();
    private final TurnMeasure measure = new TurnMeasure();
    private ConversationMemory memory;
    private final MaskHistory history = new MaskHistory();
    private DenseShadow shadow;
    private Optional<MaskSink> sink = Optional.empty();
    private Sampler sampler;
    private TextStream text;
    private int generated;
    /** The most tokens that the sequence can take behind the prompt. */
    private int room;
    private boolean ended;

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
        this.memory = new ConversationMemory(model.summary().bytes(), sink);
    }

    /** Forgets everything, and gives every mask to the sink from then on; the masking method's hooks must stay the same. */
    public void recordTo(MaskSink masks) {
        sink = Optional.of(masks);
        restart();
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
        int length = sequence.length();
        boolean whole = length == 0 || shadow.encode(sequence.ids(), generated == 0 ? length : length - 1, cache.capacity(), cancelled);
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
        sequence.truncate(0);
        memory = new ConversationMemory(model.summary().bytes(), sink);
        history.clear();
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
     * @throws IllegalArgumentException if the prompt is empty or leaves no room in the model's context, or the calibration is another model's, in
     *                                  one sentence
     */
    public boolean begin(int[] prompt, Settings settings, IntConsumer read, BooleanSupplier cancelled) {
        // The first token comes from the dense prompt, so that the masked pass would tell it only behind a part of the answer.
        settings.masking().calibration().ifPresent(calibration -> calibration.requireModel(model.transformer().fingerprint()));
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
        room = Math.min(cache.capacity(), context) - prompt.length;
        generated = 0;
        ended = false;
        measure.begin();
        sampler = new Sampler(settings.sampling().seed());
        int total = totalLength(prompt.length, settings);
        memory.beginTurn(prompt.length, total, settings);
        history.begin(prompt.length, total, settings);
        long start = System.nanoTime();
        // The last token is computed in any case, since its logits are wanted.
        int shared = sequence.shared(prompt, Math.min(cache.length(), prompt.length - 1));
        cache.truncate(shared);
        sequence.truncate(shared);
        boolean whole = pass.encode(prompt, shared, cache, read, cancelled);
        sequence.append(prompt, shared, cache.length());
        // Only now is every id known to be a token's.
        text = TextStream.after(model.tokenizer(), prompt);
        pass.takeDensity(1);
        measure.prefill(sequence.length() - shared, (System.nanoTime() - start) / 1e9);
        return whole && (shadow == null || shadow.encode(prompt, prompt.length, cache.capacity(), cancelled));
    }

    /** Tokens at the end of the sequence, were the answer as long as asked for. */
    static int totalLength(int promptLength, Settings settings) {
        return (int) Math.min(Integer.MAX_VALUE, (long) promptLength + settings.sampling().maxTokens());
    }

    /** How many of the last prompt's tokens had to be computed; the others stood in the KV cache already. */
    int prefilled() {
        return measure.prefilled();
    }

    /** Whether the answer is over: the model ended it, or the limit of tokens or the context is reached. */
    public boolean ended() {
        return memory.settings() == null || ended(memory.settings());
    }

    /** Whether the answer is over if these settings hold from now on. */
    public boolean ended(Settings settings) {
        return ended || generated >= Math.min(room, settings.sampling().maxTokens());
    }

    /** Whether the answer ended because the model's context is full, and with fewer tokens than it was to have. */
    public boolean contextFull() {
        return ended() && !ended && generated < memory.settings().sampling().maxTokens()
                && sequence.length() >= model.summary().contextLength();
    }

    /**
     * Produces the next token under these settings. The first one comes from the dense prompt; each later one from a masked pass over
     * the token before it.
     */
    public TokenFrame next(Settings settings) {
        memory.change(settings);
        Optional<Pass> made = Optional.empty();
        int id;
        float[] logits;
        if (generated == 0) {
            logits = pass.lastLogits();
            id = sample(logits, settings);
        } else {
            long start = System.nanoTime();
            pass.forward(sequence.ids(), sequence.length() - 1, 1, cache, settings.masking(), memory.residency());
            logits = pass.lastLogits();
            id = sample(logits, settings);
            made = Optional.of(record(settings, (System.nanoTime() - start) / 1e9));
        }
        Optional<Outlook> outlook = keepsScores || shadow != null ? Optional.of(odds.read(logits, id)) : Optional.empty();
        Optional<Shadow> dense = Optional.empty();
        if (shadow != null) {
            dense = Optional.of(shadow.beside(sequence.ids(), sequence.length(), cache.capacity(), logits, outlook.get(), id));
        }
        sequence.append(id);
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
        int prompt = sequence.length() - generated;
        sequence.truncate(prompt + index);
        cache.truncate(prompt + index);
        if (shadow != null) {
            shadow.truncate(prompt + index);
        }
        history.cut(index + 1);
        memory = history.replay(model.summary().bytes());
        measure.repeat(history.passes());
        sampler = new Sampler(history.started().sampling().seed());
        sampler.skip((int) history.settings().stream().filter(settings -> settings.sampling().temperature() != 0).count());
        text = TextStream.after(model.tokenizer(), Arrays.copyOf(sequence.ids(), prompt));
        for (int i = prompt; i < prompt + index; i++) {
            text.append(sequence.ids()[i]);
        }
        sequence.append(id);
        ended = model.tokenizer().ends(id);
        generated = index + 1;
        String characters = ended ? text.finish() : text.append(id);
        return new TokenFrame(index, id, characters, token.settings(), token.pass(), token.outlook().map(outlook -> outlook.after(id)),
                token.shadow().map(dense -> dense.after(id)));
    }

    private int sample(float[] logits, Settings settings) {
        return sampler.choose(logits, model.tokenizer().vocabulary(), sequence.ids(), sequence.length(), settings.sampling());
    }

    private Pass record(Settings settings, double seconds) {
        int masked = memory.masked();
        TokenIo io = memory.endToken();
        Footprint footprint = settings.masking().footprint();
        Map<Hook, List<HookFrame>> hooks = new HashMap<>();
        Map<Hook, Scores> scores = new HashMap<>();
        int layers = model.summary().layers();
        for (Footprint.Use use : footprint.hooks()) {
            Hook hook = use.hook();
            List<HookFrame> frames = new ArrayList<>(layers);
            for (int layer = 0; layer < layers; layer++) {
                frames.add(memory.frame(hook, layer, pass.chooser().selected(hook, layer)));
            }
            hooks.put(hook, List.copyOf(frames));
            if (keepsScores) {
                scores.put(hook, new Scores(hook.columns(model.summary().hidden(), model.summary().intermediate()), pass.chooser().scores(hook)));
            }
        }
        Pass made = new Pass(masked, footprint, hooks, scores, pass.takeDensity(1), io.hitRate(), io.flashBytes(), io.dramBytes(), io.seconds(), seconds);
        measure.add(made);
        return made;
    }

    /** What DRAM holds under the settings in force. */
    public Allocation allocation() {
        return memory.allocation();
    }

    /** The turn's figures so far. */
    public Figures figures() {
        return measure.beside(memory.figures());
    }
}
