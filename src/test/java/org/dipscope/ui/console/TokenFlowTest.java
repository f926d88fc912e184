package org.dipscope.ui.console;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.Picture;
import org.dipscope.ui.Runs;
import org.dipscope.ui.theme.Theme;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Where the tokens of an answer stand. Hebrew and Arabic letters are written as escapes, so that this file reads from left to right. */
class TokenFlowTest {
    private static final String SHALOM = "\u05e9\u05dc\u05d5\u05dd";
    private static final String OLAM = " \u05e2\u05d5\u05dc\u05dd";
    private static final double WIDTH = 300;

    private final TokenFlow flow = new TokenFlow();

    private void write(double width, String... words) {
        follow(words);
        Scene scene = new Scene(new StackPane(flow), width, 400);
        lay(scene);
    }

    private void follow(String... words) {
        flow.follow(tokens(words));
    }

    private static List<TokenFrame> tokens(String... words) {
        return IntStream.range(0, words.length).mapToObj(i -> new TokenFrame(i, i, words[i], Runs.settings(0.5), Optional.empty())).toList();
    }

    private static void lay(Scene scene) {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
    }

    private double x(int token) {
        return flow.footOf(token).getX();
    }

    private double y(int token) {
        return flow.footOf(token).getY();
    }

    @Test
    void aTokenThatIsColouredOrMarkedBeforeTheStyleSheetGivesItsFontStandsWhereAPlainOneStands() {
        Picture.inJavaFx(() -> {
            List<TokenFrame> tokens = tokens("Long", " absorption", " of", " observed", " light");
            TokenFlow early = new TokenFlow();
            early.follow(tokens);
            early.colour(_ -> 0.5);
            early.setMarked(3);
            flow.follow(tokens);
            for (TokenFlow either : List.of(early, flow)) {
                Scene scene = new Scene(new StackPane(either), 2 * WIDTH, 400);
                Theme.DARK.dress(scene);
                lay(scene);
            }

            assertThat(early.footOf(4)).isEqualTo(flow.footOf(4));
        });
    }

    @Test
    void hebrewBeginsAtTheRightAndGoesOnToTheLeft() {
        Picture.inJavaFx(() -> {
            write(WIDTH, SHALOM, OLAM, ".");

            assertThat(x(0)).isGreaterThan(WIDTH / 2);
            assertThat(x(1)).isLessThan(x(0));
            assertThat(x(2)).isLessThan(x(1));
            assertThat(flow.tokenAt(x(1), y(1) - 4)).isEqualTo(1);
        });
    }

    @Test
    void aLineFromTheRightEndsAtTheRightEdge() {
        Picture.inJavaFx(() -> {
            write(WIDTH, SHALOM, OLAM);

            assertThat(flow.tokenAt(WIDTH - 1, y(0) - 4)).isZero();
            assertThat(flow.tokenAt(1, y(0) - 4)).isEqualTo(-1);
        });
    }

    @Test
    void aHebrewQuotationInsideEnglishIsTurnedInItsPlace() {
        Picture.inJavaFx(() -> {
            write(WIDTH, "They", " say", " " + SHALOM, OLAM, " to", " you");

            assertThat(x(0)).isLessThan(x(1));
            assertThat(x(1)).isLessThan(x(3));
            assertThat(x(3)).isLessThan(x(2));
            assertThat(x(2)).isLessThan(x(4));
            assertThat(x(4)).isLessThan(x(5));
        });
    }

    @Test
    void anEnglishNameAndANumberInsideHebrewKeepTheirOwnDirection() {
        Picture.inJavaFx(() -> {
            write(WIDTH, SHALOM, " Visual", " Basic", OLAM, " ", "1", "2", "3");

            assertThat(x(0)).isGreaterThan(x(2));
            assertThat(x(1)).isLessThan(x(2));
            assertThat(x(3)).isLessThan(x(1));
            assertThat(x(5)).isLessThan(x(6));
            assertThat(x(6)).isLessThan(x(7));
            assertThat(x(7)).isLessThan(x(3));
        });
    }

