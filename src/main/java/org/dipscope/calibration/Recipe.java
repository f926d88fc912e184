package org.dipscope.calibration;

import org.dipscope.sparsity.Dip;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.Teal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a calibration is made.
 *
 * @param context    tokens of a window, 2 or more; each is a sequence of its own
 * @param windows    how many windows, 1 or more
 * @param firstToken where the first one begins
 * @param density    the density that masks have while something is learnt from them, in (0, 1]
 * @param rank       of adapters, ≥ 0
 * @param ridge      what is added to the diagonal of a least-squares fit, as a share of its mean, above 0
 * @param target     what adapters and merged weights aim at
 * @param masks      what chooses the masks that adapters and merged weights are fitted to: {@link Dip}, or {@link Teal} with thresholds learnt before
 * @param spread     how far a layer's density may be from the model's where splits are searched, in [0, 1]
 * @param width      of the predictors' middle layer, ≥ 1
 * @param epochs     the most passes of their training over the tokens, ≥ 1
 * @param seed       of their first weights and of the order of their tokens
 */
public record Recipe(int context, int windows, int firstToken, double density, int rank, double ridge, Target target, MaskingMethod masks, double spread, int width, int epochs, long seed) {

    /** Tokens of a window, unless set. */
    public static final int USUAL_CONTEXT = 512;

    /** What a fit aims at. */
    public enum Target {
        /** What the dense MLP would make of the input that the sparse model gives it. */
        LAYER("layer"),
        /** As LAYER for gate and up; down aims at what the dense model has at this place, and so makes up for the layers before it, too. */
        STREAM("stream");

        private final String id;

        Target(String id) {
            this.id = id;
        }

        /** The word on the command line and in files. */
        public String id() {
            return id;
        }

        /** The target with this {@link #id()}; throws {@link IllegalArgumentException} for any other word. */
        public static Target of(String id) {
            for (Target target : values()) {
                if (target.id.equals(id)) {
                    return target;
                }
            }
            throw new IllegalArgumentException("'" + id + "' is nothing to aim at; choose layer or stream.");
        }
    }

    public Recipe {
        require(context >= 2, "a window of %d tokens teaches nothing; give 2 or more.", context);
        require(windows >= 1, "%d windows are none; give 1 or more.", windows);
        require(firstToken >= 0, "the first token %d is before the text; give 0 or more.", firstToken);
        require(density > 0 && density <= 1, "a density of %s is outside (0, 1]; give the share of weights to keep, such as 0.5.", density);
        require(rank >= 0 && rank <= 4096, "a rank of %d is outside 0 to 4096.", rank);
        require(ridge > 0 && ridge < 1e6, "a ridge of %s is not above 0; give a small share such as 0.01.", ridge);
        require(masks instanceof Dip || masks instanceof Teal, "fits are made to the masks of dip or teal, and not of %s; choose one of them.", masks.id());
        require(spread >= 0 && spread <= 1, "a spread of %s is outside [0, 1].", spread);
        require(width >= 1 && width <= 16_384, "a predictor's width of %d is outside 1 to 16384.", width);
        require(epochs >= 1, "%d epochs are none; give 1 or more.", epochs);
    }

    /** What {@code dipscope calibrate} does unless told otherwise. */
    public static Recipe usual(int context, double density) {
        return new Recipe(context, 32, 0, density, 32, 3, Target.STREAM, new Dip(), 0.1, 128, 8, 0);
    }

    private static void require(boolean fine, String sentence, Object value) {
        if (!fine) {
            throw new IllegalArgumentException(sentence.formatted(value));
        }
    }

    /** Every setting by its option's name. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("context", String.valueOf(context));
        settings.put("windows", String.valueOf(windows));
        settings.put("first-token", String.valueOf(firstToken));
        settings.put("density", String.valueOf(density));
        settings.put("rank", String.valueOf(rank));
        settings.put("ridge", String.valueOf(ridge));
        settings.put("target", target.id());
        settings.put("masks", masks.id());
        settings.put("spread", String.valueOf(spread));
        settings.put("width", String.valueOf(width));
        settings.put("epochs", String.valueOf(epochs));
        settings.put("seed", String.valueOf(seed));
        return settings;
    }
}
