package org.dipscope.ui.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.dipscope.export.AtomicFile;
import org.dipscope.export.JsonText;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A window's state in a file. What cannot be read is as if it were not there: a window must open whatever the file says. */
public final class WindowStateFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long MOST_BYTES = 1 << 20;
    private static final int MOST_ENTRIES = 64;

    private final Path file;

    /** The state in this file, which need not be there. */
    public WindowStateFile(Path file) {
        this.file = file;
    }

    /** Writes the state, whole or not at all. */
    public void write(WindowState state) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        state.place().ifPresent(place -> fields.put("place", Map.of("x", place.x(), "y", place.y(), "width", place.width(),
                "height", place.height(), "maximized", place.maximized())));
        fields.put("dividers", state.dividers());
        state.theme().ifPresent(theme -> fields.put("theme", theme));
        state.colouring().ifPresent(colouring -> fields.put("colouring", colouring));
        fields.put("rendered", state.rendered());
        state.lookBack().ifPresent(tokens -> fields.put("look_back", tokens));
        state.masks().ifPresent(mode -> fields.put("masks", mode));
        state.arranged().ifPresent(arrangement -> fields.put("arranged", arrangement));
        fields.put("sorted", state.sorted());
        fields.put("centre", fields(state.centre()));
        state.model().ifPresent(model -> fields.put("model", model.toString()));
        fields.put("settings", state.settings());
        fields.put("recent", state.recent().stream().map(Path::toString).toList());
        Files.createDirectories(file.toAbsolutePath().getParent());
        AtomicFile.writeText(file, JsonText.of(fields) + "\n");
    }

    /** The state, as far as it can be read. */
    public WindowState read() {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return WindowState.FIRST;
            }
            return state(JSON.readTree(Files.readAllBytes(file)));
        } catch (IOException e) {
            return WindowState.FIRST;
        }
    }

    private static WindowState state(JsonNode root) {
        List<Double> dividers = new ArrayList<>();
        root.path("dividers").forEach(divider -> {
            if (dividers.size() < MOST_ENTRIES && divider.isNumber() && divider.asDouble() >= 0 && divider.asDouble() <= 1) {
                dividers.add(divider.asDouble());
            }
        });
        List<Path> recent = new ArrayList<>();
        root.path("recent").forEach(name -> {
            if (recent.size() < MOST_ENTRIES) {
                path(name).ifPresent(recent::add);
            }
        });
        Map<String, Object> settings = new LinkedHashMap<>();
        root.path("settings").properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (settings.size() < MOST_ENTRIES && value.isValueNode() && !value.isNull()) {
                settings.put(entry.getKey(), value.isBoolean() ? (Object) value.asBoolean() : value.asText());
            }
        });
        return new WindowState(place(root.path("place")), dividers, text(root.path("theme")), text(root.path("colouring")), root.path("rendered").asBoolean(false),
                text(root.path("masks")), whole(root.path("look_back")), text(root.path("arranged")), root.path("sorted").asBoolean(true), centre(root.path("centre")), path(root.path("model")), settings, recent);
    }

    private static Map<String, Object> fields(CentreState centre) {
        return switch (centre) {
            case CentreState.Live _ -> Map.of("view", "live");
            case CentreState.RunTable _ -> Map.of("view", "runs");
            case CentreState.Roofline _ -> Map.of("view", "roofline");
            case CentreState.Comparison(String a, String b) -> Map.of("view", "comparison", "a", a, "b", b);
            case CentreState.TradeOff(Path sweep) -> Map.of("view", "trade-off", "sweep", sweep.toString());
        };
    }

    private static CentreState centre(JsonNode node) {
        CentreState live = new CentreState.Live();
        return switch (node.path("view").asText("")) {
            case "runs" -> new CentreState.RunTable();
            case "roofline" -> new CentreState.Roofline();
            case "comparison" -> text(node.path("a")).flatMap(a -> text(node.path("b")).<CentreState>map(b -> new CentreState.Comparison(a, b))).orElse(live);
            case "trade-off" -> path(node.path("sweep")).<CentreState>map(CentreState.TradeOff::new).orElse(live);
            default -> live;
        };
    }

    private static Optional<WindowState.Place> place(JsonNode node) {
        for (String name : List.of("x", "y", "width", "height")) {
            if (!node.path(name).isNumber() || Math.abs(node.path(name).asDouble()) > 100_000) {
                return Optional.empty();
            }
        }
        return Optional.of(new WindowState.Place(node.path("x").asDouble(), node.path("y").asDouble(), node.path("width").asDouble(),
                node.path("height").asDouble(), node.path("maximized").asBoolean(false)));
    }

    private static OptionalInt whole(JsonNode node) {
        return node.isInt() ? OptionalInt.of(node.asInt()) : OptionalInt.empty();
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    }

    private static Optional<Path> path(JsonNode node) {
        try {
            return text(node).filter(name -> !name.isBlank()).map(Path::of);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
