package io.rootsocket.hub.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * What would become of a split of the work by key, before anybody builds one: channels over brokers, and schedules over groups
 * of hubs. Says how uneven each way of choosing is, and how much moves when a place is added. It runs nothing of the hub.
 *
 * <p>{@code mvn -Pbench verify -Dbench=SplitSimulation}
 */
public final class SplitSimulation {

    private static final int CHANNELS = 1_000_000;
    /** Places of each broker on the ring of a consistent hash. */
    private static final int POINTS = 128;

    /** How a place is chosen for a key: of so many places, the one that the key has. */
    private interface Split {
        IntUnaryOperator over(int places);
    }

    private SplitSimulation() {}

    public static void main(String[] none) {
        long[] keys = IntStream.range(0, CHANNELS)
                .mapToLong(i -> hash("customer-%07d".formatted(i)))
                .toArray();
        // Of channels, a few have much of what is sent: the first ten of a million have a fifth, the first alone seven
        // in a hundred.
        double[] weights = zipf(CHANNELS, 1);
        System.out.printf(
                Locale.ROOT,
                "| %,d channels over | by | most channels, of the mean | most messages, of the mean | moved to one more place |%n| --- | --- | --- | --- | --- |%n",
                CHANNELS);
        for (int places : new int[] {3, 10, 30}) {
            row(places, "remainder", keys, weights, count -> key -> (int) Long.remainderUnsigned(keys[key], count));
            row(places, "ring of %d points each".formatted(POINTS), keys, weights, count -> ring(keys, count));
            row(places, "rendezvous", keys, weights, count -> key -> rendezvous(keys[key], count));
        }
    }

    private static void row(int places, String name, long[] keys, double[] weights, Split split) {
        int[] now = place(keys, split.over(places));
        int[] then = place(keys, split.over(places + 1));
        long moved = IntStream.range(0, keys.length)
                .filter(key -> now[key] != then[key])
                .count();
        double[] even = new double[keys.length];
        Arrays.fill(even, 1.0 / keys.length);
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %.3f | %.3f | %.1f %% (at least %.1f %%) |%n",
                places,
                name,
                most(now, even, places),
                most(now, weights, places),
                100.0 * moved / keys.length,
                100.0 / (places + 1));
    }

    private static int[] place(long[] keys, IntUnaryOperator split) {
        return IntStream.range(0, keys.length).parallel().map(split).toArray();
    }

    /** The load of the fullest place, of what it would be if all had the same. */
    private static double most(int[] placed, double[] weights, int places) {
        double[] load = new double[places];
        for (int key = 0; key < placed.length; key++) {
            load[placed[key]] += weights[key];
        }
        return Arrays.stream(load).max().orElseThrow() * places;
    }

    /** Each place has many points on a ring; a key is at the next one. */
    private static IntUnaryOperator ring(long[] keys, int places) {
        long[] points = new long[places * POINTS];
        int[] owners = new int[points.length];
        Integer[] order = new Integer[points.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = mix(hash("place-%d-%d".formatted(i / POINTS, i % POINTS)));
            order[i] = i;
        }
        Arrays.sort(order, (one, other) -> Long.compare(points[one], points[other]));
        long[] sorted = new long[points.length];
        for (int i = 0; i < points.length; i++) {
            sorted[i] = points[order[i]];
            owners[i] = order[i] / POINTS;
        }
        return key -> {
            int found = Arrays.binarySearch(sorted, mix(keys[key]));
            int next = found >= 0 ? found : -found - 1;
            return owners[next % owners.length];
        };
    }

    /** The place that draws the largest number for the key. */
    private static int rendezvous(long key, int places) {
        int best = 0;
        long largest = Long.MIN_VALUE;
        for (int place = 0; place < places; place++) {
            long drawn = mix(key ^ mix(place + 1L));
            if (drawn > largest) {
                largest = drawn;
                best = place;
            }
        }
        return best;
    }

    /** Shares of messages that fall with the rank, dealt to the channels in a random order that is always the same. */
    private static double[] zipf(int count, double exponent) {
        double[] weights = IntStream.rangeClosed(1, count)
                .mapToDouble(rank -> Math.pow(rank, -exponent))
                .toArray();
        double sum = Arrays.stream(weights).sum();
        var random = new Random(5);
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double weight = weights[i];
            weights[i] = weights[other];
            weights[other] = weight;
        }
        Arrays.setAll(weights, i -> weights[i] / sum);
        return weights;
    }

    private static long hash(String key) {
        var crc = new CRC32C();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return mix(crc.getValue());
    }

    /** Spreads what differs in one bit over all 64. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
