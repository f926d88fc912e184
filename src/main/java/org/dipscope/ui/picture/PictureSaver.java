package org.dipscope.ui.picture;

import java.io.IOException;
import java.nio.file.Path;

/** Writes pictures to files. */
@FunctionalInterface
public interface PictureSaver {

    /**
     * Writes a picture with its metadata, and lets an older file of that name survive a failure.
     *
     * @throws IOException with one sentence for a person
     */
    void save(Picture picture, Path file) throws IOException;
}
