package org.dipscope.session;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TokenLogTest {
    private static final Settings SETTINGS = DefaultSettings.embedded();

    @Test
    void aViewNeverGrowsAndCannotBeChanged() {
        TokenLog log = new TokenLog();
        assertThat(log.view()).isEmpty();
        log.append(frame(0));
        List<TokenFrame> view = log.view();
        log.append(frame(1));

        assertThat(view).hasSize(1);
        assertThat(log.view()).extracting(TokenFrame::id).containsExactly(0, 1);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> view.get(1));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> view.add(frame(2)));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> view.set(0, frame(2)));
    }

    @Test
    void manyPagesKeepEveryTokenAndScoresOfTheNewestOnly() {
        TokenLog log = new TokenLog();
        for (int i = 0; i < 1000; i++) {
            log.append(frame(i));
        }
        List<TokenFrame> view = log.view();

        assertThat(view).hasSize(1000);
        for (int i = 0; i < 1000; i++) {
            TokenFrame frame = view.get(i);
            assertThat(frame.id()).isEqualTo(i);
            assertThat(frame.text()).isEqualTo("t" + i);
            assertThat(frame.settings()).isSameAs(SETTINGS);
            if (i == 0) {
                assertThat(frame.pass()).isEmpty();
            } else {
                assertThat(frame.pass().orElseThrow().masked()).isEqualTo(i - 1);
                assertThat(frame.pass().orElseThrow().scores().isEmpty()).as("token %d", i).isEqualTo(i < 1000 - TokenLog.SCORED);
            }
        }
    }

    @Test
    void readersOfOtherThreadsSeeWholeTokensWhileTheLogGrows() throws InterruptedException, ExecutionException {
        TokenLog log = new TokenLog();
        AtomicReference<List<TokenFrame>> newest = new AtomicReference<>(log.view());
        try (ExecutorService readers = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> largest = List.of(readers.submit(() -> follow(newest)), readers.submit(() -> follow(newest)));
            for (int i = 0; i < 3000; i++) {
                log.append(frame(i));
                newest.set(log.view());
            }
            for (Future<Integer> reader : largest) {
                assertThat(reader.get()).isEqualTo(3000);
            }
        }
    }

    private static int follow(AtomicReference<List<TokenFrame>> newest) {
        int size = 0;
        while (size < 3000) {
            List<TokenFrame> view = newest.get();
            assertThat(view.size()).isGreaterThanOrEqualTo(size);
            size = view.size();
            for (int i = Math.max(0, size - 2 * TokenLog.SCORED); i < size; i++) {
                assertThat(view.get(i).id()).isEqualTo(i);
            }
        }
        return size;
    }

    private static TokenFrame frame(int id) {
        Scores scores = new Scores(2, new float[]{1, 2});
        Pass pass = new Pass(id - 1, Footprint.DENSE, Map.of(), Map.of(Hook.DOWN, scores), 0.5, 1, 0, 0, 0.1, 0.2);
        return new TokenFrame(id, id, "t" + id, SETTINGS, id == 0 ? Optional.empty() : Optional.of(pass));
    }
}
