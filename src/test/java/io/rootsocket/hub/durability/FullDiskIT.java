package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.BrokerException;
import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.ManualRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something else fills the disk to its last byte while callers call, and frees it again. */
class FullDiskIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final int MEGABYTES = 120;
    private static final int MESSAGES = Trial.count(200, 5_000);

    /** Each kind of its own: those of channels `queue…` take the way over a queue of the routes. */
    private static final String ROUTES = """
            - route:
                id: accept
                from:
                  uri: platform-http:/in/{channel}
                  parameters:
                    httpMethodRestrict: POST
                  steps:
                    - convertBodyTo:
                        type: String
                    - choice:
                        when:
                          - simple: ${header.channel} starts with 'queue'
                            steps:
                              - to: jms:queue:orders?exchangePattern=InOnly
                        otherwise:
                          steps:
                            - to:
                                uri: direct:send
                    - setHeader:
                        name: CamelHttpResponseCode
                        constant: 202
            - route:
                id: send
                from:
                  uri: direct:send
                  steps:
                    - setHeader:
                        name: CamelRootSocketChannel
                        simple: ${header.channel}
                    - to: rootsocket:message
            - route:
                id: orders
                from:
                  uri: jms:queue:orders
                  steps:
                    - to: direct:send
            """;

    @TempDir
    Path folder;

    @ManualRow("something else fills the disk to its last byte, and frees it again")
    @Test
    void callersAreToldToComeBackAndWhatWasAnsweredWellArrivesOnceThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.make(folder, MEGABYTES);
                Sandbox sandbox = Received.startSandbox();
                var hub = new ProvedHub(folder.resolve("hub"), sandbox);
                var callers = new Callers();
                var queueing = new Callers("queue")) {
            var received = new Received(sandbox);
            hub.route("accept.yaml", ROUTES)
                    .with("HUB_DATA", disk.folder().resolve("data").toString())
                    .start();
            sandbox.faults().inject(Fault.outage());
            callers.call(4, MESSAGES, hub::port);
            queueing.call(4, MESSAGES, hub::port);
            await().atMost(TIMEOUT)
                    .until(() -> callers.acceptedSoFar() > MESSAGES / 4 && queueing.acceptedSoFar() > MESSAGES / 4);

            disk.fill();

            await().atMost(TIMEOUT).until(() -> callers.unanswered() > 20 && queueing.unanswered() > 20);
            assertThat(hub.health()).contains("HUB_MAX_DISK_USAGE");
            disk.free();
            sandbox.faults().clear();
            Map<String, List<Integer>> straight = callers.finish();
            Map<String, List<Integer>> queued = queueing.finish();
            await().atMost(TIMEOUT).until(() -> received.missing(straight) + received.missing(queued) == 0);
            assertThat(hub.isAlive()).isTrue();
            assertThat(unfinished(disk.folder())).isEmpty();
            trial("webhooks", straight, received).write();
            trial("JMS producers", queued, received).write();
            // Two consumers of one queue may pass each other; what goes straight to its channel keeps its order.
            received.requireOrder(straight.keySet());
        }
    }

    /** It said to move the journal away, after twenty seconds of waiting. */
    @ManualRow("there is no room on the disk for a start")
    @Test
    void aBrokerThatFindsNoRoomSaysSoAndStartsOnceThereIsSome() throws Exception {
        try (SmallDisk disk = SmallDisk.make(folder, 20)) {
            Path broker = disk.folder().resolve("broker");
            disk.fill();

            assertThatThrownBy(() -> Broker.onFolder(broker))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("is full")
                    .hasMessageContaining("Make room on it")
                    .hasMessageNotContaining("move");

            disk.free();
            Broker.onFolder(broker).close();
        }
    }

    private static Trial trial(String who, Map<String, List<Integer>> accepted, Received received) {
        return Trial.of(
                Trial.Fault.DISK,
                "something else fills the disk: " + who,
                accepted,
                received,
                Trial.Recovery.BY_ITSELF);
    }

    private static List<Path> unfinished(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }
}
