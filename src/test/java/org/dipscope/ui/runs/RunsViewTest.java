package org.dipscope.ui.runs;

import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Labeled;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableRow;
import javafx.scene.control.TreeTableView;
import org.dipscope.session.Figures;
import org.dipscope.session.Phase;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.Picture;
import org.dipscope.ui.Runs;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Theme;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The table itself: its rows as somebody sees them. */
class RunsViewTest {
    private final Runs runs = new Runs();
    private final PinnedRuns pinned = new PinnedRuns(() -> Instant.parse("2026-11-24T08:00:00Z"));
    private final RunsViewModel model = new RunsViewModel(pinned, Words.english(), (_, _) -> { }, _ -> { }, _ -> { });
    private RunsView view;
    private TreeTableView<?> table;

    private void show(double... hitRates) {
        for (int i = 0; i < hitRates.length; i++) {
            Snapshot run = runs.snapshot(i + 1, runs.tokens(3), Phase.FINISHED);
            pinned.pin(new Snapshot(run.run(), run.phase(), run.tokens(), run.settings(), run.allocation(), new Figures(1, 1, 1, 1, 1, hitRates[i], 1, 1, 1), run.failure()));
        }
        view = new RunsView(model, () -> { }, Words.english());
        Parent root = Picture.load("runs.fxml", view);
        Theme.DARK.dress(new Scene(root, 1000, 600));
        root.applyCss();
        root.layout();
        table = (TreeTableView<?>) root.lookup(".tree-table-view");
    }

    private void sort(String id, TreeTableColumn.SortType type) {
        sort(table, id, type);
    }

    private static <T> void sort(TreeTableView<T> table, String id, TreeTableColumn.SortType type) {
        TreeTableColumn<T, ?> column = table.getColumns().stream().filter(candidate -> id.equals(candidate.getId())).findFirst().orElseThrow();
        column.setSortType(type);
        table.getSortOrder().clear();
        table.getSortOrder().add(column);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int row = 0; row < table.getExpandedItemCount(); row++) {
            names.add(String.valueOf(table.getColumns().getFirst().getCellData(row)));
        }
        return names;
    }

    @Test
    void aColumnSortsBothWaysAndARunWithoutTheFigureStandsLast() {
        Picture.inJavaFx(() -> {
            show(0.7, Double.NaN, 0.9, 0.5);
            sort("runs-hit-rate", TreeTableColumn.SortType.ASCENDING);
            assertThat(names()).extracting(name -> name.charAt(0)).containsExactly('4', '1', '3', '2');
            sort("runs-hit-rate", TreeTableColumn.SortType.DESCENDING);
            assertThat(names()).extracting(name -> name.charAt(0)).containsExactly('3', '1', '4', '2');
        });
    }

    @Test
    void everyColumnHasANameInTheMenuOfColumnsAndTheHeadsSayTheirsOnce() {
        Picture.inJavaFx(() -> {
            show(0.7);
            assertThat(view.columnNames()).containsExactly("Name", "Settings", "Tokens", "tok/s simulated", "Hit rate", "Flash / token", "Density", "tok/s measured", "Note");
            assertThat(table.lookupAll(".figure-column > .label")).isNotEmpty().allSatisfy(head -> assertThat(((Labeled) head).getContentDisplay()).isEqualTo(ContentDisplay.GRAPHIC_ONLY));
        });
    }

    @Test
    void aLineSaysInFullWhatItsColumnsHaveNoRoomFor() {
        Picture.inJavaFx(() -> {
            show(0.7);
            TreeTableRow<?> line = (TreeTableRow<?>) table.lookupAll(".tree-table-row-cell").stream().filter(row -> !((TreeTableRow<?>) row).isEmpty()).findFirst().orElseThrow();
            assertThat(line.getTooltip().getText()).contains("Why is the sky blue?").contains(pinned.runs().getFirst().snapshot().run().started().masking().method().label());
            pinned.unpin(pinned.runs().getFirst());
            table.layout();
            assertThat(line.getTooltip()).as("an empty line").isNull();
        });
    }

    @Test
    void whatHeadsAndTheirMenuDoIsDoneWithoutAMouse() {
        Picture.inJavaFx(() -> {
            show(0.7, 0.6, 0.9, 0.5);
            int hitRate = view.columnNames().indexOf("Hit rate");
            view.sort(hitRate);
            assertThat(names()).extracting(name -> name.charAt(0)).containsExactly('4', '2', '1', '3');
            view.sort(hitRate);
            assertThat(names()).extracting(name -> name.charAt(0)).containsExactly('3', '1', '2', '4');
            view.sort(0);
            assertThat(names()).extracting(name -> name.charAt(0)).containsExactly('1', '2', '3', '4');
            view.toggle(hitRate);
            assertThat(table.getColumns().get(hitRate).isVisible()).isFalse();
            view.toggle(hitRate);
            assertThat(table.getColumns().get(hitRate).isVisible()).isTrue();
            view.toggle(0);
            assertThat(table.getColumns().getFirst().isVisible()).as("a run without its name").isTrue();
        });
    }

    @Test
    void theOrderOutlivesASearchANameAndGroups() {
        Picture.inJavaFx(() -> {
            show(0.7, 0.6, 0.9, 0.5);
            sort("runs-hit-rate", TreeTableColumn.SortType.DESCENDING);
            pinned.rename(pinned.runs().getFirst(), "7 first");
            assertThat(names()).extracting(name -> name.charAt(0)).containsExactly('3', '7', '2', '4');
            model.searchProperty().set("sky");
            assertThat(names()).extracting(name -> name.charAt(0)).containsExactly('3', '7', '2', '4');
            model.groupingProperty().set(RunsViewModel.Grouping.METHOD);
            TreeItem<?> group = table.getRoot().getChildren().getFirst();
            assertThat(group.isExpanded()).isTrue();
            assertThat(names().subList(1, 5)).extracting(name -> name.charAt(0)).containsExactly('3', '7', '2', '4');
        });
    }
}
