package org.dipscope.ui.text;

import org.dipscope.session.RefusedModelException;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Why a file could not be opened or saved, in the window's language: one sentence with what, why and what to do. */
public final class Refusal {

    private Refusal() {
    }

    /** Why a model could not be opened. */
    public static String opening(Words words, Path file, Exception reason) {
        if (reason.getMessage() == null) {
            return words.text("window.not-opened", name(file), reason);
        }
        if (reason instanceof RefusedModelException refused) {
            List<Object> values = new ArrayList<>(List.of(name(file), refused.trouble().equals("damaged") ? withoutAdvice(refused.getMessage()) : refused.getMessage()));
            values.addAll(refused.details());
            return words.text("refusal." + refused.trouble(), values.toArray());
        }
        return words.text("refusal.other", name(file), reason.getMessage());
    }

    /** What a reader found; what to do is said by the sentence around it. */
    private static String withoutAdvice(String reason) {
        int advice = reason.lastIndexOf("; ");
        return advice < 0 ? reason : reason.substring(0, advice) + ".";
    }

    /** Why a file that holds runs or settings could not be read. The system's own messages are no sentences. */
    public static String reading(Words words, Path file, IOException reason) {
        boolean system = reason instanceof NoSuchFileException || reason instanceof AccessDeniedException;
        return system ? words.text("window.unreadable", name(file)) : words.text("refusal.other", name(file), reason.getMessage());
    }

    /** Why a file could not be saved. */
    public static String saving(Words words, Path file, IOException reason) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return words.text("refusal.no-folder", name(file), folder);
        }
        if (!Files.isWritable(folder) || Files.exists(file) && !Files.isWritable(file)) {
            return words.text("refusal.read-only", name(file), folder);
        }
        return words.text("refusal.not-saved", name(file), reason.getMessage());
    }

    private static Path name(Path file) {
        return file.getFileName() == null ? file : file.getFileName();
    }
}
