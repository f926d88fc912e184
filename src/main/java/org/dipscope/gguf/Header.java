package org.dipscope.gguf;

import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Everything before the tensors' data, read and checked. */
record Header(int version, Metadata metadata, Map<String, TensorInfo> tensors) {
    private static final int MAGIC = 0x46554747;
    private static final long DEFAULT_ALIGNMENT = 32;
    private static final long LEAST_ALIGNMENT = 8;
    /** A key's length and one byte, the value's type and one byte. */
    private static final int LEAST_PAIR_BYTES = 8 + 1 + 4 + 1;

    /**
     * Reads a header.
     *
     * @param beginning the file's first bytes, at least the header; a header that goes past them counts as truncated
     * @param fileBytes the size of the whole file, against which the tensors' places are checked
     */
    static Header read(MemorySegment beginning, long fileBytes) throws GgufException {
        Cursor cursor = new Cursor(beginning);
        requireMagic(cursor, fileBytes);
        int version = version(cursor);
        cursor.enter("the header");
        int tensors = cursor.count(TensorDirectory.LEAST_ENTRY_BYTES, "tensors");
        int pairs = cursor.count(LEAST_PAIR_BYTES, "metadata keys");
        Metadata metadata = new MetadataReader(cursor).read(pairs);
        return new Header(version, metadata, new TensorDirectory(cursor, fileBytes, alignment(metadata)).read(tensors));
    }

    private static void requireMagic(Cursor cursor, long fileBytes) throws GgufException {
        if (fileBytes == 0) {
            throw new GgufException(Trouble.DAMAGED, "The file is empty; download it again.");
        }
        if (cursor.remaining() < 4 || cursor.int32() != MAGIC) {
            throw new GgufException(Trouble.NO_GGUF, "The file is no GGUF file, for it does not begin with the letters GGUF at byte 0; choose a model in the "
                    + "GGUF format.");
        }
    }

    private static int version(Cursor cursor) throws GgufException {
        cursor.enter("the version");
        int version = cursor.int32();
        if (version == 2 || version == 3) {
            return version;
        }
        int swapped = Integer.reverseBytes(version);
        if (swapped > 0 && swapped < 0x100) {
            throw new GgufException("The file is a big-endian GGUF file, as byte 4 shows, and only little-endian ones are read; choose or "
                    + "convert to a little-endian one.");
        }
        throw new GgufException("The file is of GGUF version " + Integer.toUnsignedString(version)
                + ", as byte 4 says, and only versions 2 and 3 are read; "
                + (version == 1 ? "convert the model again with a current converter." : "choose a file of version 3."));
    }

    private static long alignment(Metadata metadata) throws GgufException {
        long alignment = metadata.integer("general.alignment").orElse(DEFAULT_ALIGNMENT);
        if (alignment < LEAST_ALIGNMENT || Long.bitCount(alignment) != 1 || alignment > 1L << 30) {
            throw new GgufException("The metadata key \"general.alignment\" is " + alignment + " where a power of two from 8 on is "
                    + "needed; the file is damaged, download it again.");
        }
        return alignment;
    }
}
