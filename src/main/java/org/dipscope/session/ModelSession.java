package org.dipscope.session;

import org.dipscope.tokenizer.ChatTemplateException;
import org.dipscope.tokenizer.Message;
import org.dipscope.tokenizer.Role;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A session over a loaded model: one thread of its own runs the conversation and publishes a snapshot a token; callers leave orders and
 * read the newest snapshot, and never wait.
 */
public final class ModelSession implements Session {
    private final LoadedModel model;
    private final AtomicInteger runs;
    private final AtomicReference<Snapshot> newest = new AtomicReference<>();
    /** Held while a run's last snapshot comes out. */
    private final Object ending = new Object();
    private final AtomicReference<Settings> settings;
    private final AtomicBoolean shadowed = new AtomicBoolean();
    private final AtomicReference<String> rawPrompt = new AtomicReference<>();
    private final LinkedBlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final List<Run.Turn> turns = new ArrayList<>();
    private final Thread thread;
    /** The conversation's last run, as long as the caches are those that it left. */
    private Publication last;

    /**
     * Starts the session's thread.
     *
     * @param runs     counts the runs of the program
     * @param settings in force for the first token
     */
    public ModelSession(LoadedModel model, AtomicInteger runs, Settings settings) {
        this.model = model;
        this.runs = runs;
        this.settings = new AtomicReference<>(settings);
        this.thread = Thread.ofPlatform().name("session").daemon(true).unstarted(this::work);
        thread.start();
    }

    @Override
    public ModelSummary model() {
        return model.summary();
    }

    @Override
    public Optional<Snapshot> newest() {
        return Optional.ofNullable(newest.get());
    }

    /**
     * Waits until a run has ended, and returns its last snapshot; for a thread that draws nothing. A session that is closed ends none any more.
     *
     * @param after the run's number is larger than this; 0 for any run
     * @throws InterruptedException if it was interrupted while it waited
     */
    public Snapshot awaitEnd(int after) throws InterruptedException {
        synchronized (ending) {
            while (true) {
                Optional<Snapshot> last = newest().filter(seen -> seen.run().number() > after && seen.phase().ended());
                if (last.isPresent()) {
                    return last.get();
                }
                ending.wait();
            }
        }
    }

    private void publish(Snapshot snapshot) {
        if (!snapshot.phase().ended()) {
            newest.set(snapshot);
            return;
        }
        synchronized (ending) {
            newest.set(snapshot);
            ending.notifyAll();
        }
    }

    @Override
    public Settings settings() {
        return settings.get();
    }

    @Override
    public void change(Settings next) {
        settings.set(next);
    }

    @Override
    public void submit(String prompt, Optional<String> system) {
        orders.add(new Order.Submit(prompt, system));
    }

    @Override
    public void branch(int run, int token, int id) {
        orders.add(new Order.Branch(run, token, id));
    }

    @Override
    public void shadow(boolean beside) {
        shadowed.set(beside);
    }

    @Override
    public boolean shadowed() {
        return shadowed.get();
    }

    @Override
    public Optional<String> rawPrompt() {
        return Optional.ofNullable(rawPrompt.get());
    }

    @Override
    public Optional<String> chatTemplate() {
        return Optional.of(model.template().source());
    }

    @Override
    public void stop() {
        orders.add(new Order.Stop());
    }

    @Override
    public void restart() {
        orders.add(new Order.Restart());
    }

    @Override
    public void close() {
        orders.add(new Order.Close());
    }

