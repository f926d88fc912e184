package org.dipscope.ui.console;

import org.dipscope.session.Candidate;
import org.dipscope.session.Outlook;
import org.dipscope.session.Shadow;
import org.dipscope.session.TokenFrame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A token that could have stood in a place of the answer.
 *
 * @param id     the token's id
 * @param text   its characters as people can see them
 * @param pruned the probability that the pruned model gave it; {@link Double#NaN} where it was none of its likeliest
 * @param dense  the dense model's; {@link Double#NaN} where it was none of its likeliest or that model did not run beside
 * @param chosen whether it stands there
 */
record Alternative(int id, String text, double pruned, double dense, boolean chosen) {

    /** What could have stood in this token's place, the likeliest first; empty where nobody asked. */
    static List<Alternative> of(TokenFrame token) {
        if (token.outlook().isEmpty()) {
            return List.of();
        }
        Outlook pruned = token.outlook().get();
        List<Candidate> dense = token.shadow().map(Shadow::dense).map(Outlook::likeliest).orElse(List.of());
        Map<Integer, String> texts = new LinkedHashMap<>();
        pruned.likeliest().forEach(candidate -> texts.putIfAbsent(candidate.id(), candidate.text()));
        dense.forEach(candidate -> texts.putIfAbsent(candidate.id(), candidate.text()));
        texts.putIfAbsent(token.id(), token.text());
        List<Alternative> alternatives = new ArrayList<>();
        texts.forEach((id, text) -> {
            boolean chosen = id == token.id();
            alternatives.add(new Alternative(id, Spelling.of(text), chosen ? pruned.chosen() : probability(pruned.likeliest(), id),
                    chosen && token.shadow().isPresent() ? token.shadow().get().dense().chosen() : probability(dense, id), chosen));
        });
        alternatives.sort(Comparator.comparingDouble((Alternative one) -> Double.isNaN(one.pruned()) ? -1 : one.pruned()).reversed());
        return alternatives;
    }

    private static double probability(List<Candidate> candidates, int id) {
        return candidates.stream().filter(candidate -> candidate.id() == id).mapToDouble(Candidate::probability).findFirst().orElse(Double.NaN);
    }
}
