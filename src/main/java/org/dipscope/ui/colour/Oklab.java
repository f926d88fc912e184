package org.dipscope.ui.colour;

/**
 * A colour by lightness and two opponent axes, in which equal steps look equal (Björn Ottosson's Oklab). Mixing here keeps the
 * lightness even, where mixing sRGB would dip into mud.
 */
record Oklab(double l, double a, double b) {

    /** From sRGB {@code 0xAARRGGBB}; the alpha is dropped. */
    static Oklab of(int argb) {
        double red = linear(argb >> 16 & 255);
        double green = linear(argb >> 8 & 255);
        double blue = linear(argb & 255);
        double l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        double m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        double s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        return new Oklab(0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    /** The colour a share of the way to another one. */
    Oklab towards(Oklab other, double share) {
        return new Oklab(l + (other.l - l) * share, a + (other.a - a) * share, b + (other.b - b) * share);
    }

    /** Opaque sRGB {@code 0xFFRRGGBB}. */
    int argb() {
        double lRoot = l + 0.3963377774 * a + 0.2158037573 * b;
        double mRoot = l - 0.1055613458 * a - 0.0638541728 * b;
        double sRoot = l - 0.0894841775 * a - 1.2914855480 * b;
        double lCone = lRoot * lRoot * lRoot;
        double mCone = mRoot * mRoot * mRoot;
        double sCone = sRoot * sRoot * sRoot;
        int red = companded(4.0767416621 * lCone - 3.3077115913 * mCone + 0.2309699292 * sCone);
        int green = companded(-1.2684380046 * lCone + 2.6097574011 * mCone - 0.3413193965 * sCone);
        int blue = companded(-0.0041960863 * lCone - 0.7034186147 * mCone + 1.7076147010 * sCone);
        return 0xFF000000 | red << 16 | green << 8 | blue;
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static int companded(double value) {
        double clamped = Math.clamp(value, 0.0, 1.0);
        double encoded = clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * Math.pow(clamped, 1 / 2.4) - 0.055;
        return (int) Math.round(encoded * 255);
    }
}
