package org.dipscope.cli;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.dipscope.ui.picture.PngPictures;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of the command line in this JVM, and what it left. */
record Invocation(int status, String out, String err, List<Optional<Path>> opened) {
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    static Invocation of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<Optional<Path>> opened = new ArrayList<>();
        int status = new Commands((model, _) -> {
            opened.add(model);
            return 0;
        }, new PngPictures()).run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Invocation(status, out.toString(), err.toString(), opened);
    }

    /** Standard output as the one JSON object that it has to be. */
    JsonNode json() throws IOException {
        JsonNode node = JSON.readTree(out);
        if (!node.isObject()) {
            throw new IOException("no object: " + out);
        }
        return node;
    }
}
