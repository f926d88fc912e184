package org.dipscope.ui.window;

import java.nio.file.Path;

/**
 * A model on its way.
 *
 * @param file  which
 * @param share how much of it is there, in [0, 1]
 * @param what  what is being done, in a few words
 */
public record Loading(Path file, double share, String what) {
}
