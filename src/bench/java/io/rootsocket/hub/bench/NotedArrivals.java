package io.rootsocket.hub.bench;

/**
 * What arrived at a server.
 *
 * @param messages without repeats
 * @param lastNanos the clock when the last one came
 * @param p50 the median nanoseconds from sending to arrival
 * @param p99 the nanoseconds from sending to arrival that one message in a hundred exceeds
 */
record NotedArrivals(int messages, int repeats, long lastNanos, long p50, long p99) {

    static NotedArrivals of(String line) {
        String[] cells = line.split(" ");
        return new NotedArrivals(
                Integer.parseInt(cells[0]),
                Integer.parseInt(cells[1]),
                Long.parseLong(cells[2]),
                Long.parseLong(cells[3]),
                Long.parseLong(cells[4]));
    }

    String line() {
        return "%d %d %d %d %d".formatted(messages, repeats, lastNanos, p50, p99);
    }
}
