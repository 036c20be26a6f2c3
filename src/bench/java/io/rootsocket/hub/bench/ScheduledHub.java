package io.rootsocket.hub.bench;

import io.rootsocket.hub.hub.Hub;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * A hub with many routes that are due in the same second, and again a minute later, when Java has compiled what they run
 * through. The route with every tenth number has a higher priority than the others, and each file holds both; one more is
 * due a second later than all of them. Says how late they begin, when the last is accepted by the outbox, how well the
 * order is that of priority, and what the ledger and the service have in the end.
 */
final class ScheduledHub {

    /** A minute apart. */
    static final int BURSTS = Integer.getInteger("bench.bursts", 2);

    private static final int PER_FILE = 100;
    private static final int URGENT = 9;
    private static final int USUAL = 5;

    private ScheduledHub() {}

    public static void main(String[] args) throws Exception {
        run(Integer.parseInt(args[0]));
        // Threads of the broker's client would live on for a minute.
        System.exit(0);
    }

    private static void run(int routes) throws Exception {
        Instant at = at(routes);
        var benched = new BenchedHub(BURSTS * routes);
        var arrivals = new Arrivals();
        for (int first = 0; first < routes; first += PER_FILE) {
            benched.write("routes-%05d.yaml".formatted(first), file(first, Math.min(routes, first + PER_FILE), at));
        }
        benched.write("during.yaml", during(routes, at.plusSeconds(1)));
        try (var server = new ArrivalServer(arrivals)) {
            var processor = new double[BURSTS];
            long started;
            long heap;
            try (Hub hub = benched.start(server.url())) {
                started = ScheduleRow.millisSinceBirth();
                heap = ScheduleRow.heapMegabytes();
                if (Instant.now().isAfter(at)) {
                    throw new IllegalStateException(
                            "%d routes took %d ms to start, too long to measure".formatted(routes, started));
                }
                for (int burst = 0; burst < BURSTS; burst++) {
                    processor[burst] = burst(benched, arrivals, routes, burst, at.plus(burst, ChronoUnit.MINUTES));
                }
            }
            for (int burst = 0; burst < BURSTS; burst++) {
                print(benched, routes, burst, started, heap, processor[burst]);
            }
        } finally {
            benched.delete();
        }
    }

    /** Returns the processor seconds that it took. */
    private static double burst(BenchedHub benched, Arrivals arrivals, int routes, int burst, Instant at)
            throws InterruptedException {
        arrivals.expect(routes + 1);
        Duration wait = Duration.between(Instant.now(), at);
        if (wait.isNegative()) {
            throw new IllegalStateException("The burst before the one at %s took too long".formatted(at));
        }
        Thread.sleep(wait.toMillis());
        double before = Measured.processorSeconds();
        benched.await((burst + 1) * routes, Duration.ofMinutes(5));
        arrivals.awaitAll();
        return Measured.processorSeconds() - before;
    }

    private static void print(BenchedHub benched, int routes, int burst, long started, long heap, double processor)
            throws Exception {
        int from = burst * routes;
        int to = from + routes;
        ScheduleRow.print(
                routes,
                burst == 0 ? "hub" : "hub, warm",
                started,
                heap,
                Arrays.copyOfRange(benched.late(), from, to),
                Arrays.copyOfRange(benched.acceptedAfter(), from, to),
                processor,
                "the last urgent one began as number %d of %d; one due a second later was in the outbox after %,d ms; ledger %s"
                        .formatted(
                                lastUrgent(Arrays.copyOfRange(benched.order(), from, to)),
                                routes,
                                benched.during().get(burst),
                                benched.ledger()));
    }

    private static int lastUrgent(int[] order) {
        int last = 0;
        for (int i = 0; i < order.length; i++) {
            last = order[i] == URGENT ? i + 1 : last;
        }
        return last;
    }

    private static String during(int number, Instant at) {
        return """
                - route:
                    id: announce-during
                    from:
                      uri: schedule:announce-during
                      parameters:
                        cron: "%s"
                        zone: UTC
                      steps:
                        - setBody:
                            constant: "Stand-up %d"
                        - to:
                            uri: rootsocket:message
                            parameters:
                              channel: during
                        - process:
                            ref: during
                """.formatted(cron(at, BURSTS), number);
    }

    private static String file(int from, int to, Instant at) {
        var text = new StringBuilder();
        for (int i = from; i < to; i++) {
            int priority = i % 10 == 0 ? URGENT : USUAL;
            text.append("""
                    - route:
                        id: announce-%1$d
                        from:
                          uri: schedule:announce-%1$d
                          parameters:
                            cron: "%2$s"
                            zone: UTC
                            priority: %3$d
                          steps:
                            - setHeader:
                                name: priority
                                constant: "%3$d"
                            - process:
                                ref: fired
                            - setBody:
                                constant: "Stand-up %1$d"
                            - to:
                                uri: rootsocket:message
                                parameters:
                                  channel: team.%4$d
                            - process:
                                ref: accepted
                    """.formatted(i, cron(at, BURSTS), priority, i % 100));
        }
        return text.toString();
    }

    /** Late enough for all to have started. */
    static Instant at(int routes) {
        int seconds = Integer.getInteger("bench.wait", 20 + routes / 100);
        Instant at = Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
        int minutesLeft = 60 - at.atZone(ZoneOffset.UTC).getMinute();
        return minutesLeft <= BURSTS ? at.plus(minutesLeft, ChronoUnit.MINUTES) : at;
    }

    /**
     * At a time, and again in each minute after it, all in one hour.
     *
     * @param bursts how often in all: once a day, as a schedule that ends with its only time would be measured with its
     *     removal
     */
    static String cron(Instant at, int bursts) {
        var time = at.atZone(ZoneOffset.UTC);
        int minute = time.getMinute();
        return "%d %d-%d %d * * ?".formatted(time.getSecond(), minute, minute + bursts - 1, time.getHour());
    }
}
