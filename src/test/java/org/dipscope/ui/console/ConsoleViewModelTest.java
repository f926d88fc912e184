package org.dipscope.ui.console;

import org.dipscope.session.Sampling;
import org.dipscope.ui.FakeSession;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class ConsoleViewModelTest {
    private final List<String> asked = new ArrayList<>();
    private final Moment moment = new Moment();
    private final FakeSession session = new FakeSession();
    private final ConsoleViewModel console = new ConsoleViewModel(new Conversation() {
        @Override
        public void run(String prompt) {
            asked.add(prompt);
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
}
