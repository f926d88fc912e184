package org.dipscope;

import org.dipscope.gguf.GgufException;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.session.SampleModel;

/** The sample model, loaded once for all tests of this JVM and never closed; tests run one after the other, as its workers want it. */
public final class SharedModel {
    private static final LoadedModel MODEL = load();

    private SharedModel() {
    }

    public static LoadedModel get() {
        return MODEL;
    }

    private static LoadedModel load() {
        try {
            return LoadedModel.open(SampleModel.ofThisProgram().file(), 2, Progress.SILENT);
        } catch (GgufException e) {
            throw new IllegalStateException(e);
        }
    }
}
