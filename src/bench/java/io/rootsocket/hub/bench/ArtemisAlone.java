package io.rootsocket.hub.bench;

import io.rootsocket.hub.testing.BrokerElsewhere;
import io.rootsocket.hub.testing.FreePort;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Artemis without a hub and without a network, in a process of its own: senders in the broker's process, whose messages are on
 * disk when they go on, at several timeouts of the journal, among them Artemis' default and what {@code artemis create} would
 * choose for this disk.
 */
final class ArtemisAlone {

    private static final int MAX_SENDERS = 64;

    private ArtemisAlone() {}

    /** Says its timeouts in microseconds; then, for each line of a timeout's number, messages and senders, a round. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        List<Duration> timeouts = Stream.of(
                        Duration.ofNanos(3_333_333),
                        DiskSpeed.journalTimeout(folder),
                        Duration.ofNanos(200_000),
                        Duration.ofNanos(50_000),
                        Duration.ZERO)
                .toList();
        var arrivals = new Arrivals();
        List<BrokerAlone> brokers = new ArrayList<>();
        for (Duration timeout : timeouts) {
            int port = FreePort.next();
            var broker = BrokerElsewhere.start(folder.resolve(String.valueOf(port)), port, timeout);
            brokers.add(new BrokerAlone(broker.urlInProcess(), Optional.empty(), MAX_SENDERS, arrivals));
        }
        System.out.println(timeouts.stream()
                .map(timeout -> String.valueOf(timeout.toNanos() / 1_000))
                .collect(Collectors.joining(" ")));
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ExecutorService threads = Executors.newFixedThreadPool(MAX_SENDERS);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] asked = line.split(" ");
            DurableRound round = DurableRound.of(
                    brokers.get(Integer.parseInt(asked[0])),
                    arrivals,
                    Integer.parseInt(asked[1]),
                    Integer.parseInt(asked[2]),
                    threads);
            System.out.println(round.perSecond() + " " + round.p50() + " " + round.p99());
        }
        System.exit(0);
    }
}