    private void work() {
        try {
            Conversation conversation = new Conversation(model, true);
            warmUp();
            while (true) {
                switch (orders.take()) {
                    case Order.Submit submit -> run(conversation, submit);
                    case Order.Branch branch -> branch(conversation, branch);
                    case Order.Restart _ -> {
                        forget(conversation);
                        turns.clear();
                    }
                    case Order.Stop _ -> {
                        // The run that it meant is over already.
                    }
                    case Order.Close _ -> {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            model.close();
        }
    }

    /** Runs the kernels until they are compiled, so that the first answer does not crawl; the first order ends it. */
    private void warmUp() {
        try {
            warmUpUnlessOrdered();
        } catch (RuntimeException | InternalError | OutOfMemoryError e) {
            // What cannot run is refused where somebody sees it: by the first run.
        }
    }

    private void warmUpUnlessOrdered() {
        Conversation trial = new Conversation(model, false);
        Settings base = settings.get();
        int[] prompt = model.tokenizer().encode("The quick brown fox jumps over the lazy dog.", false);
        for (int round = 0; round < 4 && orders.isEmpty(); round++) {
            trial.restart();
            trial.begin(prompt, base.with(base.sampling().withMaxTokens(24)), () -> !orders.isEmpty());
            while (orders.isEmpty() && !trial.ended()) {
                trial.next(base);
            }
        }
    }

    private void run(Conversation conversation, Order.Submit submit) {
        Settings started = settings.get();
        Publication publication = publication(new Run(runs.incrementAndGet(), model.summary(), submit.prompt(), turns, 0, started, submit.system(),
                Optional.empty()), started);
        last = publication;
        proceed(conversation, publication, started, () -> {
            int[] prompt = model.template().encode(model.tokenizer(), messages(submit), true);
            rawPrompt.set(model.template().render(model.tokenizer(), messages(submit), true));
            publication.begin(prompt.length);
            conversation.shadow(shadowed.get(), this::interrupted);
            return conversation.begin(prompt, started, publication::read, this::interrupted);
        });
    }

    private void branch(Conversation conversation, Order.Branch order) {
        Publication before = last;
        if (before == null || before.number() != order.run() || order.token() < 0 || order.token() >= before.tokens().size()) {
            newest().ifPresent(seen -> publication(seen.run().numbered(runs.incrementAndGet()), settings.get())
                    .fail(new Failure("not-the-last", List.of(), "Only the conversation's last answer can go on from its middle; run the prompt again.")));
            return;
        }
        before.turn().ifPresent(_ -> turns.removeLast());
        Publication publication = before.branch(runs.incrementAndGet(), order.token());
        last = publication;
        proceed(conversation, publication, settings.get(), () -> {
            TokenFrame frame = conversation.branch(before.tokens().get(order.token()), order.id());
            publication.token(frame, conversation.allocation(), conversation.figures());
            return true;
        });
    }

    /** What leads to the first token that is chosen. */
    private interface Beginning {
        /** Whether it came to its end. */
        boolean whole() throws ChatTemplateException;
    }

    private void proceed(Conversation conversation, Publication publication, Settings started, Beginning beginning) {
        try {
            boolean whole = beginning.whole();
            Settings next = started;
            while (whole && !conversation.ended(next) && conversation.shadow(shadowed.get(), this::interrupted) && !interrupted()) {
                TokenFrame frame = conversation.next(next);
                publication.token(frame, conversation.allocation(), conversation.figures());
                next = settings.get();
            }
            if (conversation.contextFull()) {
                int context = model.summary().contextLength();
                publication.fail(new Failure("context-full", List.of(String.valueOf(context)),
                        "The model's context of %d tokens is full, so the answer ends here; start a new conversation.".formatted(context)));
            } else {
                publication.end(whole && conversation.ended(next));
            }
        } catch (ChatTemplateException e) {
            publication.fail(new Failure("template-" + e.trouble().name().toLowerCase(Locale.ROOT).replace('_', '-'), e.details(), e.getMessage()));
        } catch (IllegalArgumentException e) {
            publication.fail(Failure.of(e.getMessage()));
        } catch (OverflowException e) {
            forget(conversation);
            publication.fail(new Failure("overflow", List.of(), e.getMessage()));
        } catch (RuntimeException e) {
            // It broke off in the middle of a token: the caches are not to be trusted, the turns are.
            forget(conversation);
            publication.fail(new Failure("mistake", List.of(String.valueOf(e)), "The run broke off by a mistake in Dipscope (%s); submit the prompt again.".formatted(e)));
        } catch (InternalError e) {
            forget(conversation);
            publication.fail(new Failure("file-lost", List.of(), LoadedModel.FILE_LOST));
        } catch (OutOfMemoryError e) {
            forget(conversation);
            publication.fail(new Failure("memory", List.of(), "The conversation needs more memory than Java may use; start a new one, or start Java with a larger -Xmx."));
        }
        publication.turn().ifPresent(turns::add);
    }

    private Publication publication(Run run, Settings started) {
        return new Publication(run, started, settings::get, this::publish);
    }

    private void forget(Conversation conversation) {
        conversation.restart();
        last = null;
    }

    private boolean interrupted() {
        return !orders.isEmpty();
    }

    private List<Message> messages(Order.Submit submit) {
        List<Message> messages = new ArrayList<>();
        submit.system().ifPresent(system -> messages.add(new Message(Role.SYSTEM, system)));
        for (Run.Turn turn : turns) {
            messages.add(new Message(Role.USER, turn.prompt()));
            messages.add(new Message(Role.ASSISTANT, turn.answer()));
        }
        messages.add(new Message(Role.USER, submit.prompt()));
        return messages;
    }
}
