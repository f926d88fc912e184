package org.dipscope.ui.task;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dipscope.ui.text.Words;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The long pieces of work that are under way, each on a thread of its own. */
public final class TasksViewModel {
    private final ObservableList<LongTask> tasks = FXCollections.observableArrayList();
    private final ObservableList<LongTask> shown = FXCollections.unmodifiableObservableList(tasks);
    private final Words words;
    private final Executor behind;
    private final Executor window;
    private final Consumer<String> refused;

    /**
     * No work yet.
     *
     * @param behind  runs each piece on a thread of its own
     * @param window  runs on the window's thread
     * @param refused told in one sentence why something could not be done
     */
    public TasksViewModel(Words words, Executor behind, Executor window, Consumer<String> refused) {
        this.words = words;
        this.behind = behind;
        this.window = window;
        this.refused = refused;
    }

    /**
     * Begins something that takes long; nobody waits for it.
     *
     * @param label what it does
     * @param done  takes what comes out, on the window's thread; of work that was cancelled or failed nothing comes out
     */
    public <T> LongTask begin(String label, Work<T> work, Consumer<T> done) {
        LongTask task = new LongTask(label, words, window, System::nanoTime);
        tasks.add(task);
        behind.execute(() -> run(task, work, done));
        return task;
    }

    private <T> void run(LongTask task, Work<T> work, Consumer<T> done) {
        try {
            T result = work.run(task);
            window.execute(() -> {
                tasks.remove(task);
                if (!task.cancelled()) {
                    done.accept(result);
                }
            });
        } catch (CancellationException e) {
            window.execute(() -> tasks.remove(task));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            end(task, e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            end(task, words.text("tasks.broke", task.label(), e));
        }
    }

    private void end(LongTask task, String sentence) {
        window.execute(() -> {
            tasks.remove(task);
            if (!task.cancelled()) {
                refused.accept(sentence);
            }
        });
    }

    /** Ends all of it, as when the window closes. */
    public void cancelAll() {
        tasks.forEach(LongTask::cancel);
    }

    /** What is under way, the oldest first. */
    public ObservableList<LongTask> tasks() {
        return shown;
    }
}
