package io.rootsocket.hub.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * One round of one client.
 *
 * @param perSecond messages per second
 * @param cpu microseconds of this process's processor time for each message, which other processes do not add to
 * @param p50 the median latency in microseconds
 * @param p99 the latency in microseconds that one message in a hundred exceeds
 */
record Round(double perSecond, double cpu, double p50, double p99) {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Sends {@code messages} messages, {@code inFlight} at a time. */
    static Round of(Clients.Client client, int messages, int inFlight, ExecutorService threads) throws Exception {
        int each = Math.max(1, messages / inFlight);
        Callable<long[]> sender = () -> latencies(client, each);
        long cpuBefore = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        var results = threads.invokeAll(Collections.nCopies(inFlight, sender));
        double nanos = System.nanoTime() - start;
        double cpuNanos = SYSTEM.getProcessCpuTime() - cpuBefore;
        var latencies = new ArrayList<long[]>();
        for (Future<long[]> result : results) {
            latencies.add(result.get());
        }
        long[] all = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Round(
                all.length / nanos * 1e9,
                cpuNanos / all.length / 1e3,
                all[all.length / 2] / 1e3,
                all[all.length * 99 / 100] / 1e3);
    }

    private static long[] latencies(Clients.Client client, int messages) throws Exception {
        long[] latencies = new long[messages];
        for (int i = 0; i < messages; i++) {
            long start = System.nanoTime();
            client.send();
            latencies[i] = System.nanoTime() - start;
        }
        return latencies;
    }
}
