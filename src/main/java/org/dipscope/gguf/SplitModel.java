package org.dipscope.gguf;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a model that lies in several files, as {@code llama-gguf-split} writes them: {@code name-00001-of-00003.gguf} and so on,
 * numbered from 0 in {@code split.no}, the first of them with the model's metadata.
 */
final class SplitModel {
    private static final Pattern NAME = Pattern.compile("(.*-)(\\d{5})(-of-)(\\d{5})(\\.gguf)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** What five digits can number. */
    private static final int MOST_PARTS = 99_999;
    private static final String NUMBER = "split.no";
    private static final String COUNT = "split.count";
    private static final String TENSORS = "split.tensors.count";

    private SplitModel() {
    }

    /** All parts of the model that {@code given} belongs to, the first one first; just that one if it is a whole model. */
    static List<Part> parts(Part given, Arena arena) throws GgufException {
        long count = given.header().metadata().integer(COUNT).orElse(0);
        if (count <= 1) {
            return List.of(given);
        }
        long number = given.header().metadata().integer(NUMBER).orElse(0);
        if (count > MOST_PARTS || number < 0 || number >= count) {
            throw new GgufException(Trouble.DAMAGED, "The file is number " + number + " of " + count + " parts of a model, counted from 0, by its metadata, which cannot be; "
                    + "it is damaged, download it again.");
        }
        Matcher name = NAME.matcher(String.valueOf(given.path().getFileName()));
        if (!name.matches() || Integer.parseInt(name.group(2)) != number + 1 || Integer.parseInt(name.group(4)) != count) {
            throw new GgufException("The file is part " + (number + 1) + " of " + count + " of a model, by its metadata, and the others are found by name; "
                    + "call it something like model-%05d-of-%05d.gguf.".formatted(number + 1, count));
        }
        List<Part> parts = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            Part part = index == number ? given : sibling(given.path(), name, index, arena);
            parts.add(part);
            requireOfOneModel(parts.getFirst(), part, index, count);
        }
        requireComplete(parts);
        return List.copyOf(parts);
    }

    private static Part sibling(Path given, Matcher name, int index, Arena arena) throws GgufException {
        Path path = given.resolveSibling(name.group(1) + "%05d".formatted(index + 1) + name.group(3) + name.group(4) + name.group(5));
        if (!Files.exists(path)) {
            throw new GgufException("Part " + (index + 1) + " of " + Integer.parseInt(name.group(4)) + " of the model is missing: there is no file " + path
                    + "; download it into the same folder.");
        }
        try {
            return Part.open(path, arena);
        } catch (GgufException e) {
            if (e.trouble() == Trouble.TENSOR_TYPE) {
                throw e;
            }
            // Whoever hears of it knows the part that was opened, and would get that one again.
            throw new GgufException("Part " + (index + 1) + " of " + Integer.parseInt(name.group(4)) + " of the model, " + path.getFileName() + ", cannot be used: "
                    + Character.toLowerCase(e.getMessage().charAt(0)) + e.getMessage().substring(1), e);
        }
    }

    private static void requireOfOneModel(Part first, Part part, int index, long count) throws GgufException {
        Metadata metadata = part.header().metadata();
        if (metadata.integer(COUNT).orElse(0) != count || metadata.integer(NUMBER).orElse(-1) != index) {
            throw new GgufException("The file " + part.path() + " is not part " + (index + 1) + " of " + count + ", as its name says, but part "
                    + (metadata.integer(NUMBER).orElse(0) + 1) + " of " + metadata.integer(COUNT).orElse(1) + " by its metadata; download it again.");
        }
        String different = first.header().metadata().firstDifference(metadata, NUMBER);
        if (different != null) {
            throw new GgufException("The file " + part.path() + " is a part of another model, for its metadata key " + Quote.of(different)
                    + " differs from the first part's; keep each model's parts in a folder of their own.");
        }
    }

    private static void requireComplete(List<Part> parts) throws GgufException {
        Map<String, Part> seen = new HashMap<>();
        for (Part part : parts) {
            for (String tensor : part.header().tensors().keySet()) {
                Part before = seen.put(tensor, part);
                if (before != null) {
                    throw new GgufException("The tensor " + Quote.of(tensor) + " stands in both " + before.path().getFileName() + " and "
                            + part.path().getFileName() + ", so these are not parts of one model; download them again.");
                }
            }
        }
        long announced = parts.getFirst().header().metadata().integer(TENSORS).orElse(seen.size());
        if (announced != seen.size()) {
            throw new GgufException("The model's " + parts.size() + " parts have " + seen.size() + " tensors together where the metadata key \""
                    + TENSORS + "\" says " + announced + ", so one of them is of another model; download them again.");
        }
    }
}
