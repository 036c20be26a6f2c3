package io.rootsocket.hub.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * One round of one way to deliver: from the first message sent to the last one arrived.
 *
 * @param perSecond messages per second
 * @param p50 the median microseconds from sending to arrival
 * @param p99 the microseconds from sending to arrival that one message in a hundred exceeds
 */
record DurableRound(double perSecond, double p50, double p99) {

    /** What is sent, before the number. */
    static final String TEXT = "Stand-up in five minutes, in the usual room. ";

    /** Sends one message and returns once the sender need not keep it any more. */
    @FunctionalInterface
    interface Sender {
        void send(int lane, int number) throws Exception;
    }

    /** Lets {@code lanes} callers send {@code messages} messages, each to a channel of its own. */
    static DurableRound of(Sender sender, Arrivals arrivals, int messages, int lanes, ExecutorService threads)
            throws Exception {
        int each = messages / lanes;
        arrivals.expect(each * lanes);
        List<Callable<Void>> callers = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            int own = lane;
            callers.add(() -> {
                for (int i = 0; i < each; i++) {
                    int number = own * each + i;
                    arrivals.sending(number);
                    sender.send(own, number);
                }
                return null;
            });
        }
        long start = System.nanoTime();
        for (Future<Void> done : threads.invokeAll(callers)) {
            done.get();
        }
        arrivals.awaitAll();
        double nanos = System.nanoTime() - start;
        long[] latencies = arrivals.latencies();
        return new DurableRound(
                latencies.length / nanos * 1e9,
                latencies[latencies.length / 2] / 1e3,
                latencies[latencies.length * 99 / 100] / 1e3);
    }
}
