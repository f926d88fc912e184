package org.dipscope.session;

import org.dipscope.SharedModel;
import org.dipscope.kernel.KvCache;
import org.dipscope.memory.Residency;
import org.dipscope.model.ForwardPass;
import org.dipscope.sparsity.Masking;
import org.dipscope.tokenizer.ChatTemplateException;
import org.dipscope.tokenizer.Message;
import org.dipscope.tokenizer.Role;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The dense model beside the pruned one, on the real model. */
class ShadowTest {
    private static final LoadedModel MODEL = SharedModel.get();
    private static final BooleanSupplier GO_ON = () -> false;
    private static final Settings PRUNED = DefaultSettings.embedded().with(Sampling.GREEDY.withMaxTokens(14));

    @Test
    void thePrunedRunIsTheSameToTheLastBitWhetherTheDenseModelReadsAlongOrNot() throws ChatTemplateException {
        List<TokenFrame> alone = answer(PRUNED, -1);
        List<TokenFrame> beside = answer(PRUNED, 0);

        for (int i = 0; i < alone.size(); i++) {
            TokenFrame one = alone.get(i);
            TokenFrame other = beside.get(i);
            assertThat(other.id()).isEqualTo(one.id());
            assertThat(other.pass().map(Pass::hooks)).isEqualTo(one.pass().map(Pass::hooks));
            assertThat(other.outlook()).isEqualTo(one.outlook());
            assertThat(one.shadow()).isEmpty();
            assertThat(other.shadow()).isPresent();
        }
    }

    @Test
    void itsProbabilitiesAndDivergenceAreThoseOfAPlainForwardPassOverTheSameTokens() throws ChatTemplateException {
        List<TokenFrame> frames = answer(PRUNED, 0);
        int[] prompt = prompt();
        ForwardPass dense = new ForwardPass(MODEL.transformer(), MODEL.workers());
        KvCache cache = MODEL.transformer().newCache(prompt.length + 14);
        dense.encode(prompt, 0, cache, GO_ON);
        for (TokenFrame frame : frames) {
            double[] p = softmax(dense.lastLogits(), MODEL.tokenizer().vocabulary());
            Shadow shadow = frame.shadow().orElseThrow();
            int best = 0;
            double entropy = 0;
            for (int id = 0; id < p.length; id++) {
                best = p[id] > p[best] ? id : best;
                entropy -= p[id] > 0 ? p[id] * Math.log(p[id]) : 0;
            }
            assertThat(shadow.wanted().id()).isEqualTo(best);
            assertThat(shadow.wanted().probability()).isEqualTo(p[best], within(1e-4));
            assertThat(shadow.dense().chosen()).isEqualTo(p[frame.id()], within(1e-4));
            assertThat(shadow.dense().entropy()).isEqualTo(entropy, within(1e-3));
            assertThat(shadow.dense().likeliest()).hasSize(Outlook.KEPT).isSortedAccordingTo((a, b) -> Double.compare(b.probability(), a.probability()));
            // Five of the terms and the rest as one are a lower bound of the whole sum.
            assertThat(shadow.divergence()).isGreaterThanOrEqualTo(coarse(shadow.dense(), frame.outlook().orElseThrow()) - 1e-4);
            dense.forward(new int[] {frame.id()}, 0, 1, cache, Masking.DENSE, Residency.NOTHING);
        }
        assertThat(frames.getFirst().shadow().orElseThrow().divergence()).as("the prompt is dense for both").isLessThan(1e-5);
        assertThat(frames.stream().skip(1)).allSatisfy(frame -> assertThat(frame.shadow().orElseThrow().divergence()).isPositive());
    }

    @Test
    void theDenseModelNeverPartsFromItself() throws ChatTemplateException {
        Agreement agreement = Agreement.of(answer(PRUNED.with(Masking.DENSE), 0));

        assertThat(agreement.tokens()).isEqualTo(14);
        assertThat(agreement.parted()).isEqualTo(-1);
        assertThat(agreement.share()).isEqualTo(1);
        assertThat(agreement.meanDivergence()).isLessThan(1e-4);
        assertThat(agreement.denseRate()).isPositive();
        assertThat(agreement.bothRate()).isPositive().isLessThan(agreement.denseRate());
    }

    @Test
    void whereItFirstWantsAnotherTokenIsWhereAGreedyDenseAnswerWouldHavePartedToo() throws ChatTemplateException {
        List<TokenFrame> dense = answer(PRUNED.with(Masking.DENSE), -1);
        List<TokenFrame> pruned = answer(PRUNED.with(PRUNED.masking().withDensity(0.35)), 0);
        int parted = Agreement.of(pruned).parted();

        assertThat(parted).isPositive();
        for (int i = 0; i < parted; i++) {
            assertThat(pruned.get(i).id()).isEqualTo(dense.get(i).id());
        }
        assertThat(pruned.get(parted).shadow().orElseThrow().wanted().id()).isEqualTo(dense.get(parted).id()).isNotEqualTo(pruned.get(parted).id());
    }

    @Test
    void switchedOnInTheMiddleItSaysTheSameFromThereOn() throws ChatTemplateException {
        List<TokenFrame> whole = answer(PRUNED, 0);
        List<TokenFrame> late = answer(PRUNED, 6);

        assertThat(late.subList(0, 6)).allSatisfy(frame -> assertThat(frame.shadow()).isEmpty());
        for (int i = 6; i < late.size(); i++) {
            Shadow one = whole.get(i).shadow().orElseThrow();
            Shadow other = late.get(i).shadow().orElseThrow();
            assertThat(other.wanted().id()).isEqualTo(one.wanted().id());
            // A batch rounds otherwise than tokens one by one.
            assertThat(other.divergence()).isEqualTo(one.divergence(), within(1e-3));
        }
    }

    private static List<TokenFrame> answer(Settings settings, int shadowFrom) throws ChatTemplateException {
        Conversation conversation = new Conversation(MODEL, true);
        conversation.shadow(shadowFrom == 0, GO_ON);
        assertThat(conversation.begin(prompt(), settings, GO_ON)).isTrue();
        List<TokenFrame> frames = new ArrayList<>();
        while (!conversation.ended()) {
            if (frames.size() == shadowFrom) {
                assertThat(conversation.shadow(true, GO_ON)).isTrue();
            }
            frames.add(conversation.next(settings));
        }
        return frames;
    }

    private static double coarse(Outlook dense, Outlook pruned) {
        double sum = 0;
        double rest = 1;
        double other = 1;
        for (Candidate candidate : dense.likeliest()) {
            Optional<Candidate> same = pruned.likeliest().stream().filter(found -> found.id() == candidate.id()).findFirst();
            if (same.isPresent()) {
                sum += candidate.probability() * Math.log(candidate.probability() / same.get().probability());
                rest -= candidate.probability();
                other -= same.get().probability();
            }
        }
        return rest > 1e-4 && other > 1e-4 ? sum + rest * Math.log(rest / other) : 0;
    }

    private static double[] softmax(float[] logits, int count) {
        double[] p = new double[count];
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, logits[i]);
        }
        for (int i = 0; i < count; i++) {
            p[i] = Math.exp(logits[i] - most);
        }
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(value -> value / sum).toArray();
    }

    private static int[] prompt() throws ChatTemplateException {
        return MODEL.template().encode(MODEL.tokenizer(), List.of(new Message(Role.USER, "Why is the sky blue?")), true);
    }
}