    @Test
    void theBlankBeforeAnEnglishNameInHebrewStandsBetweenTheTwo() {
        Picture.inJavaFx(() -> {
            write(WIDTH, SHALOM, " Basic", OLAM);
            List<double[]> spans = new ArrayList<>();
            for (double at = 0; at < WIDTH; at += 0.5) {
                int token = flow.tokenAt(at, y(0) - 4);
                if (token >= 0 && (spans.isEmpty() || spans.getLast()[0] != token)) {
                    spans.add(new double[] {token, at});
                }
            }

            assertThat(spans.stream().map(span -> (int) span[0])).containsExactly(2, 1, 0);
        });
    }

    @Test
    void bracketsInHebrewAreDrawnAsTheyAreSeenFromTheRight() {
        Picture.inJavaFx(() -> {
            write(WIDTH, SHALOM, " (", "HTTP", ")", ".");
            assertThat(texts()).containsExactly(SHALOM, ")", "HTTP", "(", ".");
            assertThat(List.of(x(0), x(1), x(2), x(3), x(4))).isSortedAccordingTo(Comparator.reverseOrder());
        });
    }

    @Test
    void aBracketOfALatinTokenInHebrewStandsOnTheSideThatItIsReadFrom() {
        Picture.inJavaFx(() -> {
            write(WIDTH, SHALOM, " (HT", "TP)", ".");
            assertThat(texts()).containsExactly(SHALOM, ")", "HT", "TP", "(", ".");
            List<Double> from = flow.lookupAll(".token").stream().map(node -> node.getBoundsInParent().getMinX()).toList();
            assertThat(from.get(1)).isLessThan(from.get(0)).isGreaterThan(from.get(3));
            assertThat(from.get(3)).as("Latin goes on to the right").isGreaterThan(from.get(2));
            assertThat(from.get(4)).isLessThan(from.get(2)).isGreaterThan(from.get(5));
        });
    }

    @Test
    void theFrameOfATokenOfLettersAndSignsIsAroundAllThatStandsTogether() {
        Picture.inJavaFx(() -> {
            write(WIDTH, SHALOM, " 12.", " (HT", "TP)");
            flow.setCurrent(1);
            Rectangle frame = (Rectangle) flow.lookup(".token-current");
            List<Bounds> pieces = flow.lookupAll(".token").stream().map(Node::getBoundsInParent).toList();
            assertThat(frame.getX()).as("the full stop at the left").isLessThanOrEqualTo(pieces.get(2).getMinX());
            assertThat(frame.getX() + frame.getWidth()).isGreaterThanOrEqualTo(pieces.get(1).getMaxX());
            flow.setCurrent(2);
            assertThat(frame.getX()).as("the bracket stands apart from its letters, which are not framed with what lies between").isGreaterThan(pieces.get(4).getMaxX() - 1);
        });
    }

    @Test
    void whereNoLetterRunsFromTheRightATokenStaysWhole() {
        Picture.inJavaFx(() -> {
            write(WIDTH, "In", " (HT", "TP)", ".\n" + SHALOM, " (a)", "\n(b)");
            assertThat(texts()).containsExactly("In", " (HT", "TP)", ".", SHALOM, ")", "a", "(", "(b)");
        });
    }

    @Test
    void whatEndsATokenOfHebrewStandsAtItsLeft() {
        Picture.inJavaFx(() -> {
            write(WIDTH, SHALOM, " (" + SHALOM + ").");
            assertThat(texts()).containsExactly(SHALOM, ")", SHALOM, ".(");
            List<Double> from = flow.lookupAll(".token").stream().map(node -> node.getBoundsInParent().getMinX()).toList();
            assertThat(from).isSortedAccordingTo(Comparator.reverseOrder());
        });
    }

    @Test
    void aStrokeInsideAnAbbreviationStaysWithItsLetters() {
        String forces = "\u05e6\u05d4\"\u05dc";
        assertThat(Stretches.of(" " + forces + ",", false)).containsExactly(" " + forces, ",");
        assertThat(Stretches.of("(a).", false)).containsExactly("(a).");
        assertThat(Stretches.of(SHALOM + "[" + SHALOM + "]", false)).containsExactly(SHALOM, "[", SHALOM, "]");
    }

