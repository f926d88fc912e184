package org.dipscope.ui;

import javafx.collections.ListChangeListener;
import org.dipscope.export.RunArchive;
import org.dipscope.session.PinnedRun;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.window.WorkbenchViewModel;

import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * Keeps the pinned runs on the disk, so that neither a crash nor the end of the program loses one: each change is written at once, one
 * after the other, behind the window.
 */
final class RunKeeper {
    private final RunArchive archive;
    private final WorkbenchViewModel window;
    private final Words words;
    private final Executor behind;
    private final Executor fx;
    private boolean restoring;

    /**
     * A keeper that does nothing yet.
     *
     * @param behind does one thing after the other
     */
    RunKeeper(RunArchive archive, WorkbenchViewModel window, Words words, Executor behind, Executor fx) {
        this.words = words;
        this.archive = archive;
        this.window = window;
        this.behind = behind;
        this.fx = fx;
    }

    /** Brings back the runs of the last time, which stay on the disk where somebody does not want to wait for them, and keeps every change from now on. */
    void begin() {
        window.pinnedRuns().runs().addListener((ListChangeListener<PinnedRun>) this::changed);
        window.tasks().pass(behind, words.text("tasks.restoring"), archive::load, found -> {
            restoring = true;
            window.pinnedRuns().restore(found.runs());
            restoring = false;
            found.refusals().stream().findFirst().ifPresent(window::refuse);
        });
    }

    private void changed(ListChangeListener.Change<? extends PinnedRun> change) {
        while (change.next()) {
            for (PinnedRun gone : change.getRemoved()) {
                if (change.getList().stream().noneMatch(kept -> kept.id().equals(gone.id()))) {
                    behind.execute(() -> attempt(() -> archive.delete(gone.id())));
                }
            }
            if (!restoring) {
                change.getAddedSubList().forEach(kept -> behind.execute(() -> attempt(() -> archive.save(kept))));
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void attempt(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            fx.execute(() -> window.refuse(e.getMessage()));
        }
    }
}
