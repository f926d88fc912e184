package org.dipscope.ui.console;

import org.dipscope.session.Candidate;
import org.dipscope.session.Outlook;
import org.dipscope.session.Shadow;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.Runs;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class AlternativeTest {
    private static final Outlook PRUNED = new Outlook(0.25, 1.5, List.of(new Candidate(1, " blue", 0.5), new Candidate(2, " red", 0.25)));
    private static final Outlook DENSE = new Outlook(0.0625, 1.25, List.of(new Candidate(3, "\n\n", 0.75), new Candidate(1, " blue", 0.125)));

    @Test
    void bothModelsCandidatesStandInOneListTheChosenOneAmongThem() {
        List<Alternative> rows = Alternative.of(token(2, Optional.of(PRUNED), Optional.of(new Shadow(DENSE, 0.5, false, 0.01))));

        assertThat(rows).containsExactly(new Alternative(1, "blue", 0.5, 0.125, false), new Alternative(2, "red", 0.25, 0.0625, true),
                new Alternative(3, "↵↵", Double.NaN, 0.75, false));
    }

    @Test
    void aTokenThatWasDrawnFromFarBelowStandsInTheListToo() {
        assertThat(Alternative.of(token(9, Optional.of(new Outlook(0.001, 2, PRUNED.likeliest())), Optional.empty())))
                .extracting(Alternative::id).containsExactly(1, 2, 9);
        assertThat(Alternative.of(token(9, Optional.empty(), Optional.empty()))).isEmpty();
    }

    @Test
    void whatCannotBeSeenIsSpelt() {
        assertThat(List.of(Spelling.of(" sky"), Spelling.of("\n"), Spelling.of("  "), Spelling.of(""), Spelling.of("x".repeat(40))))
                .containsExactly("sky", "↵", "␣␣", "∅", "x".repeat(24) + "…");
    }

    private static TokenFrame token(int id, Optional<Outlook> outlook, Optional<Shadow> shadow) {
        return new TokenFrame(4, id, " red", Runs.settings(0.5), Optional.empty(), outlook, shadow);
    }
}
