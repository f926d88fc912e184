package org.dipscope.session;

import org.dipscope.SharedModel;
import org.dipscope.memory.Allocation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** What is told of a run, step by step. */
class PublicationTest {
    private static final ModelSummary MODEL = SharedModel.get().summary();
    private static final Settings STARTED = DefaultSettings.of(MODEL);
    private static final Settings LATER = STARTED.with(STARTED.masking().withDensity(0.9));
    private static final Figures FIGURES = new Figures(1, 2, 3, 4, 5, 0.6, 0.7, 8, 9);

    private final List<Snapshot> published = new ArrayList<>();
    private Settings inForce;

    @BeforeEach
    void putTheStartInForce() {
        inForce = STARTED;
    }

    @Test
    void everyStepIsOneSnapshotAndNoneChangesAfterwards() {
        Publication publication = publication();
        publication.begin(40);
        publication.read(16);
        publication.read(40);
        publication.token(frame(0, "Blue"), allocation(50), Figures.NONE);
        inForce = LATER;
        publication.token(frame(1, " light"), allocation(60), FIGURES);
        publication.end(false);

        assertThat(published).extracting(Snapshot::phase).containsExactly(Phase.PREFILL, Phase.PREFILL, Phase.PREFILL, Phase.PREFILL,
                Phase.DECODE, Phase.DECODE, Phase.STOPPED);
        assertThat(published).extracting(Snapshot::promptRead).containsExactly(0, 0, 16, 40, 40, 40, 40);
        assertThat(published).extracting(Snapshot::text).containsExactly("", "", "", "", "Blue", "Blue light", "Blue light");
        assertThat(published).extracting(seen -> seen.run().promptTokens()).containsExactly(0, 40, 40, 40, 40, 40, 40);
        assertThat(published).extracting(Snapshot::settings).containsExactly(STARTED, STARTED, STARTED, STARTED, STARTED, LATER, LATER);
        assertThat(published.get(4).figures()).isEqualTo(Figures.NONE);
        assertThat(published.getLast().figures()).isEqualTo(FIGURES);
        assertThat(published.getLast().allocation()).isEqualTo(allocation(60));
    }

    @Test
    void thePromptsLengthIsCountedToTheKvCacheAsSoonAsItIsKnown() {
        Publication publication = publication();
        publication.begin(40);

        int most = STARTED.sampling().maxTokens();
        assertThat(published).extracting(Snapshot::allocation).containsExactly(allocation(most), allocation(40 + most));
    }

    @Test
    void aFailureIsTheLastThingThatIsToldAndTheTextBeforeItStays() {
        Publication publication = publication();
        publication.token(frame(0, "Blue"), allocation(50), FIGURES);
        publication.fail(Failure.of("It broke; try again."));

        assertThat(published.getLast().phase()).isEqualTo(Phase.FAILED);
        assertThat(published.getLast().failure()).contains(Failure.of("It broke; try again."));
        assertThat(published.getLast().text()).isEqualTo("Blue");
        assertThat(publication.turn()).contains(new Run.Turn("Why?", "Blue"));
    }

    @Test
    void aRunWithoutTextIsNoTurn() {
        Publication publication = publication();
        assertThat(publication.turn()).isEmpty();
        publication.token(frame(0, ""), allocation(50), Figures.NONE);
        assertThat(publication.turn()).isEmpty();
        publication.token(frame(1, "é"), allocation(50), Figures.NONE);
        assertThat(publication.turn()).contains(new Run.Turn("Why?", "é"));
    }

    @Test
    void aBranchHasTheFirstTokensAndTheirAgreementAndLeavesTheOtherAsItWas() {
        Publication publication = publication();
        publication.begin(40);
        for (int i = 0; i < 4; i++) {
            publication.token(frame(i, "t" + i, i != 1), allocation(50), FIGURES);
        }
        publication.end(true);
        inForce = LATER;
        Publication branch = publication.branch(8, 3);

        Snapshot first = published.getLast();
        assertThat(first.phase()).isEqualTo(Phase.DECODE);
        assertThat(first.run().number()).isEqualTo(8);
        assertThat(first.run().branch()).contains(new Run.Branch(7, 3));
        assertThat(first.run().started()).isEqualTo(STARTED);
        assertThat(first.run().promptTokens()).isEqualTo(40);
        assertThat(first.promptRead()).isEqualTo(40);
        assertThat(first.settings()).isEqualTo(LATER);
        assertThat(first.text()).isEqualTo("t0t1t2");
        assertThat(first.agreement()).isEqualTo(Agreement.of(first.tokens()));
        assertThat(first.agreement().parted()).isEqualTo(1);
        assertThat(first.figures()).isEqualTo(Figures.NONE);

        branch.token(frame(3, "!"), allocation(50), FIGURES);
        assertThat(branch.tokens()).extracting(TokenFrame::text).containsExactly("t0", "t1", "t2", "!");
        assertThat(publication.tokens()).extracting(TokenFrame::text).containsExactly("t0", "t1", "t2", "t3");
    }

    private Publication publication() {
        return new Publication(new Run(7, MODEL, "Why?", List.of(), 0, STARTED), STARTED, () -> inForce, published::add);
    }

    private static Allocation allocation(int totalLength) {
        return Allocation.of(MODEL.bytes(), STARTED.masking().footprint(), STARTED.memory().device().dramBytes(), totalLength);
    }

    private static TokenFrame frame(int index, String text) {
        return new TokenFrame(index, 100 + index, text, STARTED, Optional.empty());
    }

    private static TokenFrame frame(int index, String text, boolean agrees) {
        Outlook outlook = new Outlook(0.5, 1, List.of(new Candidate(100 + index, text, 0.5)));
        return new TokenFrame(index, 100 + index, text, STARTED, Optional.empty(), Optional.of(outlook),
                Optional.of(new Shadow(outlook, 0.1 * index, agrees, Double.NaN)));
    }
}
