package org.dipscope.memory;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which columns leave DRAM when others come: the registry of all policies. A new policy is one file and one line here. */
public enum CachePolicy {
    NONE("none", "None", "nothing ever stays in DRAM", Origin.PAPER, false, LeastRecentlyUsed::new),
    LRU("lru", "LRU", "the column unused for longest leaves", Origin.PAPER, false, LeastRecentlyUsed::new),
    LFU("lfu", "LFU", "the column used least often in this sequence leaves", Origin.PAPER, false, LeastFrequentlyUsed::new),
    PINNED("pinned", "Pinned", "the columns selected most often stay, and nothing else is ever loaded", Origin.DIPSCOPE, false, Pinned::new),
    TINY_LFU("tinylfu", "TinyLFU", "a missed column is kept only where it is wanted more often than its victim; counts fade", Origin.DIPSCOPE, false, TinyLfu::new),
    ECHO("echo", "Echo", "keeps what followed the tokens that looked like this one, and what is wanted often; may decline to load", Origin.DIPSCOPE, false, Echo::new),
    BELADY("belady", "Belady", "the column whose next use lies farthest ahead leaves; everything missed is loaded", Origin.PAPER, true, NextUse::belady),
    OPTIMAL("optimal", "Optimal", "Belady that may decline to load: no policy of one cache hits more often", Origin.DIPSCOPE, true, NextUse::optimal);

    /** Whose idea a policy is, as far as this program is concerned. */
    public enum Origin {
        /** The paper compares it. */
        PAPER,
        /** Dipscope adds it. */
        DIPSCOPE
    }

    private final String id;
    private final String label;
    private final String description;
    private final Origin origin;
    private final boolean knowsFuture;
    private final Function<PolicyStart, ReplacementPolicy> start;

    CachePolicy(String id, String label, String description, Origin origin, boolean knowsFuture, Function<PolicyStart, ReplacementPolicy> start) {
        this.id = id;
        this.label = label;
        this.description = description;
        this.origin = origin;
        this.knowsFuture = knowsFuture;
        this.start = start;
    }

    /** The word on the command line and in files. */
    public String id() {
        return id;
    }

    /** The word in the window. */
    public String label() {
        return label;
    }

    /** Who leaves and who stays, in one line. */
    public String description() {
        return description;
    }

    /** Whose idea it is. */
    public Origin origin() {
        return origin;
    }

    /** Whether the policy needs the whole trace, so that it cannot run beside an engine. */
    public boolean knowsFuture() {
        return knowsFuture;
    }

    /** The policies that can run beside an engine. */
    public static List<CachePolicy> live() {
        return Arrays.stream(values()).filter(Predicate.not(CachePolicy::knowsFuture)).toList();
    }

    /** The policy with this {@link #id()}; throws {@link IllegalArgumentException} for any other word. */
    public static CachePolicy of(String id) {
        return Arrays.stream(values()).filter(policy -> policy.id.equals(id)).findFirst().orElseThrow(() ->
                new IllegalArgumentException("'%s' is no cache policy; choose %s.".formatted(id, words(List.of(values())))));
    }

    /** Its bookkeeping for one hook of one layer. */
    ReplacementPolicy start(PolicyStart given) {
        return start.apply(given);
    }

    /** Throws {@link IllegalArgumentException} where the policy cannot run beside an engine. */
    public void requireLive() {
        if (knowsFuture) {
            throw new IllegalArgumentException("%s knows the future, so it exists only in a replay of stored masks; choose %s here."
                    .formatted(label, words(live())));
        }
    }

    /** "none, lru or lfu". */
    private static String words(List<CachePolicy> policies) {
        String all = policies.stream().map(CachePolicy::id).collect(Collectors.joining(", "));
        int last = all.lastIndexOf(", ");
        return all.substring(0, last) + " or " + all.substring(last + 2);
    }
}
