package io.rootsocket.hub.bench;

import io.rootsocket.hub.hub.Hub;
import java.time.Duration;
import java.util.Arrays;

/** A hub with one announcement twice a second and nothing else to do: how late each begins. */
final class IdleHub {

    private static final int FIRES = Integer.getInteger("bench.idle.fires", 420);
    /** The first ones load classes. */
    private static final int WARM_UP = 20;

    private IdleHub() {}

    public static void main(String[] args) throws Exception {
        var benched = new BenchedHub(FIRES);
        benched.write("beat.yaml", """
                - route:
                    id: beat
                    from:
                      uri: schedule:beat
                      parameters:
                        every: 500ms
                      steps:
                        - process:
                            ref: fired
                        - setBody:
                            constant: "Stand-up 0"
                        - to:
                            uri: rootsocket:message
                            parameters:
                              channel: team
                        - process:
                            ref: accepted
                """);
        var arrivals = new Arrivals();
        arrivals.expect(1);
        try (var server = new ArrivalServer(arrivals)) {
            try (Hub hub = benched.start(server.url())) {
                long started = ScheduleRow.millisSinceBirth();
                long heap = ScheduleRow.heapMegabytes();
                double processor = Measured.processorSeconds();
                benched.await(FIRES, Duration.ofMinutes(10));
                ScheduleRow.print(
                        hub.status().routes().running(),
                        "idle hub",
                        started,
                        heap,
                        warm(benched.late()),
                        warm(benched.acceptedAfter()),
                        Measured.processorSeconds() - processor,
                        "of %d fires, twice a second".formatted(FIRES - WARM_UP));
            }
        } finally {
            benched.delete();
        }
        System.exit(0);
    }

    private static long[] warm(long[] values) {
        return Arrays.copyOfRange(values, WARM_UP, values.length);
    }
}
