package org.dipscope.session;

import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.MemorySettings;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.sparsity.Scoring;
import org.dipscope.sparsity.Split;
import org.dipscope.sparsity.Weighting;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Settings that work, drawn from everything that does. */
final class RandomSettings {

    private RandomSettings() {
    }

    static Settings next(Random random) {
        List<MaskingMethod> free = MaskingMethods.ALL.stream().filter(candidate -> candidate.need().isEmpty()).toList();
        MaskingMethod method = free.get(random.nextInt(free.size()));
        double density = Math.max(Math.max(method.leastDensity(), Double.MIN_NORMAL), share(random));
        Optional<Split> split = random.nextBoolean() ? Optional.empty() : Optional.of(new Split(share(random), share(random)));
        CachePolicy[] policies = CachePolicy.values();
        boolean phone = random.nextInt(3) == 0;
        DeviceProfile device = phone ? DeviceProfile.phone(bytes(random))
                : new DeviceProfile("Custom device", bytes(random), 1 + bytes(random), 1 + bytes(random), random.nextBoolean());
        return new Settings(
                new Masking(method, density, share(random), random.nextInt(2000), random.nextBoolean(), split, Weighting.values()[random.nextInt(3)],
                        1 + 10 * share(random), Scoring.values()[random.nextInt(2)], Optional.empty()),
                new MemorySettings(device, policies[random.nextInt(policies.length)], random.nextLong()),
                new Sampling(100 * share(random), random.nextInt(200), Math.max(1e-6, share(random)), share(random), 1 + 99 * share(random),
                        random.nextLong(), 1 + random.nextInt(Integer.MAX_VALUE)));
    }

    private static double share(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> random.nextInt(100) / 100.0;
            case 3 -> random.nextDouble() * 1e-6;
            default -> random.nextDouble();
        };
    }

    private static double bytes(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextInt(2000) * 1e6;
            case 1 -> random.nextInt(2000) * (double) (1 << 20);
            case 2 -> random.nextInt(Integer.MAX_VALUE);
            case 3 -> random.nextDouble() * 1e11;
            default -> random.nextInt(1000);
        };
    }
}
