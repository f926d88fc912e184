package org.dipscope.ui.console;

import org.dipscope.session.Candidate;
import org.dipscope.session.Outlook;
import org.dipscope.session.Run;
import org.dipscope.session.Sampling;
import org.dipscope.session.Shadow;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.FakeSession;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class ConsoleViewModelTest {
    private final List<String> asked = new ArrayList<>();
    private final Moment moment = new Moment();
    private final FakeSession session = new FakeSession();
    private final ConsoleViewModel console = new ConsoleViewModel(new Conversation() {
        @Override
        public void run(String prompt, Optional<String> system) {
            asked.add(prompt + system.map(text -> " under " + text).orElse(""));
        }

        @Override
        public void branch(int run, int token, int id) {
            asked.add("branch " + run + " " + token + " " + id);
        }

        @Override
        public void shadow(boolean beside) {
            asked.add("shadow " + beside);
        }

        @Override
        public Optional<String> rawPrompt() {
            return Optional.of("<|im_start|>user");
        }

        @Override
        public Optional<String> chatTemplate() {
            return Optional.of("{% for message in messages %}");
        }

        @Override
        public void runAgain() {
            asked.add("again");
        }

        @Override
        public void stop() {
            asked.add("stop");
        }

        @Override
        public void restart() {
            asked.add("restart");
        }

        @Override
        public void sample(Sampling sampling) {
            asked.add("sample " + sampling.maxTokens());
        }
    }, moment, Words.english());

    @BeforeEach
    void ready() {
        console.readyProperty().set(true);
    }

    @Test
    void theFirstPromptIsReadyInTheBox() {
        assertThat(console.promptProperty().get()).isEqualTo("Why is the sky blue?");
        assertThat(console.runPossible().get()).isTrue();
    }

    @Test
    void withoutAModelNothingRuns() {
        console.readyProperty().set(false);
        console.run();

        assertThat(asked).isEmpty();
        assertThat(console.promptProperty().get()).isNotEmpty();
        assertThat(console.runPossible().get()).isFalse();
    }

    @Test
    void runningEmptiesTheBoxAndAnEmptyBoxRunsAgain() {
        console.run();
        session.submit("Why is the sky blue?", Optional.empty());
        console.show(session.newest().orElseThrow());

        assertThat(console.promptProperty().get()).isEmpty();

        console.run();

        assertThat(asked).containsExactly("Why is the sky blue?", "again");
    }

    @Test
    void onlyAFirstAnswerCanBeHadAgain() {
        session.submit("one", Optional.empty());
        console.show(session.newest().orElseThrow());

        assertThat(console.againPossible().get()).isTrue();

        session.advance(5);
        session.submit("two", Optional.empty());
        console.show(session.newest().orElseThrow());

        assertThat(console.exchanges()).hasSize(2);
        assertThat(console.againPossible().get()).isFalse();
    }

    @Test
    void promptsComeBackAsInAShellAndSoDoesTheDraft() {
        for (String prompt : List.of("one", "two")) {
            console.promptProperty().set(prompt);
            console.run();
        }
        console.promptProperty().set("thr");
        console.older();
        assertThat(console.promptProperty().get()).isEqualTo("two");
        console.older();
        console.older();
        assertThat(console.promptProperty().get()).isEqualTo("one");
        console.newer();
        console.newer();
        assertThat(console.promptProperty().get()).isEqualTo("thr");
    }

    @Test
    void anExchangeSaysWhoAnswersAndHowItEnded() {
        session.submit("one", Optional.empty());
        session.advance(3);
        console.show(session.newest().orElseThrow());
        Exchange exchange = console.exchanges().getFirst();

        assertThat(exchange.caption(Words.english())).isEqualTo("SmolLM2-135M · DIP-CA 0.6 γ 0.5");
        assertThat(exchange.ending(Words.english())).isEmpty();

        session.change(session.settings().with(session.settings().masking().withGamma(0.2)));
        session.advance(1);
        session.stop();
        console.show(session.newest().orElseThrow());

        assertThat(exchange.caption(Words.english())).isEqualTo("SmolLM2-135M · DIP-CA 0.6 γ 0.5 → DIP-CA 0.6 γ 0.2");
        assertThat(exchange.ending(Words.english())).contains("stopped after 4 tokens");
    }

    @Test
    void aFailureIsSaidInItsPlace() {
        session.submit("one", Optional.empty());
        session.fail("The prompt has 9000 tokens, but the model reads 8192; shorten it.");
        console.show(session.newest().orElseThrow());

        assertThat(console.exchanges().getFirst().failed()).isTrue();
        assertThat(console.exchanges().getFirst().ending(Words.english())).contains("The prompt has 9000 tokens, but the model reads 8192; shorten it.");
    }

    @Test
    void aPromptThatGotNoAnswerGoesBackIntoTheBoxOnce() {
        console.promptProperty().set("");
        session.submit("far too long", Optional.empty());
        session.fail("no");
        console.show(session.newest().orElseThrow());
        assertThat(console.promptProperty().get()).isEqualTo("far too long");

        console.promptProperty().set("");
        console.show(session.newest().orElseThrow());
        assertThat(console.promptProperty().get()).isEmpty();
        assertThat(console.exchanges().getFirst().ending(Words.of(Locale.GERMAN))).contains("Der Lauf ist fehlgeschlagen, auf Englisch: no");
    }

    @Test
    void whatWasTypedMeanwhileIsNotTakenAway() {
        session.submit("far too long", Optional.empty());
        console.promptProperty().set("something else");
        session.fail("no");
        console.show(session.newest().orElseThrow());
        assertThat(console.promptProperty().get()).isEqualTo("something else");
    }

    @Test
    void clickingATokenLooksAtItsMoment() {
        session.submit("one", Optional.empty());
        session.advance(9);
        console.show(session.newest().orElseThrow());
        console.look(console.exchanges().getFirst(), 4);

        assertThat(moment.snapshotProperty().get()).isSameAs(session.newest().orElseThrow());
        assertThat(moment.tokenProperty().get()).isEqualTo(4);
    }

    @Test
    void whileARunIsUnderWayTheViewsStayWithIt() {
        session.submit("one", Optional.empty());
        session.advance(9);
        console.show(session.newest().orElseThrow());
        Exchange first = console.exchanges().getFirst();
        session.submit("two", Optional.empty());
        session.advance(2);
        console.show(session.newest().orElseThrow());
        moment.show(session.newest().orElseThrow());
        console.runningProperty().set(true);
        console.look(first, 4);

        assertThat(moment.snapshotProperty().get().run().number()).isNotEqualTo(first.number());
    }

    @Test
    void theSystemPromptGoesWithTheNextRunAndABlankOneDoesNot() {
        console.systemProperty().set("  Be brief. ");
        console.promptProperty().set("Why?");
        console.run();
        console.systemProperty().set("   ");
        console.promptProperty().set("And?");
        console.run();

        assertThat(asked).containsExactly("Why? under Be brief.", "And?");
    }

    @Test
    void theDenseModelIsSwitchedAndTheLastAnswerAloneGoesOnFromItsMiddle() {
        console.shadowProperty().set(true);
        session.submit("one", Optional.empty());
        session.advance(3);
        console.show(session.newest().orElseThrow());
        Exchange exchange = console.exchanges().getFirst();
        console.branch(exchange, 1, 77);
        console.readyProperty().set(false);
        console.branch(exchange, 2, 78);

        assertThat(asked).containsExactly("shadow true", "branch " + exchange.number() + " 1 77");
    }

    @Test
    void theLineUnderTheAnswerSaysWhereTheDenseModelWouldHaveParted() {
        session.submit("one", Optional.empty());
        session.advance(3);
        Snapshot plain = session.newest().orElseThrow();
        assertThat(new Exchange(plain).parting(Words.english())).isEmpty();
        List<TokenFrame> tokens = new ArrayList<>();
        for (TokenFrame token : plain.tokens()) {
            boolean agrees = token.index() != 2;
            Outlook outlook = new Outlook(0.5, 1, List.of(new Candidate(token.id(), token.text(), 0.5)));
            Outlook dense = new Outlook(0.5, 1, List.of(agrees ? outlook.likeliest().getFirst() : new Candidate(9, " sea", 0.5)));
            tokens.add(new TokenFrame(token.index(), token.id(), token.text(), token.settings(), token.pass(), Optional.of(outlook),
                    Optional.of(new Shadow(dense, agrees ? 0 : 0.3, agrees, 0.01))));
        }
        Exchange exchange = new Exchange(with(plain, tokens));

        assertThat(exchange.parting(Words.english())).contains("dense would have said “sea” at token 2 · agrees on 67 %, KL 0.100 nats a token");
        assertThat(exchange.partedAt()).isEqualTo(2);
        assertThat(exchange.shadowCost(Words.english()).orElseThrow()).contains("dense 100");
        assertThat(new Exchange(with(plain, tokens.subList(0, 2))).parting(Words.english()).orElseThrow()).startsWith("dense says the same so far");
    }

    @Test
    void aShortContextIsSaidAndARoomyOneIsNot() {
        session.submit("one", Optional.empty());
        session.advance(3);
        Snapshot plain = session.newest().orElseThrow();
        int context = plain.run().model().contextLength();
        assertThat(new Exchange(plain).contextNote(Words.english())).isEmpty();
        Run late = new Run(1, plain.run().model(), "one", List.of(), context - 40, plain.run().started());
        Snapshot full = new Snapshot(late, plain.phase(), plain.tokens(), plain.settings(), plain.allocation(), plain.figures(), plain.failure());

        assertThat(new Exchange(full).contextNote(Words.english())).contains("37 tokens left in the model’s context");
    }

    private static Snapshot with(Snapshot plain, List<TokenFrame> tokens) {
        return new Snapshot(plain.run(), plain.phase(), tokens, plain.settings(), plain.allocation(), plain.figures(), plain.failure());
    }
}
