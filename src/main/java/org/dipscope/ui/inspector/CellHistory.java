package org.dipscope.ui.inspector;

import org.dipscope.session.HookFrame;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.moment.Cell;

import java.util.List;
import java.util.Optional;

/** What became of one cell from a run's first token to the one that is shown; going on by a token costs the same at any length. */
public final class CellHistory {
    private final Cell cell;
    private int end;
    private int masked;
    private int chosen;
    private int hits;
    private int lastUsed = -1;

    /** The history of a cell of a run, so far empty. */
    public CellHistory(Cell cell) {
        this.cell = cell;
    }

    /** Goes to a moment: {@code tokens} from the first one to {@code token}, inclusive. */
    public void moveTo(List<TokenFrame> tokens, int token) {
        if (token + 1 < end) {
            end = 0;
            masked = 0;
            chosen = 0;
            hits = 0;
            lastUsed = -1;
        }
        for (; end <= token; end++) {
            Optional<HookFrame> frame = tokens.get(end).pass().flatMap(pass -> pass.frame(cell.hook(), cell.layer()));
            if (frame.isPresent()) {
                add(frame.get());
            }
        }
    }

    private void add(HookFrame frame) {
        masked++;
        if (frame.selected().contains(cell.column())) {
            chosen++;
            lastUsed = end;
            if (frame.before().contains(cell.column())) {
                hits++;
            }
        }
    }

    /** The cell. */
    public Cell cell() {
        return cell;
    }

    /** How many tokens were masked at the cell's hook. */
    public int masked() {
        return masked;
    }

    /** How many of them chose the cell. */
    public int chosen() {
        return chosen;
    }

    /** How many of those found it in DRAM. */
    public int hits() {
        return hits;
    }

    /** The last token that chose the cell; −1 where none did. */
    public int lastUsed() {
        return lastUsed;
    }
}
