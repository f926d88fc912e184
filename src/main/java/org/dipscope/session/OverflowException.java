package org.dipscope.session;

/** What a model computes is too large for a float, though each of its weights is finite. Its message is one sentence for a person. */
public final class OverflowException extends ArithmeticException {
    private static final long serialVersionUID = 1;

    private OverflowException() {
        super("What the model computes is too large for its floats and no number any more; its weights are broken, get the file again.");
    }

    /**
     * Refuses a figure in which an overflow would show, such as the largest logit or the log of the sum of their exponentials.
     *
     * @throws OverflowException where it is infinite or no number
     */
    public static void requireFinite(double figure) {
        if (!Double.isFinite(figure)) {
            throw new OverflowException();
        }
    }
}
