package org.dipscope.session;

import org.dipscope.memory.Allocation;
import org.dipscope.tokenizer.ChatTemplateException;
import org.dipscope.tokenizer.Message;
import org.dipscope.tokenizer.Role;

import java.util.ArrayList;
import java.util.List;
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
    private final AtomicReference<Settings> settings;
    private final AtomicBoolean shadowed = new AtomicBoolean();
    private final AtomicReference<String> rawPrompt = new AtomicReference<>();
    private final LinkedBlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final List<Run.Turn> turns = new ArrayList<>();
    private final Thread thread;
    /** The conversation's last run, as long as the caches are those that it left. */
    private Publication last;

    /** What a caller wants of the session's thread. */
    private sealed interface Order {
        /** A run. */
        record Submit(String prompt, Optional<String> system) implements Order {
        }

        /** A run from the middle of the last one. */
        record Branch(int run, int token, int id) implements Order {
        }

        /** The end of the run under way; taken from the queue it has nothing left to do. */
        record Stop() implements Order {
        }

        /** A new conversation. */
        record Restart() implements Order {
        }

        /** The end of the session. */
        record Close() implements Order {
        }
    }

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
        Publication publication = new Publication(new Run(runs.incrementAndGet(), model.summary(), submit.prompt(), turns, 0, started, submit.system(),
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
            newest().ifPresent(seen -> new Publication(seen.run().numbered(runs.incrementAndGet()), settings.get())
                    .fail("Only the conversation's last answer can go on from its middle; run the prompt again."));
            return;
        }
        if (before.told) {
            turns.removeLast();
        }
        Publication publication = new Publication(before, order.token());
        last = publication;
        proceed(conversation, publication, settings.get(), () -> {
            publication.token(conversation.branch(before.tokens().get(order.token()), order.id()), conversation);
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
                publication.token(conversation.next(next), conversation);
                next = settings.get();
            }
            publication.end(conversation, whole && conversation.ended(next));
        } catch (ChatTemplateException | IllegalArgumentException e) {
            publication.fail(e.getMessage());
        } catch (OverflowException e) {
            forget(conversation);
            publication.fail(e.getMessage());
        } catch (RuntimeException e) {
            // It broke off in the middle of a token: the caches are not to be trusted, the turns are.
            forget(conversation);
            publication.fail("The run broke off by a mistake in Dipscope (%s); submit the prompt again.".formatted(e));
        } catch (InternalError e) {
            forget(conversation);
            publication.fail(LoadedModel.FILE_LOST);
        } catch (OutOfMemoryError e) {
            forget(conversation);
            publication.fail("The conversation needs more memory than Java may use; start a new one, or start Java with a larger -Xmx.");
        }
        String answer = publication.text();
        publication.told = !answer.isEmpty();
        if (publication.told) {
            turns.add(new Run.Turn(publication.run.prompt(), answer));
        }
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

    /** The snapshots of one run. */
    private final class Publication {
        private final TokenLog log = new TokenLog();
        private final StringBuilder text = new StringBuilder();
        private final Settings started;
        private Run run;
        private Allocation allocation;
        private Figures figures = Figures.NONE;
        private Agreement agreement = Agreement.NONE;
        private int promptRead;

        /** Whether the conversation's turns end with this run. */
        private boolean told;

        Publication(Run run, Settings started) {
            this.started = started;
            this.run = run;
            this.allocation = allocation(run.promptTokens());
            publish(Phase.PREFILL, Optional.empty());
        }

        /** A run with the first tokens of another. */
        Publication(Publication other, int tokens) {
            Run was = other.run;
            this.started = was.started();
            this.run = new Run(runs.incrementAndGet(), was.model(), was.prompt(), was.turns(), was.promptTokens(), started, was.system(),
                    Optional.of(new Run.Branch(was.number(), tokens)));
            this.allocation = other.allocation;
            this.promptRead = was.promptTokens();
            for (TokenFrame frame : other.tokens().subList(0, tokens)) {
                log.append(frame);
                text.append(frame.text());
                agreement = agreement.with(frame);
            }
            publish(Phase.DECODE, Optional.empty());
        }

        private Allocation allocation(int promptTokens) {
            return Allocation.of(model.summary().bytes(), started.masking().footprint(), started.memory().device().dramBytes(),
                    Conversation.totalLength(promptTokens, started));
        }

        void begin(int promptTokens) {
            run = new Run(run.number(), model.summary(), run.prompt(), run.turns(), promptTokens, started, run.system(), Optional.empty());
            allocation = allocation(promptTokens);
            publish(Phase.PREFILL, Optional.empty());
        }

        void read(int tokens) {
            promptRead = tokens;
            publish(Phase.PREFILL, Optional.empty());
        }

        void token(TokenFrame frame, Conversation conversation) {
            log.append(frame);
            text.append(frame.text());
            allocation = conversation.allocation();
            figures = conversation.figures();
            agreement = agreement.with(frame);
            publish(Phase.DECODE, Optional.empty());
        }

        void end(Conversation conversation, boolean whole) {
            if (conversation.contextFull()) {
                fail("The model's context of %d tokens is full, so the answer ends here; start a new conversation."
                        .formatted(model.summary().contextLength()));
            } else {
                publish(whole ? Phase.FINISHED : Phase.STOPPED, Optional.empty());
            }
        }

        void fail(String sentence) {
            publish(Phase.FAILED, Optional.of(sentence));
        }

        int number() {
            return run.number();
        }

        List<TokenFrame> tokens() {
            return log.view();
        }

        String text() {
            return text.toString();
        }

        private void publish(Phase phase, Optional<String> failure) {
            newest.set(new Snapshot(run, phase, log.view(), settings.get(), allocation, figures, failure, agreement, promptRead));
        }
    }
}
