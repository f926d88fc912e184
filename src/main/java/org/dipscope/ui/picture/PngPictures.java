package org.dipscope.ui.picture;

import org.dipscope.export.AtomicFile;
import org.dipscope.export.PngImage;

import java.io.IOException;
import java.nio.file.Path;

/** Saves pictures as PNG with their settings inside, whole or not at all. */
public final class PngPictures implements PictureSaver {

    @Override
    public void save(Picture picture, Path file) throws IOException {
        AtomicFile.write(file, picture.note().inside(new PngImage(picture.width(), picture.height(), picture.argb())));
    }
}