    @Test
    void linesBreakWithinAHebrewParagraphAndEachIsReadFromTheRight() {
        Picture.inJavaFx(() -> {
            write(90, SHALOM, OLAM, OLAM, OLAM, OLAM);

            assertThat(y(4)).isGreaterThan(y(0));
            int firstOfSecond = IntStream.range(0, 5).filter(token -> y(token) > y(0)).findFirst().orElseThrow();
            assertThat(x(firstOfSecond)).isGreaterThan(45);
            assertThat(x(0)).isGreaterThan(x(firstOfSecond - 1));
            for (int token = 0; token < 5; token++) {
                assertThat(x(token)).isBetween(0.0, 90.0);
            }
        });
    }

    @Test
    void everyParagraphHasADirectionOfItsOwn() {
        Picture.inJavaFx(() -> {
            write(WIDTH, SHALOM, OLAM, "\n", "Peace", " world");

            assertThat(x(1)).isLessThan(x(0));
            assertThat(x(3)).isLessThan(x(4)).isLessThan(WIDTH / 2);
        });
    }

    @Test
    void tokensOfOneArabicWordAreWrittenJoinedAndTheShapeOfTheLastFollowsWhatComes() {
        Picture.inJavaFx(() -> {
            String seen = "\u0633";
            write(WIDTH, seen);
            assertThat(texts()).containsExactly(seen);

            follow(seen, "\u0644\u0627", "\u0645");
            lay(flow.getScene());

            // Seen begins the word; lam and alef, which never joins what follows, end it as one sign.
            assertThat(texts()).containsExactly("\ufeb3", "\ufefc", "\u0645");
            assertThat(x(1)).isLessThan(x(0));
            assertThat(x(2)).isLessThan(x(1));
        });
    }

    @Test
    void whatGrowsTokenByTokenStandsWhereItWouldAtOnce() {
        Picture.inJavaFx(() -> {
            String[] words = {"\u0627\u0644", "\u0633", "\u0644\u0627\u0645", " \u0639", "\u0644", "\u064a", "\u0643", "\u0645", " Dipscope", " \u0648", "\u0631\u062d", "\u0645\u0629", "."};
            write(120, words);
            List<Point2D> atOnce = IntStream.range(0, words.length).mapToObj(flow::footOf).toList();
            TokenFlow growing = new TokenFlow();
            Scene scene = new Scene(new StackPane(growing), 120, 400);
            List<TokenFrame> frames = new ArrayList<>();
            for (int i = 0; i < words.length; i++) {
                frames.add(new TokenFrame(i, i, words[i], Runs.settings(0.5), Optional.empty()));
                growing.follow(List.copyOf(frames));
                lay(scene);
            }

            assertThat(IntStream.range(0, words.length).mapToObj(growing::footOf).toList()).isEqualTo(atOnce);
        });
    }

    private List<String> texts() {
        return flow.lookupAll(".token").stream().map(node -> ((Text) node).getText()).toList();
    }

    @Test
    void whatWasNotYetWrittenAtTheMomentStepsBackAndComesForwardAgain() {
        Picture.inJavaFx(() -> {
            flow.colour(_ -> 0.5);
            write(WIDTH, "The", " sky", " is", " blue");
            flow.setReached(1);
            assertThat(strengths()).containsExactly(1.0, 1.0, 0.4, 0.4);
            assertThat(blocks()).as("colours step back with their words").containsExactly(0.5, 0.5, 0.2, 0.2);
            follow("The", " sky", " is", " blue", " today");
            assertThat(strengths()).as("a run goes on meanwhile").containsExactly(1.0, 1.0, 0.4, 0.4, 0.4);
            flow.setReached(3);
            assertThat(strengths()).containsExactly(1.0, 1.0, 1.0, 1.0, 0.4);
            flow.setReached(Integer.MAX_VALUE);
            assertThat(strengths()).containsOnly(1.0);
            assertThat(blocks()).startsWith(0.5, 0.5, 0.5, 0.5);
        });
    }

    private List<Double> strengths() {
        return flow.lookupAll(".token").stream().map(Node::getOpacity).toList();
    }

    private List<Double> blocks() {
        return flow.lookupAll(".token-colour").stream().map(Node::getOpacity).toList();
    }
}
