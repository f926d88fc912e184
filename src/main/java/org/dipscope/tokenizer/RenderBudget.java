package org.dipscope.tokenizer;

import com.hubspot.jinjava.el.JinjavaNodePreProcessor;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.Node;
import java.time.Duration;

/** Counts what a template does, and stops one that would never end. A conversation of a thousand messages takes some 10 000 steps. */
final class RenderBudget extends JinjavaNodePreProcessor {
    private static final int MOST_STEPS = 500_000;
    private static final long LONGEST = Duration.ofSeconds(10).toNanos();

    private final long begun = System.nanoTime();
    private int steps;
    private boolean spent;

    @Override
    public void accept(Node node, JinjavaInterpreter interpreter) {
        super.accept(node, interpreter);
        spent |= ++steps > MOST_STEPS || System.nanoTime() - begun > LONGEST;
        if (spent) {
            throw new InterpretException("the template takes too long");
        }
    }

    /** Whether the template was stopped. */
    boolean spent() {
        return spent;
    }
}
