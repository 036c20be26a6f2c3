package io.rootsocket.hub.bench;

import io.rootsocket.hub.hub.Hub;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A hub with many routes that are due in the same second. The route with every tenth number has a higher priority than the
 * others, and each file holds both. Says how late they begin, when the last is accepted by the outbox, how well the
 * order is that of priority, and what the ledger and the service have in the end.
 */
final class ScheduledHub {

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
        var benched = new BenchedHub(routes);
        var arrivals = new Arrivals();
        arrivals.expect(routes);
        for (int first = 0; first < routes; first += PER_FILE) {
            benched.write("routes-%05d.yaml".formatted(first), file(first, Math.min(routes, first + PER_FILE), at));
        }
        try (var server = new ArrivalServer(arrivals)) {
            long started;
            long heap;
            try (Hub hub = benched.start(server.url())) {
                started = ScheduleRow.millisSinceBirth();
                heap = ScheduleRow.heapMegabytes();
                if (Instant.now().isAfter(at)) {
                    throw new IllegalStateException(
                            "%d routes took %d ms to start, too long to measure".formatted(routes, started));
                }
                benched.await(Duration.between(Instant.now(), at).plusSeconds(300));
                arrivals.awaitAll();
            }
            ScheduleRow.print(routes, "hub", started, heap, benched.late(), benched.acceptedAfter(), more(benched));
        } finally {
            benched.delete();
        }
    }

    private static String more(BenchedHub benched) throws Exception {
        return "the last urgent one began as number %d of %d; ledger %s"
                .formatted(lastUrgent(benched.order()), benched.order().length, benched.ledger());
    }

    private static int lastUrgent(int[] order) {
        int last = 0;
        for (int i = 0; i < order.length; i++) {
            last = order[i] == URGENT ? i + 1 : last;
        }
        return last;
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
                    """.formatted(i, cron(at), priority, i % 100));
        }
        return text.toString();
    }

    /** Late enough for all to have started. */
    static Instant at(int routes) {
        int seconds = Integer.getInteger("bench.wait", 20 + routes / 100);
        return Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Once a day: a schedule that ends with its only time would be measured with its removal. */
    static String cron(Instant at) {
        var time = at.atZone(ZoneOffset.UTC);
        return "%d %d %d * * ?".formatted(time.getSecond(), time.getMinute(), time.getHour());
    }
}
