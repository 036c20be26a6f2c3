package io.rootsocket.hub.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a process measured, as a row of the table. It goes to the process that prints the table on standard output. */
final class ScheduleRow {

    private static final String MARK = "ROW ";

    static final List<String> HEADER = List.of(
            "routes",
            "who",
            "start s",
            "heap MB",
            "p50 ms",
            "p99 ms",
            "max ms",
            "accepted p99 ms",
            "accepted max ms",
            "processor s",
            "more");
    static final int START = HEADER.indexOf("start s");
    static final int HEAP = HEADER.indexOf("heap MB");
    static final int ACCEPTED_P99 = HEADER.indexOf("accepted p99 ms");
    static final int MORE = HEADER.indexOf("more");
    static final int ACCEPTED_MAX = HEADER.indexOf("accepted max ms");

    private ScheduleRow() {}

    /**
     * @param startMillis how long the process took from its birth until all could fire
     * @param heap the heap in use then, in megabytes
     * @param late how many milliseconds late each was
     * @param accepted how many milliseconds after its time each was in the outbox; empty if there is none
     * @param processorSeconds what the process took of the processors until all had arrived
     */
    static void print(
            int routes,
            String who,
            long startMillis,
            long heap,
            long[] late,
            long[] accepted,
            double processorSeconds,
            String more) {
        System.out.println(MARK
                + String.format(
                        Locale.ROOT,
                        "%,d | %s | %.1f | %,d | %,d | %,d | %,d | %s | %s | %.1f | %s",
                        routes,
                        who,
                        startMillis / 1000.0,
                        heap,
                        percentile(late, 0.5),
                        percentile(late, 0.99),
                        percentile(late, 1),
                        accepted.length == 0 ? "" : "%,d".formatted(percentile(accepted, 0.99)),
                        accepted.length == 0 ? "" : "%,d".formatted(percentile(accepted, 1)),
                        processorSeconds,
                        more));
    }

    /** The row in a line of output; empty if it holds none. */
    static Optional<List<String>> in(String line) {
        int mark = line.indexOf(MARK);
        return mark < 0 ? Optional.empty() : Optional.of(Report.row("%s", line.substring(mark + MARK.length())));
    }

    static long percentile(long[] values, double share) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * share) - 1)];
    }

    static long millisSinceBirth() {
        return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    /** The heap in use after a collection. */
    static long heapMegabytes() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1_000_000;
    }
}
