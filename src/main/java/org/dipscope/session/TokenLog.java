package org.dipscope.session;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The tokens of a run as they come. One thread appends; a {@link #view} is safe for every thread and never grows. Scores are kept for
 * the newest tokens only, since a token's scores weigh thirty times as much as its masks.
 */
final class TokenLog {
    static final int SCORED = 128;
    private static final int PAGE = 256;

    private final List<AtomicReferenceArray<TokenFrame>> pages = new ArrayList<>();
    private int size;

    /** Appends a token, and lets the scores go of one that has become old. */
    void append(TokenFrame frame) {
        if (size % PAGE == 0) {
            pages.add(new AtomicReferenceArray<>(PAGE));
        }
        set(size++, frame);
        int old = size - 1 - SCORED;
        if (old >= 0) {
            set(old, get(pages, old).withoutScores());
        }
    }

    private void set(int index, TokenFrame frame) {
        pages.get(index / PAGE).setRelease(index % PAGE, frame);
    }

    private static TokenFrame get(List<AtomicReferenceArray<TokenFrame>> pages, int index) {
        return pages.get(index / PAGE).getAcquire(index % PAGE);
    }

    /** The tokens so far. */
    List<TokenFrame> view() {
        return new View(List.copyOf(pages), size);
    }

    private static final class View extends AbstractList<TokenFrame> implements RandomAccess {
        private final List<AtomicReferenceArray<TokenFrame>> pages;
        private final int size;

        View(List<AtomicReferenceArray<TokenFrame>> pages, int size) {
            this.pages = pages;
            this.size = size;
        }

        @Override
        public TokenFrame get(int index) {
            return TokenLog.get(pages, java.util.Objects.checkIndex(index, size));
        }

        @Override
        public int size() {
            return size;
        }
    }
}
