package org.dipscope.ui.window;

import java.nio.file.Path;

/**
 * A model on its way.
 *
 * @param file  which
 * @param share how much of its weights is there, in [0, 1]; 0 while its header is read
 * @param line  the same in words, with the time that is left
 */
public record Loading(Path file, double share, String line) {
}
