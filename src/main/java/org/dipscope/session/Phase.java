package org.dipscope.session;

/** Where a run stands. */
public enum Phase {
    /** The prompt is being encoded. */
    PREFILL,
    /** Tokens are coming. */
    DECODE,
    /** The model ended its answer, or the limit was reached. */
    FINISHED,
    /** The person pressed Stop. */
    STOPPED,
    /** Something went wrong; {@link Snapshot#failure()} says what. */
    FAILED;

    /** Whether no more tokens will come. */
    public boolean ended() {
        return this == FINISHED || this == STOPPED || this == FAILED;
    }
}
