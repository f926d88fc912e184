package org.dipscope.ui.inspector;

import org.dipscope.session.Snapshot;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.moment.Moment;

/** Reports on the cells of a moment. It remembers the history of the cell last asked for, which is mostly asked for again. */
public final class CellReports {
    private final Moment moment;
    private CellHistory history;
    private int run = -1;
    private int tokens;

    /** Reports on this moment. */
    public CellReports(Moment moment) {
        this.moment = moment;
    }

    /** What is known of a cell at the token that is shown. */
    public CellReport of(Cell cell) {
        Snapshot snapshot = moment.snapshotProperty().get();
        int token = moment.tokenProperty().get();
        if (snapshot == null) {
            return CellReport.of(moment.pass(), new CellHistory(cell));
        }
        boolean same = history != null && history.cell().equals(cell) && run == snapshot.run().number() && tokens <= snapshot.tokens().size();
        if (!same) {
            history = new CellHistory(cell);
            run = snapshot.run().number();
        }
        tokens = snapshot.tokens().size();
        history.moveTo(snapshot.tokens(), Math.min(token, tokens - 1));
        return CellReport.of(moment.pass(), history);
    }
}
