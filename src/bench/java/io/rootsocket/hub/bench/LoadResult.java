package io.rootsocket.hub.bench;

/**
 * What the callers of a {@link LoadGenerator} got.
 *
 * @param answered how many calls were answered, in whichever way
 * @param failed how many of these with another status than 200 to 209
 * @param beginNanos the clock at the first call
 * @param endNanos the clock at the last answer
 * @param p50 the median nanoseconds to the answer
 * @param p99 the nanoseconds to the answer that one call in a hundred exceeds
 */
record LoadResult(int answered, int failed, long beginNanos, long endNanos, long p50, long p99) {

    static LoadResult of(String line) {
        String[] cells = line.split(" ");
        return new LoadResult(
                Integer.parseInt(cells[0]),
                Integer.parseInt(cells[1]),
                Long.parseLong(cells[2]),
                Long.parseLong(cells[3]),
                Long.parseLong(cells[4]),
                Long.parseLong(cells[5]));
    }

    String line() {
        return "%d %d %d %d %d %d".formatted(answered, failed, beginNanos, endNanos, p50, p99);
    }
}
