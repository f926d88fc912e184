package org.dipscope.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Asks a person for files, in the system's own dialogs; each call waits for the answer. */
public interface FileDialogs {

    /** A kind of file. */
    enum Kind {
        /** Whatever the window opens: a model, a picture that brings its settings back, runs, an evaluation. */
        ANYTHING("gguf", "png", "dipruns", "jsonl"),
        /** A picture of pixels. */
        PICTURE("png"),
        /** A picture with vector text. */
        FIGURE("svg"),
        /** Pinned runs. */
        RUNS("dipruns"),
        /** Points of an evaluation. */
        SWEEP("jsonl"),
        /** What was learnt from a text. */
        CALIBRATION("cal"),
        /** A table, in the format that its name ends with. */
        TABLE("csv", "json", "jsonl", "parquet");

        private final List<String> endings;

        Kind(String... endings) {
            this.endings = List.of(endings);
        }

        /** How names of such files end, without the dot; the usual one first. */
        public List<String> endings() {
            return endings;
        }

        /**
         * The file that a typed name means: with the usual ending where it has none.
         *
         * @return nothing where the name ends as other files do, since it would promise a format that is not written
         */
        public Optional<Path> meant(Path typed) {
            String name = typed.getFileName().toString();
            int dot = name.lastIndexOf('.');
            if (dot < 0) {
                return Optional.of(typed.resolveSibling(name + "." + endings.getFirst()));
            }
            return endings.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT)) ? Optional.of(typed) : Optional.empty();
        }
    }

    /** No dialogs, as in a window that is only drawn: nothing is ever chosen. */
    FileDialogs NONE = new FileDialogs() {
        @Override
        public Optional<Path> open(Kind kind, Optional<Path> folder) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> save(Kind kind, String name) {
            return Optional.empty();
        }

        @Override
        public void announce(String sentence) {
            // Nobody reads it.
        }
    };

    /**
     * Asks for a file to be read.
     *
     * @param folder where to begin
     */
    Optional<Path> open(Kind kind, Optional<Path> folder);

    /**
     * Asks for a file to be written.
     *
     * @param name what it may be called, without its ending
     */
    Optional<Path> save(Kind kind, String name);

    /** Says for a few seconds that something was done. */
    void announce(String sentence);
}
