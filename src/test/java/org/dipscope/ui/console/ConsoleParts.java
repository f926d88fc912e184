package org.dipscope.ui.console;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.dipscope.session.Candidate;
import org.dipscope.session.Outlook;
import org.dipscope.session.Sampling;
import org.dipscope.session.Shadow;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.Runs;
import org.dipscope.ui.text.Words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the console's pop-overs have in them, without the windows that they stand in. */
public final class ConsoleParts {

    private ConsoleParts() {
    }

    /** The alternatives of a token with the dense model's beside, and the form for sampling. */
    public static Parent popOvers(Words words) {
        HBox all = new HBox(24, over(new TokenCard(tokens().get(3), words, true, _ -> { })),
                over(new SamplingForm(words, new Sampling(0.7, 40, 0.95, 0.05, 1.1, 42, 256), _ -> { })));
        all.getStyleClass().addAll("workbench", "console");
        all.setStyle("-fx-padding: 24; -fx-background-color: -ds-background;");
        return all;
    }

    /** The form for the system prompt. */
    public static Parent systemForm(ConsoleViewModel model) {
        return new SystemForm(model);
    }

    private static Node over(Node content) {
        VBox border = new VBox(content);
        border.setMaxSize(VBox.USE_PREF_SIZE, VBox.USE_PREF_SIZE);
        border.setStyle("-fx-background-color: -ds-line, -ds-panel; -fx-background-insets: 0, 1; -fx-background-radius: 6, 5;");
        return border;
    }

    /** An answer whose tokens know what else could have come, and what the dense model made of it. */
    public static List<TokenFrame> tokens() {
        List<TokenFrame> tokens = new ArrayList<>();
        for (TokenFrame token : new Runs().tokens(48)) {
            Outlook pruned = new Outlook(0.41, 1.83, List.of(new Candidate(token.id(), token.text(), 0.41), new Candidate(2, " blue", 0.22),
                    new Candidate(3, "\n\n", 0.08), new Candidate(4, " atmosphere", 0.05), new Candidate(5, ",", 0.02)));
            boolean agrees = token.index() < 3;
            Outlook dense = new Outlook(0.17, 1.4, List.of(agrees ? pruned.likeliest().getFirst() : pruned.likeliest().get(1), new Candidate(6, " answer", 0.14)));
            tokens.add(new TokenFrame(token.index(), token.id(), token.text(), token.index() < 20 ? Runs.settings(0.5) : Runs.settings(0.25), token.pass(),
                    Optional.of(pruned), Optional.of(new Shadow(dense, token.index() == 31 ? 1.9 : 0.2, agrees, 0.011))));
        }
        return tokens;
    }
}
