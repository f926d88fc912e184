package org.dipscope.memory;

/** Which columns leave DRAM when others come. */
public enum CachePolicy {
    /** Nothing is ever resident. */
    NONE("none", "None"),
    /** The column unused for longest leaves. */
    LRU("lru", "LRU"),
    /** The column used least often in this sequence leaves. */
    LFU("lfu", "LFU"),
    /** The column whose next use lies farthest ahead leaves; it knows the future, so it exists only in a replay. */
    BELADY("belady", "Belady");

    private final String id;
    private final String label;

    CachePolicy(String id, String label) {
        this.id = id;
        this.label = label;
    }

    /** The word on the command line and in files. */
    public String id() {
        return id;
    }

    /** The word in the window. */
    public String label() {
        return label;
    }

    /** Whether the policy needs the whole trace, so that it cannot run beside an engine. */
    public boolean knowsFuture() {
        return this == BELADY;
    }

    /** The policy with this {@link #id()}; throws {@link IllegalArgumentException} for any other word. */
    public static CachePolicy of(String id) {
        for (CachePolicy policy : values()) {
            if (policy.id.equals(id)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("'" + id + "' is no cache policy; choose none, lru, lfu or belady.");
    }
}
