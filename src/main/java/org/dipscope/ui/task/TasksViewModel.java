package org.dipscope.ui.task;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dipscope.session.LoadedModel;
import org.dipscope.ui.text.Words;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The long pieces of work that are under way, each on a thread of its own, and those that are done until somebody has seen what came out. */
public final class TasksViewModel {
    private static final int UNNOTICED_MILLIS = 400;

    private final ObservableList<LongTask> tasks = FXCollections.observableArrayList();
    private final ObservableList<LongTask> listed = FXCollections.unmodifiableObservableList(tasks);
    private final Words words;
    private final Executor behind;
    private final Executor window;
    private final Executor late;
    private final Consumer<String> refused;

    /**
     * No work yet.
     *
     * @param behind  runs each piece on a thread of its own
     * @param window  runs on the window's thread
     * @param refused told in one sentence why something could not be done
     */
    public TasksViewModel(Words words, Executor behind, Executor window, Consumer<String> refused) {
        this(words, behind, window, CompletableFuture.delayedExecutor(UNNOTICED_MILLIS, TimeUnit.MILLISECONDS, window), refused);
    }

    /** The same, told elsewhere when work has gone on for so long that people want to know of it. */
    TasksViewModel(Words words, Executor behind, Executor window, Executor late, Consumer<String> refused) {
        this.late = late;
        this.words = words;
        this.behind = behind;
        this.window = window;
        this.refused = refused;
    }

    /**
     * Begins something that takes long; nobody waits for it.
     *
     * @param label what it does
     * @param shown takes what came out, on the window's thread, once somebody wants to see it; of work that was cancelled or failed nothing comes out
     */
    public <T> LongTask begin(String label, Work<T> work, Consumer<T> shown) {
        return begin(label, words.text("tasks.show"), work, shown);
    }

    /** The same, where the button that shows what came out says so. */
    public <T> LongTask begin(String label, String showing, Work<T> work, Consumer<T> shown) {
        LongTask task = new LongTask(label, showing, words, window, System::nanoTime);
        tasks.add(task);
        behind.execute(() -> run(task, work, result -> finish(task, result, shown)));
        return task;
    }

    /**
     * Begins something that is mostly done before anybody could wait for it, such as saving a file: its line comes where it takes longer, and goes when it is done.
     *
     * @param label what it does
     * @param done  takes what came out, on the window's thread; work that returns was not cancelled in time, and what it did is told
     */
    public <T> LongTask pass(String label, Work<T> work, Consumer<T> done) {
        return pass(behind, label, work, done);
    }

    /** The same, on a thread that does other things before it and after it. */
    public <T> LongTask pass(Executor one, String label, Work<T> work, Consumer<T> done) {
        LongTask task = new LongTask(label, "", words, window, System::nanoTime);
        late.execute(() -> {
            if (!task.passed()) {
                tasks.add(task);
            }
        });
        one.execute(() -> run(task, work, result -> {
            leave(task);
            done.accept(result);
        }));
        return task;
    }

    private void leave(LongTask task) {
        task.pass();
        tasks.remove(task);
    }

    private <T> void finish(LongTask task, T result, Consumer<T> shown) {
        if (task.cancelled()) {
            leave(task);
        } else {
            task.finish(() -> shown.accept(result));
        }
    }

    private <T> void run(LongTask task, Work<T> work, Consumer<T> ended) {
        try {
            T result = work.run(task);
            window.execute(() -> ended.accept(result));
        } catch (CancellationException e) {
            window.execute(() -> leave(task));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            end(task, e.getMessage());
        } catch (InternalError e) {
            end(task, LoadedModel.FILE_LOST);
        } catch (RuntimeException | OutOfMemoryError e) {
            end(task, words.text("tasks.broke", task.label(), e));
        }
    }

    private void end(LongTask task, String sentence) {
        window.execute(() -> {
            leave(task);
            if (!task.cancelled()) {
                refused.accept(sentence);
            }
        });
    }

    /** Shows what came out of work that is done, and takes its line away. */
    public void show(LongTask done) {
        tasks.remove(done);
        done.outcome().ifPresent(Runnable::run);
    }

    /** Takes the line of work that is done away. */
    public void dismiss(LongTask done) {
        tasks.remove(done);
    }

    /** Ends all of it, as when the window closes. */
    public void cancelAll() {
        tasks.forEach(LongTask::cancel);
    }

    /** What is under way or done and not seen yet, the oldest first. */
    public ObservableList<LongTask> tasks() {
        return listed;
    }
}
