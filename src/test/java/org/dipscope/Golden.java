package org.dipscope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.dipscope.memory.DeviceProfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** The stored results of another implementation on the sample model. */
public final class Golden {
    private static final Path FOLDER = Path.of("src", "test", "resources", "goldens");

    private Golden() {
    }

    /** The golden of this word, for example "logits". */
    public static JsonNode read(String word) {
        try {
            return JsonMapper.builder().build().readTree(FOLDER.resolve("smollm2-135m." + word + ".json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int[] integers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::intValue).toArray();
    }

    public static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        IntStream.range(0, values.length).forEach(i -> values[i] = array.get(i).floatValue());
        return values;
    }

    public static DeviceProfile device(JsonNode device) {
        return new DeviceProfile("golden", device.get("dram").doubleValue(), device.get("dram_bw").doubleValue(),
                device.get("flash_bw").doubleValue(), device.get("concurrent").booleanValue());
    }
}
