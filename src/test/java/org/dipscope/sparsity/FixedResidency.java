package org.dipscope.sparsity;

import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;
import org.dipscope.memory.Residency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A memory that holds what a test put there, or, if it learns, each hook's last selection; and that remembers what it was told. */
final class FixedResidency implements Residency {
    private final Map<Integer, long[]> resident = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private final boolean learns;
    private int masked;

    FixedResidency(boolean learns) {
        this.learns = learns;
    }

    FixedResidency hold(int hook, Mask mask) {
        long[] words = new long[Mask.wordCount(mask.size())];
        for (int w = 0; w < words.length; w++) {
            words[w] = mask.word(w);
        }
        resident.put(hook, words);
        return this;
    }

    FixedResidency after(int tokens) {
        masked = tokens;
        return this;
    }

    /** Hook and columns of every use, in order. */
    List<String> told() {
        return told;
    }

    @Override
    public long[] resident(int hook) {
        return resident.getOrDefault(hook, new long[0]);
    }

    @Override
    public int masked() {
        return masked;
    }

    @Override
    public void use(int hook, Selection selected) {
        told.add(hook + ":" + java.util.Arrays.toString(selected.freeze().columns()));
        if (learns) {
            hold(hook, selected.freeze());
        }
    }
}
