package org.dipscope.memory;

import org.dipscope.mask.Footprint;

import java.util.Map;

/**
 * What a trace says of itself, once for all its sequences.
 *
 * @param model     what people call the model
 * @param bytes     what it weighs
 * @param method    the masking method's word
 * @param footprint the method's hooks and what it reads whole
 * @param settings  the settings that the masks were made with, by their names: texts, numbers and truth values
 * @param origin    the program and the command that recorded it
 */
public record TraceHeader(String model, ModelBytes bytes, String method, Footprint footprint, Map<String, Object> settings, String origin) {

    public TraceHeader {
        settings = Map.copyOf(settings);
    }
}
