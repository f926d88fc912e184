package org.dipscope.sparsity;

/**
 * Shares of input and down columns for each layer, found under one budget, at several densities; in between they are interpolated.
 *
 * @param densities ascending, in (0, 1], 1 or more of them
 * @param input     {@code [densities][layers]}, in [0, 1]
 * @param down      {@code [densities][layers]}, in [0, 1]
 */
public record LayerSplits(float[] densities, float[][] input, float[][] down) implements CalibrationPart {
    private static final int MOST = 1000;

    public LayerSplits {
        if (densities.length == 0 || densities.length > MOST) {
            throw new IllegalArgumentException("splits for %d densities are not from 1 to %d".formatted(densities.length, MOST));
        }
        for (int i = 0; i < densities.length; i++) {
            if (!(densities[i] > 0 && densities[i] <= 1) || i > 0 && !(densities[i] > densities[i - 1])) {
                throw new IllegalArgumentException("the densities of its splits do not ascend within (0, 1]");
            }
            for (float[] shares : new float[][] {input[i], down[i]}) {
                for (float share : shares) {
                    if (!(share >= 0 && share <= 1)) {
                        throw new IllegalArgumentException("a share of %s of its splits is outside [0, 1]".formatted(share));
                    }
                }
            }
        }
    }

    @Override
    public CalibrationKind kind() {
        return CalibrationKind.SPLIT;
    }

    /** A layer's shares at a density; outside the densities that were searched they tend to those of the paper's fit, and at 1 they are 1. */
    public Split of(double density, int layer) {
        if (density >= 1) {
            return new Split(1, 1);
        }
        int above = 0;
        while (above < densities.length && densities[above] < density) {
            above++;
        }
        if (above < densities.length && densities[above] == (float) density) {
            return new Split(input[above][layer], down[above][layer]);
        }
        if (above == 0 || above == densities.length) {
            // Beyond the search the nearest one's difference to the fit is kept, and fades towards all or nothing.
            int near = above == 0 ? 0 : densities.length - 1;
            double fade = above == 0 ? density / densities[near] : (1 - density) / (1 - densities[near]);
            Split fit = Split.of(density);
            Split nearFit = Split.of(densities[near]);
            return new Split(Math.clamp(fit.input() + fade * (input[near][layer] - nearFit.input()), 0, 1),
                    Math.clamp(fit.down() + fade * (down[near][layer] - nearFit.down()), 0, 1));
        }
        double part = (density - densities[above - 1]) / (densities[above] - densities[above - 1]);
        return new Split((1 - part) * input[above - 1][layer] + part * input[above][layer],
                (1 - part) * down[above - 1][layer] + part * down[above][layer]);
    }

    @Override
    public void write(CalibrationSections sections) {
        sections.putFloats("split.densities", new float[][] {densities});
        sections.putFloats("split.input", input);
        sections.putFloats("split.down", down);
    }

    static LayerSplits read(CalibrationSections sections, int layers) {
        long count = sections.size("split.densities") / 4;
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("splits for %d densities are not from 1 to %d".formatted(count, MOST));
        }
        return new LayerSplits(sections.floats("split.densities", 1, (int) count)[0], sections.floats("split.input", (int) count, layers),
                sections.floats("split.down", (int) count, layers));
    }
}
