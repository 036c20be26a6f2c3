package io.rootsocket.hub.bench;

import java.util.Arrays;

/** Of many latencies the middle one, and the one that one in a hundred exceeds, in nanoseconds; 0 of none. */
record Latencies(long p50, long p99) {

    static Latencies of(long[] nanos) {
        if (nanos.length == 0) {
            return new Latencies(0, 0);
        }
        Arrays.sort(nanos);
        return new Latencies(nanos[nanos.length / 2], nanos[(int) (nanos.length * 99L / 100)]);
    }
}
