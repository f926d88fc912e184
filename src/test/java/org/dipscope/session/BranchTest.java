package org.dipscope.session;

import org.dipscope.SharedModel;
import org.dipscope.mask.Hook;
import org.dipscope.memory.CachePolicy;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationOrigin;
import org.dipscope.sparsity.Frequencies;
import org.dipscope.sparsity.Masking;
import org.dipscope.tokenizer.ChatTemplateException;
import org.dipscope.tokenizer.Message;
import org.dipscope.tokenizer.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Going on from the middle of an answer, on the real model. */
class BranchTest {
    private static final LoadedModel MODEL = SharedModel.get();
    private static final BooleanSupplier GO_ON = () -> false;
    private static final Settings START = DefaultSettings.embedded().with(Sampling.GREEDY.withMaxTokens(12));

    @ParameterizedTest
    @CsvSource({"lfu, even, 0", "lru, even, 0", "tinylfu, global, 0.8"})
    void withTheSameTokenInItsPlaceTheAnswerGoesOnAsItDidToTheLastBit(String policy, String budget, double temperature) throws ChatTemplateException {
        Settings settings = SettingsText.read(Map.of("policy", policy, "budget", budget, "temperature", temperature, "seed", 5), START);
        Settings sparser = settings.with(settings.masking().withDensity(0.4));
        goesOnAsItDid(settings, sparser);
    }

    @Test
    void columnsThatACalibrationPinsArePinnedWhereTheAnswerGoesOn() throws ChatTemplateException {
        CalibrationOrigin origin = new CalibrationOrigin("made", MODEL.transformer().fingerprint(), 30, 576, 1536, "text", "hash", 1, Map.of(), Map.of());
        Frequencies rising = new Frequencies(Map.of(Hook.INPUT, rising(576), Hook.DOWN, rising(1536)));
        Masking masking = START.masking().withCalibration(Optional.of(new Calibration(origin, List.of(rising), "made.cal", "rising")));
        Settings pinned = new Settings(masking, START.memory().with(CachePolicy.PINNED), START.sampling());
        goesOnAsItDid(pinned, pinned.with(masking.withDensity(0.4)));
    }

    private static float[][] rising(int columns) {
        float[][] shares = new float[30][columns];
        for (float[] layer : shares) {
            for (int column = 0; column < columns; column++) {
                layer[column] = (float) column / columns;
            }
        }
        return shares;
    }

    private static void goesOnAsItDid(Settings settings, Settings sparser) throws ChatTemplateException {
        Conversation conversation = new Conversation(MODEL, true);
        turn(conversation, "Name a colour.", settings, settings);
        List<TokenFrame> first = turn(conversation, "Name a colour.", settings, sparser);
        Figures figures = conversation.figures();
        for (int from : new int[] {7, 0, 3}) {
            List<TokenFrame> again = new ArrayList<>(first.subList(0, from));
            again.add(conversation.branch(first.get(from), first.get(from).id()));
            while (again.size() < first.size()) {
                again.add(conversation.next(first.get(again.size()).settings()));
            }

            for (int i = 0; i < first.size(); i++) {
                assertThat(again.get(i).id()).as("token %d from %d", i, from).isEqualTo(first.get(i).id());
                assertThat(again.get(i).text()).isEqualTo(first.get(i).text());
                assertThat(again.get(i).pass().map(Pass::hooks)).isEqualTo(first.get(i).pass().map(Pass::hooks));
                assertThat(again.get(i).pass().map(Pass::masked)).isEqualTo(first.get(i).pass().map(Pass::masked));
            }
            assertThat(conversation.figures().hitRate()).isEqualTo(figures.hitRate());
            assertThat(conversation.figures().simulatedDecode()).isEqualTo(figures.simulatedDecode());
            assertThat(conversation.figures().density()).isEqualTo(figures.density());
        }
    }

    @Test
    void anotherTokenInItsPlaceLeadsElsewhereAndTheDenseModelReadsThatToo() throws ChatTemplateException {
        Conversation conversation = new Conversation(MODEL, true);
        conversation.shadow(true, GO_ON);
        List<TokenFrame> first = turn(conversation, "Why is the sky blue?", START, START);
        Candidate second = first.get(4).outlook().orElseThrow().likeliest().get(1);

        TokenFrame other = conversation.branch(first.get(4), second.id());
        TokenFrame next = conversation.next(START);

        assertThat(other.id()).isEqualTo(second.id()).isNotEqualTo(first.get(4).id());
        assertThat(other.outlook().orElseThrow().chosen()).isEqualTo(second.probability());
        assertThat(other.pass()).isEqualTo(first.get(4).pass());
        assertThat(next.index()).isEqualTo(5);
        assertThat(next.pass().orElseThrow().masked()).isEqualTo(4);
        assertThat(next.shadow().orElseThrow().seconds()).isPositive();
        assertThat(next.shadow()).isNotEqualTo(first.get(5).shadow());
        assertThatIllegalArgumentException().isThrownBy(() -> conversation.branch(first.get(9), 5)).withMessageEndingWith(".");
    }

    private static List<TokenFrame> turn(Conversation conversation, String question, Settings settings, Settings later) throws ChatTemplateException {
        assertThat(conversation.begin(MODEL.template().encode(MODEL.tokenizer(), List.of(new Message(Role.USER, question)), true), settings, GO_ON)).isTrue();
        List<TokenFrame> frames = new ArrayList<>();
        while (!conversation.ended(settings)) {
            frames.add(conversation.next(frames.size() < 5 ? settings : later));
        }
        assertThat(frames).hasSizeGreaterThan(5);
        return frames;
    }
}
