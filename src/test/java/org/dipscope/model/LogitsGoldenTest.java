package org.dipscope.model;

import com.fasterxml.jackson.databind.JsonNode;
import org.dipscope.Golden;
import org.dipscope.SharedModel;
import org.dipscope.kernel.KvCache;
import org.dipscope.memory.Residency;
import org.dipscope.session.LoadedModel;
import org.dipscope.sparsity.Dense;
import org.dipscope.sparsity.Masking;
import org.dipscope.tokenizer.ChatTemplateException;
import org.dipscope.tokenizer.Message;
import org.dipscope.tokenizer.Role;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The dense model's logits, token by token and in one batch, against another implementation's. */
class LogitsGoldenTest {
    private static final Masking DENSE = new Masking(new Dense(), 1, 1, 0, false, Optional.empty());

    private final JsonNode golden = Golden.read("logits");
    private final int[] prompt = Golden.integers(golden.get("prompt"));
    private final int[] forced = Golden.integers(golden.get("forced"));
    private final LoadedModel model = SharedModel.get();
    private final int vocabulary = model.tokenizer().vocabulary();

    @Test
    void tokenByTokenEveryPositionAgrees() {
        ForwardPass pass = new ForwardPass(model.transformer(), model.workers());
        KvCache cache = model.transformer().newCache();
        float[][] logits = new float[forced.length + 1][];
        pass.forward(prompt, 0, prompt.length, cache, DENSE, Residency.NOTHING);
        logits[0] = pass.lastLogits().clone();
        for (int i = 0; i < forced.length; i++) {
            pass.forward(forced, i, 1, cache, DENSE, Residency.NOTHING);
            logits[i + 1] = pass.lastLogits().clone();
        }

        assertAgreement(logits);
    }

    @Test
    void inOneBatchEveryPositionAgrees() {
        ForwardPass pass = new ForwardPass(model.transformer(), model.workers());
        int[] all = IntStream.concat(Arrays.stream(prompt), Arrays.stream(forced)).toArray();
        float[][] logits = new float[forced.length + 1][];

        pass.forward(all, 0, all.length, model.transformer().newCache(), DENSE, Residency.NOTHING);
        pass.eachLogits((token, row, at) -> {
            if (token >= prompt.length - 1) {
                logits[token - prompt.length + 1] = Arrays.copyOfRange(row, at, at + vocabulary);
            }
        });

        assertAgreement(logits);
    }

    @Test
    void theTemplateMakesTheGoldensPrompt() throws ChatTemplateException {
        List<Message> messages = List.of(
                new Message(Role.SYSTEM, golden.get("system").asText()),
                new Message(Role.USER, golden.get("user").asText()));

        assertThat(model.template().encode(model.tokenizer(), messages, true)).containsExactly(prompt);
    }

    private void assertAgreement(float[][] logits) {
        JsonNode positions = golden.get("positions");
        assertThat(logits.length).isEqualTo(positions.size());
        double squares = 0;
        int compared = 0;
        for (int position = 0; position < logits.length; position++) {
            JsonNode expected = positions.get(position);
            float[] row = logits[position];
            assertThat(best(row)).as("top token of position %d", position).isEqualTo(expected.get("top").get(0).get(0).intValue());
            for (int i = 0; i < 5; i++) {
                double difference = row[expected.get("top").get(i).get(0).intValue()] - expected.get("top").get(i).get(1).doubleValue();
                squares += difference * difference;
                compared++;
            }
            double mean = IntStream.range(0, vocabulary).mapToDouble(i -> row[i]).average().orElseThrow();
            double deviation = Math.sqrt(IntStream.range(0, vocabulary).mapToDouble(i -> (row[i] - mean) * (row[i] - mean)).average().orElseThrow());
            double sum = IntStream.range(0, vocabulary).mapToDouble(i -> Math.exp(row[i])).sum();
            assertThat(mean).as("mean of position %d", position).isCloseTo(expected.get("mean").doubleValue(), within(0.01));
            assertThat(deviation).as("deviation of position %d", position).isCloseTo(expected.get("std").doubleValue(), within(0.01));
            assertThat(Math.log(sum)).as("lse of position %d", position).isCloseTo(expected.get("lse").doubleValue(), within(0.01));
        }
        // The task allows 0.1; both sides compute in float32, so anything above rounding would be a mistake.
        assertThat(Math.sqrt(squares / compared)).isLessThan(0.002);
    }

    private int best(float[] row) {
        return IntStream.range(0, vocabulary).reduce(0, (best, i) -> row[i] > row[best] ? i : best);
    }
}
