package org.dipscope.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The masks of 24 tokens of the sample model under DIP at density 0.5. */
final class RealMasks {
    static final int LAYERS = 30;
    static final int HIDDEN = 576;
    static final int INTERMEDIATE = 1536;
    /** Read once: they never change, and there is a session for every window that a test opens. */
    static final RealMasks STORED = new RealMasks();

    private final Mask[][] input = new Mask[LAYERS][];
    private final Mask[][] down = new Mask[LAYERS][];

    private RealMasks() {
        try (InputStream in = RealMasks.class.getResourceAsStream("/goldens/smollm2-135m.simulation.json")) {
            JsonNode masks = new ObjectMapper().readTree(in).get("masks");
            for (int layer = 0; layer < LAYERS; layer++) {
                input[layer] = read(masks.get("input").get(String.valueOf(layer)), HIDDEN);
                down[layer] = read(masks.get("down").get(String.valueOf(layer)), INTERMEDIATE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mask[] read(JsonNode tokens, int size) {
        Mask[] masks = new Mask[tokens.size()];
        for (int i = 0; i < masks.length; i++) {
            masks[i] = Mask.ofHex(size, tokens.get(i).asText());
        }
        return masks;
    }

    Mask of(Hook hook, int layer, int token) {
        Mask[] masks = (hook == Hook.INPUT ? input : down)[layer];
        return masks[token % masks.length];
    }
}
