package org.dipscope.eval;

import org.dipscope.kernel.KvCache;
import org.dipscope.memory.Residency;
import org.dipscope.model.ForwardPass;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Sampler;
import org.dipscope.sparsity.Masking;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * The dense model's greedy answers to the beginnings of windows, generated once: how long another setting says the same is found in one
 * batch over them, because up to the first token that differs both have read the same.
 */
final class DenseAnswers {
    /** The most tokens of a beginning. */
    private static final int PROMPT = 64;
    /** The most tokens of an answer; one batch. */
    private static final int ANSWER = 64;

    private final LoadedModel model;
    private final Windows windows;
    private final Map<Integer, int[]> answers = new HashMap<>();

    DenseAnswers(LoadedModel model, Windows windows) {
        this.model = model;
        this.windows = windows;
    }

    /** Tokens of a window's beginning: no more than half of the window. */
    int promptLength() {
        return Math.max(1, Math.min(PROMPT, windows.context() / 2));
    }

    /**
     * The beginning of a window and the dense answer to it, 1 token or more.
     *
     * @throws CancellationException if cancelled
     */
    int[] text(int window, BooleanSupplier cancelled) {
        return answers.computeIfAbsent(window, number -> generate(number, cancelled));
    }

    private int[] generate(int window, BooleanSupplier cancelled) {
        ForwardPass pass = new ForwardPass(model.transformer(), model.workers());
        int prompt = promptLength();
        int most = Math.min(ANSWER, model.summary().contextLength() - prompt);
        KvCache cache = model.transformer().newCache(prompt + most);
        int[] ids = Arrays.copyOfRange(windows.ids(), windows.first(window), windows.first(window) + prompt);
        pass.encode(ids, 0, cache, cancelled);
        ids = Arrays.copyOf(ids, prompt + most);
        int length = prompt;
        while (true) {
            if (cancelled.getAsBoolean()) {
                throw Evaluator.cancelled();
            }
            int next = Sampler.best(pass.lastLogits(), model.tokenizer().vocabulary());
            ids[length++] = next;
            if (length == ids.length || model.tokenizer().ends(next)) {
                return Arrays.copyOf(ids, length);
            }
            pass.forward(ids, length - 1, 1, cache, Masking.DENSE, Residency.NOTHING);
        }
    }
}
