package org.dipscope.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.DeflaterOutputStream;

/**
 * A picture to be written as PNG.
 *
 * @param width  columns, ≥ 1
 * @param height rows, ≥ 1
 * @param argb   {@code [height][width]} flattened, 8 bits each of alpha, red, green and blue from the highest down, not premultiplied; the
 *               caller's array, which is only read
 */
public record PngImage(int width, int height, int[] argb) {
    private static final int FILTERS = 5;

    public PngImage {
        if (width < 1 || height < 1 || (long) width * height > argb.length) {
            throw new IllegalArgumentException("a picture of %d × %d needs as many pixels, not %d.".formatted(width, height, argb.length));
        }
    }

    /** The PNG, without an alpha channel where every pixel is opaque. */
    public byte[] encode() {
        int channels = opaque() ? 3 : 4;
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).put((byte) (channels == 3 ? 2 : 6));
        return PngChunks.write(List.of(
                new PngChunks.Chunk("IHDR", header.array()),
                new PngChunks.Chunk("IDAT", compress(channels)),
                new PngChunks.Chunk("IEND", new byte[0])));
    }

    private boolean opaque() {
        for (int i = 0; i < width * height; i++) {
            if (argb[i] >>> 24 != 0xFF) {
                return false;
            }
        }
        return true;
    }

    private byte[] compress(int channels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes)) {
            byte[] above = new byte[channels * width];
            byte[] row = new byte[channels * width];
            byte[] filtered = new byte[1 + channels * width];
            for (int y = 0; y < height; y++) {
                read(y, channels, row);
                filter(bestFilter(row, above, channels), row, above, channels, filtered);
                deflated.write(filtered);
                byte[] swap = above;
                above = row;
                row = swap;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a stream in memory failed", e);
        }
        return bytes.toByteArray();
    }

    private void read(int y, int channels, byte[] row) {
        for (int x = 0, i = 0; x < width; x++) {
            int pixel = argb[y * width + x];
            row[i++] = (byte) (pixel >> 16);
            row[i++] = (byte) (pixel >> 8);
            row[i++] = (byte) pixel;
            if (channels == 4) {
                row[i++] = (byte) (pixel >>> 24);
            }
        }
    }

    /** The filter that leaves the smallest numbers, which is what the PNG standard advises. */
    private static int bestFilter(byte[] row, byte[] above, int channels) {
        int best = 0;
        long least = Long.MAX_VALUE;
        for (int filter = 0; filter < FILTERS; filter++) {
            long sum = 0;
            for (int i = 0; i < row.length && sum < least; i++) {
                sum += Math.abs((byte) (row[i] - predicted(filter, row, above, channels, i)));
            }
            if (sum < least) {
                least = sum;
                best = filter;
            }
        }
        return best;
    }

    private static void filter(int filter, byte[] row, byte[] above, int channels, byte[] filtered) {
        filtered[0] = (byte) filter;
        for (int i = 0; i < row.length; i++) {
            filtered[i + 1] = (byte) (row[i] - predicted(filter, row, above, channels, i));
        }
    }

    private static int predicted(int filter, byte[] row, byte[] above, int channels, int i) {
        int left = i < channels ? 0 : row[i - channels] & 0xFF;
        int up = above[i] & 0xFF;
        return switch (filter) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> up;
            case 3 -> (left + up) >> 1;
            default -> paeth(left, up, i < channels ? 0 : above[i - channels] & 0xFF);
        };
    }

    private static int paeth(int left, int up, int corner) {
        int toLeft = Math.abs(up - corner);
        int toUp = Math.abs(left - corner);
        int toCorner = Math.abs(left + up - 2 * corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }
}
