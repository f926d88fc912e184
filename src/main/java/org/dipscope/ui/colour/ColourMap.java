package org.dipscope.ui.colour;

/**
 * A table of {@value #SIZE} opaque colours for levels from 0 to 255.
 *
 * <p>Viridis (Stéfan van der Walt and Nathaniel Smith) and cividis (Jamie Nuñez and others) are both in the public domain
 * (CC0). Their tables are rebuilt here from a few of their colours by a cubic curve through them; no channel is off by more
 * than three of 255. Both read for every kind of colour blindness and in grey.
 */
public final class ColourMap {
    /** Colours in a map. */
    public static final int SIZE = 256;

    private static final int[] VIRIDIS_KNOTS = {
        0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C, 0xFDE725};
    private static final int[] CIVIDIS_KNOTS = {
        0x00204D, 0x00336F, 0x39486B, 0x575C6D, 0x707173, 0x8A8779, 0xA69D75, 0xC4B56C, 0xE4CF5B, 0xFFEA46};

    private final int[] colours;

    private ColourMap(int[] colours) {
        this.colours = colours;
    }

    /** Dark violet through green to yellow, lighter with each level. */
    public static ColourMap viridis() {
        return new ColourMap(throughKnots(VIRIDIS_KNOTS));
    }

    /** Dark blue through grey to yellow, lighter with each level. */
    public static ColourMap cividis() {
        return new ColourMap(throughKnots(CIVIDIS_KNOTS));
    }

    /**
     * Two arms that meet at level 128. The colour goes with the root of the distance from there, because a difference of a
     * sixteenth has to be seen and not only a whole one.
     *
     * @param low    {@code 0xAARRGGBB} of level 0
     * @param middle of level 128: the theme's ground, so that "no difference" recedes
     * @param high   of level 255
     */
    public static ColourMap diverging(int low, int middle, int high) {
        int[] colours = new int[SIZE];
        Oklab bottom = Oklab.of(low);
        Oklab centre = Oklab.of(middle);
        Oklab top = Oklab.of(high);
        for (int i = 0; i < SIZE; i++) {
            double distance = Math.sqrt(i < 128 ? (128 - i) / 128.0 : (i - 128) / 127.0);
            colours[i] = centre.towards(i < 128 ? bottom : top, distance).argb();
        }
        return new ColourMap(colours);
    }

    /** From one colour to another in even steps. */
    public static ColourMap between(int low, int high) {
        int[] colours = new int[SIZE];
        Oklab bottom = Oklab.of(low);
        Oklab top = Oklab.of(high);
        for (int i = 0; i < SIZE; i++) {
            colours[i] = bottom.towards(top, i / 255.0).argb();
        }
        return new ColourMap(colours);
    }

    /** The colour a share of the way from one to another, {@code 0xFFRRGGBB}. */
    public static int mixed(int from, int to, double share) {
        return Oklab.of(from).towards(Oklab.of(to), share).argb();
    }

    /** The colour {@code 0xFFRRGGBB} of a level in [0, 255]. */
    public int colour(int level) {
        return colours[level];
    }

    /** The colour {@code 0xFFRRGGBB} of a share in [0, 1]; one outside gets the nearest end's. */
    public int at(double share) {
        return colours[(int) Math.round(Math.clamp(share, 0.0, 1.0) * 255)];
    }

    /** A copy of the table. */
    public int[] table() {
        return colours.clone();
    }

    private static int[] throughKnots(int[] knots) {
        int[] colours = new int[SIZE];
        int last = knots.length - 1;
        for (int i = 0; i < SIZE; i++) {
            double place = (double) i * last / (SIZE - 1);
            int knot = Math.min((int) place, last - 1);
            int colour = 0xFF;
            for (int shift = 16; shift >= 0; shift -= 8) {
                colour = colour << 8 | channel(knots, knot, place - knot, shift);
            }
            colours[i] = colour;
        }
        return colours;
    }

    /** Catmull–Rom through four knots; at the ends the missing one continues the line. */
    private static int channel(int[] knots, int knot, double t, int shift) {
        double here = knots[knot] >> shift & 255;
        double next = knots[knot + 1] >> shift & 255;
        double before = knot == 0 ? 2 * here - next : knots[knot - 1] >> shift & 255;
        double after = knot + 2 == knots.length ? 2 * next - here : knots[knot + 2] >> shift & 255;
        double value = here + 0.5 * t * (next - before + t * (2 * before - 5 * here + 4 * next - after + t * (3 * (here - next) + after - before)));
        return (int) Math.clamp(Math.round(value), 0L, 255L);
    }
}
