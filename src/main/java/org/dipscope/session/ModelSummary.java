package org.dipscope.session;

import org.dipscope.memory.ModelBytes;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the window and the reports say of a loaded model.
 *
 * @param file          where it came from
 * @param name          what people call it: the file's name without its type and its number among parts
 * @param architecture  {@code general.architecture}
 * @param layers        {@code L}
 * @param hidden        {@code H}
 * @param intermediate  {@code I}
 * @param vocabulary    {@code V}
 * @param contextLength the most tokens of prompt and answer
 * @param quantisation  how many tensors there are of each type, by the type's name
 * @param fileType      how the file as a whole is quantised, by the name that people know, such as {@code Q4_K_M}
 * @param fileBytes     the file's size
 * @param bytes         what the simulator counts
 * @param notes         sentences that a person should know, for example that the model has no chat template
 */
public record ModelSummary(Path file, String name, String architecture, int layers, int hidden, int intermediate, int vocabulary,
                           int contextLength, Map<String, Integer> quantisation, String fileType, long fileBytes, ModelBytes bytes, List<String> notes) {

    public ModelSummary {
        notes = List.copyOf(notes);
    }
}
