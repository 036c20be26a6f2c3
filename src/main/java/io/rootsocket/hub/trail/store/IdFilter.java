package io.rootsocket.hub.trail.store;

import java.util.Collection;

/**
 * Tells which blocks need not be searched for an id: a Bloom filter of sixteen bits for each, which takes one in two thousand
 * for another. Immutable.
 */
final class IdFilter {

    private static final int BITS_PER_ID = 16;
    private static final int PROBES = 7;

    private final byte[] bits;

    private IdFilter(byte[] bits) {
        this.bits = bits;
    }

    /** @param ids their hashes */
    static IdFilter of(Collection<Long> ids) {
        var filter = new IdFilter(new byte[Math.max(1, ids.size() * BITS_PER_ID / 8)]);
        ids.forEach(filter::add);
        return filter;
    }

    static IdFilter of(byte[] bits) {
        return new IdFilter(bits);
    }

    /** Of what {@link #hash} gives; false: it has not. */
    boolean mayHave(long hash) {
        for (int probe = 0; probe < PROBES; probe++) {
            int bit = bit(hash, probe);
            if ((bits[bit / 8] & (1 << (bit % 8))) == 0) {
                return false;
            }
        }
        return true;
    }

    private void add(long hash) {
        for (int probe = 0; probe < PROBES; probe++) {
            int bit = bit(hash, probe);
            bits[bit / 8] |= (byte) (1 << (bit % 8));
        }
    }

    private int bit(long hash, int probe) {
        int mixed = (int) hash + probe * (int) (hash >>> 32);
        return Integer.remainderUnsigned(mixed, bits.length * 8);
    }

    /** FNV-1a and the finisher of SplitMix64, which spreads what differs little. Case does not count. */
    static long hash(String id, int length) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ Character.toUpperCase(id.charAt(i))) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        // An even step would meet half of the bits at most.
        return (hash ^ (hash >>> 31)) | 0x100000000L;
    }

    byte[] bytes() {
        return bits;
    }
}
