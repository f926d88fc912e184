package org.dipscope.kernel;

/**
 * How positions turn a head: pair {@code i} by {@code position · frequencies[i]} radians.
 *
 * @param frequencies {@code [pairs]} radians a position
 * @param magnitude   what the turned floats are multiplied by; 1 but where positions are stretched
 * @param pairs       which floats make a pair
 */
public record Rotary(double[] frequencies, double magnitude, RotaryPairs pairs) {
}
