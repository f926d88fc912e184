package org.dipscope.session;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({"80MB, 80e6", "80 MB, 80e6", "80mb, 80e6", "1.5GB, 1.5e9", "3kB, 3000", "3KB, 3000", "7B, 7", "0B, 0", "0, 0", "56000000, 56e6",
            "80, 80e6", "999999, 999999e6", "1000000, 1e6", "1.5, 1.5e6", "64MiB, 67108864", "1KiB, 1024", "2GiB, 2147483648", "0.1MB, 100000"})
    void aSize_isRead(String text, double bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"80e6, 80MB", "67108864, 64MiB", "1.5e9, 1.5GB", "999, 999B", "0, 0B", "1234567, 1234.567kB", "12345678901, 12345678.901kB",
            "1024, 1.024kB", "1e12, 1000GB", "0.5, 0.5B"})
    void aSize_isWrittenShort(double bytes, String text) {
        assertThat(ByteSize.format(bytes)).isEqualTo(text);
        assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    }

    @Test
    void anySize_comesBack() {
        Random random = new Random(3);
        for (int round = 0; round < 20_000; round++) {
            double bytes = Math.abs(switch (random.nextInt(4)) {
                case 0 -> random.nextInt() * 1024.0;
                case 1 -> random.nextInt() * 1000.0;
                case 2 -> random.nextDouble() * 1e12;
                default -> random.nextInt() / 8.0;
            });
            assertThat(ByteSize.parse(ByteSize.format(bytes))).as("%s", bytes).isEqualTo(bytes);
            assertThat(ByteSize.parseBandwidth(ByteSize.formatBandwidth(bytes))).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({"60GB/s, 60e9", "60 GB/s, 60e9", "1GiB/s, 1073741824", "1GB, 1e9", "60, 60e9", "0.5/s, 5e8", "2000000, 2e6"})
    void aBandwidth_isRead(String text, double bytes) {
        assertThat(ByteSize.parseBandwidth(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"78689945.6, 78.7 MB", "999.6, 1 kB", "0, 0 B", "12, 12 B", "1e9, 1 GB", "34141184, 34.1 MB"})
    void people_readThreeDigits(double bytes, String text) {
        assertThat(ByteSize.rounded(bytes)).isEqualTo(text);
    }
}
