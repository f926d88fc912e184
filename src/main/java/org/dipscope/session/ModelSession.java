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
    private final LinkedBlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final List<Run.Turn> turns = new ArrayList<>();
    private final Thread thread;

    /** What a caller wants of the session's thread. */
    private sealed interface Order {
        /** A run. */
        record Submit(String prompt, Optional<String> system) implements Order {
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
    public void shadow(boolean beside) {
        shadowed.set(beside);
    }

    @Override
    public boolean shadowed() {
        return shadowed.get();
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
                    case Order.Restart _ -> {
                        conversation.restart();
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
        } catch (IllegalArgumentException e) {
            // Settings that cannot run are refused where somebody sees it: by the first run.
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
        Publication publication = new Publication(submit, started);
        try {
            int[] prompt = model.template().encode(model.tokenizer(), messages(submit), true);
            publication.begin(prompt.length);
            conversation.shadow(shadowed.get(), this::interrupted);
            boolean whole = conversation.begin(prompt, started, this::interrupted);
            Settings next = started;
            while (whole && !conversation.ended(next) && conversation.shadow(shadowed.get(), this::interrupted) && !interrupted()) {
                publication.token(conversation.next(next), conversation);
                next = settings.get();
            }
            publication.end(conversation, whole && conversation.ended(next));
        } catch (ChatTemplateException | IllegalArgumentException e) {
            publication.fail(e.getMessage());
        } catch (RuntimeException e) {
            // It broke off in the middle of a token: the caches are not to be trusted, the turns are.
            conversation.restart();
            publication.fail("The run broke off by a mistake in Dipscope (%s); submit the prompt again.".formatted(e));
        } catch (OutOfMemoryError e) {
            conversation.restart();
            publication.fail("The conversation needs more memory than Java may use; start a new one, or start Java with a larger -Xmx.");
        }
        String answer = publication.text();
        if (!answer.isEmpty()) {
            turns.add(new Run.Turn(submit.prompt(), answer));
        }
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
        private final int number = runs.incrementAndGet();
        private Run run;
        private Allocation allocation;
        private Figures figures = Figures.NONE;
        private Agreement agreement = Agreement.NONE;

        Publication(Order.Submit submit, Settings started) {
            this.started = started;
            this.run = new Run(number, model.summary(), submit.prompt(), turns, 0, started, submit.system(), Optional.empty());
            this.allocation = allocation(0);
            publish(Phase.PREFILL, Optional.empty());
        }

        private Allocation allocation(int promptTokens) {
            return Allocation.of(model.summary().bytes(), started.masking().footprint(), started.memory().device().dramBytes(),
                    Conversation.totalLength(promptTokens, started));
        }

        void begin(int promptTokens) {
            run = new Run(number, model.summary(), run.prompt(), run.turns(), promptTokens, started, run.system(), Optional.empty());
            allocation = allocation(promptTokens);
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

        String text() {
            return text.toString();
        }

        private void publish(Phase phase, Optional<String> failure) {
            newest.set(new Snapshot(run, phase, log.view(), settings.get(), allocation, figures, failure, agreement));
        }
    }
}
