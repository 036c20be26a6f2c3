package io.rootsocket.hub.bench;

import java.util.Arrays;
import java.util.BitSet;

/**
 * When each message of a {@link LoadGenerator} arrived: its text ends in the nanoseconds of the clock, which all processes of
 * a machine share, and its number. For the one thread of a server.
 */
final class ArrivalNotes {

    private final BitSet seen = new BitSet();
    private long[] latencies = new long[1 << 16];
    private int messages;
    private int repeats;
    private long last;

    void forget() {
        seen.clear();
        messages = 0;
        repeats = 0;
        last = 0;
    }

    /** Notes a message; one of another sender, which has no number at its end, is none. */
    void arrived(String json) {
        int end = json.lastIndexOf('"');
        int number = json.lastIndexOf(' ', end) + 1;
        int sent = json.lastIndexOf(' ', number - 2) + 1;
        if (sent <= 0 || !Character.isDigit(json.charAt(end - 1))) {
            return;
        }
        int found = Integer.parseInt(json, number, end, 10);
        if (seen.get(found)) {
            repeats++;
            return;
        }
        seen.set(found);
        if (messages == latencies.length) {
            latencies = Arrays.copyOf(latencies, messages * 2);
        }
        last = System.nanoTime();
        latencies[messages++] = last - Long.parseLong(json, sent, number - 1, 10);
    }

    NotedArrivals said() {
        var latency = Latencies.of(Arrays.copyOf(latencies, messages));
        return new NotedArrivals(messages, repeats, last, latency.p50(), latency.p99());
    }
}
