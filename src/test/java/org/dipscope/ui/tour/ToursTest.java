package org.dipscope.ui.tour;

import org.dipscope.session.DefaultSettings;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.ModelSession;
import org.dipscope.session.Progress;
import org.dipscope.session.SampleModel;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Takes every tour on the model that comes with the program, and holds what it says against the runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ToursTest {
    private ModelSession session;
    /** The number of the run before the one that was asked for. */
    private int asked;

    @BeforeAll
    void openTheModel() throws IOException {
        LoadedModel model = LoadedModel.open(SampleModel.ofThisProgram().file(), 2, Progress.SILENT);
        session = new ModelSession(model, new AtomicInteger(), DefaultSettings.of(model.summary()));
    }

    @AfterAll
    void closeIt() {
        session.close();
    }

    static Stream<Tour> tours() {
        return Tours.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("tours")
    void whatATourSaysIsTrueOfItsRuns(Tour tour) throws InterruptedException {
        Settings mine = session.settings().with(session.settings().masking().withGamma(0.37));
        session.change(mine);
        List<Look> looked = new ArrayList<>();
        TourViewModel model = new TourViewModel(new Alone(looked), Words.of(Locale.GERMAN));

        model.begin(tour);
        assertThat(model.textProperty().get()).isNotBlank();
        for (int step = 1; step <= tour.steps().size(); step++) {
            assertThat(model.stageProperty().get()).isEqualTo(TourViewModel.Stage.READY);
            model.next();
            model.stopped(session.awaitEnd(asked));
            assertThat(model.stageProperty().get()).isEqualTo(TourViewModel.Stage.SEEN);
            if (step < tour.steps().size()) {
                assertThat(model.foundProperty().get()).isEmpty();
                model.next();
            }
        }

        Finding finding = tour.claim().apply(model.runs());
        assertThat(finding.holds()).as("%s: %s, said as: %s", tour.id(), finding.values(), Words.english().text("tours." + tour.id() + "-found", finding.values().toArray())).isTrue();
        assertThat(model.foundProperty().get()).contains(finding.values().stream().map(value -> value.replace('.', ',')).toList()).doesNotContain("{");
        assertThat(looked).isEqualTo(tour.steps().stream().map(Step::look).toList());
        model.next();
        assertThat(model.stageProperty().get()).isEqualTo(TourViewModel.Stage.OFF);
        assertThat(session.settings()).isEqualTo(mine);
    }

    /** A session without a window. */
    private final class Alone implements Guided {
        private final List<Look> looked;

        Alone(List<Look> looked) {
            this.looked = looked;
        }

        @Override
        public Settings settings() {
            return session.settings();
        }

        @Override
        public Settings start() {
            return DefaultSettings.of(session.model());
        }

        @Override
        public void adopt(Settings settings) {
            session.change(settings);
        }

        @Override
        public void ask(String prompt) {
            asked = session.newest().map(seen -> seen.run().number()).orElse(0);
            session.restart();
            session.submit(prompt, Optional.empty());
        }

        @Override
        public void stop() {
            session.stop();
        }

        @Override
        public void look(Look where, List<Snapshot> runs) {
            looked.add(where);
        }
    }
}
