package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rootsocket.hub.durability.ExplainedMessages.Sent;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.BrokerElsewhere;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hub is killed again and again, in the middle of its work and while an alarm is raised, and RootSocket fails in every
 * way; what was answered 202 arrives nevertheless, or is a dead letter, and the hub knows what came of it.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KilledHubIT {

    private static final int MESSAGES = Trial.count(300, 10_000);
    /** Of these RootSocket takes none. */
    private static final int REFUSED = Trial.count(20, 300);

    private static final String REFUSING = "dies0";
    private static final int KILLS = Trial.count(1, 15);
    /** Of each kind: between two of them the hub waits for longer and longer. */
    private static final int FAULTS = Trial.count(10, 30);

    private static final int CHANNELS = 16;
    /** So many messages are on their way at once. */
    private static final int CONCURRENCY = 8;

    /** How long an answer takes that counts as lost: longer than a busy machine takes for one. */
    private static final Duration LATE = Duration.ofSeconds(6);

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final String ALARMS = """
            - route:
                id: alarms
                from:
                  uri: hub:alarms
                  steps:
                    - to: rootsocket:message?channel=ops
            - route:
                id: stock
                from:
                  uri: schedule:stock
                  parameters:
                    every: 500
                  steps:
                    - throwException:
                        exceptionType: java.io.IOException
                        message: the stock does not answer
            """;

    private Sandbox sandbox;
    private Killed own;
    private Map<String, List<Integer>> refused = Map.of();
    private JsonNode alarmBefore = MissingNode.getInstance();
    private JsonNode alarmAfter = MissingNode.getInstance();
    private Path data;

    /** On its own broker. */
    @BeforeAll
    void killAgainAndAgain(@TempDir Path folder) throws Exception {
        sandbox = Received.startSandbox();
        sandbox.faults().inject(Fault.status(400).onChannel(REFUSING));
        try (var hub = new ProvedHub(folder.resolve("hub"), sandbox).route("alarms.yaml", ALARMS);
                var dying = new Callers("dies")) {
            data = hub.data();
            own = new Killed("embedded broker", hub, sandbox);
            own.start();
            await().atMost(TIMEOUT)
                    .until(() -> !told().isEmpty() && !alarms(hub).has("untoldSince"));
            alarmBefore = alarm(hub);
            dying.call(1, REFUSED, hub::port);
            own.killAgainAndAgain(dying);
            refused = dying.finish();
            await().atMost(TIMEOUT).until(() -> alarms(hub).has("lookedAt"));
            alarmAfter = alarm(hub);
            await().atMost(TIMEOUT).until(() -> hub.health().contains("\"outbox.depth\":0"));
            own.stop();
        }
    }

    private List<String> told() {
        return SandboxExtension.received(sandbox, "ops").stream()
                .filter(text -> text.startsWith("ALARM critical: route.failing stock"))
                .toList();
    }

    private static JsonNode alarms(ProvedHub hub) throws IOException {
        return Wire.readTree(hub.alarms());
    }

    /** The one of the schedule: what RootSocket does may raise others. */
    private static JsonNode alarm(ProvedHub hub) throws IOException {
        for (JsonNode raised : alarms(hub).path("raised")) {
            if (raised.path("topic").asText().equals("route.failing")
                    && raised.toString().contains("stock")) {
                return raised;
            }
        }
        return MissingNode.getInstance();
    }

    @AfterAll
    void close() {
        sandbox.close();
    }

    @ManualRow("it is killed again and again, while RootSocket breaks connections, times out and answers 503")
    @Test
    void deliversAllThatWasAcceptedOnItsOwnBroker() {
        own.requireThatNothingIsLost();
    }

    @ManualRow("it is killed in the middle of its work")
    @Test
    void everyMessageExplainsItselfToItsSource() throws Exception {
        var explained = new ExplainedMessages(data, "accept");

        assertThat(explained.lacking(sent())).isEmpty();
        assertThat(explained.dead()).as("some died, and were asked about too").isPositive();
        assertThat(own.log()).contains("for channel " + REFUSING + " is a dead letter (message,", "answered 400");
    }

    /** Also what was delivered though the kill kept its caller from hearing so. */
    private Set<Sent> sent() {
        var sent = new HashSet<Sent>();
        var received = new Received(sandbox);
        var all = new HashMap<>(own.accepted());
        all.putAll(refused);
        all.forEach((channel, numbers) -> {
            numbers.forEach(number -> sent.add(new Sent(channel, String.valueOf(number))));
            received.numbers(channel).forEach(number -> sent.add(new Sent(channel, String.valueOf(number))));
        });
        assertThat(sent).hasSizeGreaterThanOrEqualTo(MESSAGES + REFUSED);
        return sent;
    }

    @ManualRow("it is killed while an alarm is raised")
    @Test
    void keepsAnAlarmOverAKillAndTellsItOnce() {
        assertThat(told()).hasSize(1);
        assertThat(alarmBefore.path("id").isMissingNode()).isFalse();
        assertThat(alarmAfter.path("id")).isEqualTo(alarmBefore.path("id"));
        assertThat(alarmAfter.path("since")).isEqualTo(alarmBefore.path("since"));
    }

    /** With the other tests {@link TwoHubsIT} kills some on such a broker, amid the same faults. */
    @ManualRow("it is killed again and again, with a broker elsewhere")
    @Test
    @EnabledIfSystemProperty(named = "proof", matches = "true")
    void deliversAllThatWasAcceptedOnABrokerElsewhere(@TempDir Path folder) throws Exception {
        try (Sandbox service = Received.startSandbox();
                var broker = BrokerElsewhere.start(folder.resolve("broker"));
                var hub = new ProvedHub(folder.resolve("hub"), service);
                var nobodyElse = new Callers("nobody")) {
            var killed = new Killed("external broker", hub.with("HUB_BROKER_URL", broker.url()), service);
            killed.start();
            killed.killAgainAndAgain(nobodyElse);
            killed.stop();
            killed.requireThatNothingIsLost();
        }
    }

    /** What becomes of one hub, and of what was sent to it. */
    private static final class Killed {

        private final String broker;
        private final ProvedHub hub;
        private final Sandbox sandbox;
        private final Received received;
        /** What RootSocket does the whole time. */
        private final List<Fault> lasting;

        private final List<Instant> ends = new ArrayList<>();
        private Map<String, List<Integer>> accepted = Map.of();
        private int lostAnswers;
        private String health = "";
        private String log = "";

        Killed(String broker, ProvedHub hub, Sandbox sandbox) {
            this.broker = broker;
            this.hub = hub;
            this.sandbox = sandbox;
            this.received = new Received(sandbox);
            this.lasting = sandbox.faults().active();
        }

        void start() {
            hub.losingAnswersAfter(LATE.minusSeconds(1))
                    .with("HUB_OUTBOX_CONCURRENCY", String.valueOf(CONCURRENCY))
                    .start();
        }

        /** @param others who call as well */
        void killAgainAndAgain(Callers others) throws Exception {
            try (var callers = new Callers().call(CHANNELS, MESSAGES, hub::port)) {
                int[] moments = new Random().ints(KILLS, 1, MESSAGES).sorted().toArray();
                for (int kill = 0; kill < KILLS; kill++) {
                    misbehave(kill);
                    int moment = moments[kill];
                    await().atMost(TIMEOUT)
                            .pollInterval(Duration.ofMillis(1))
                            .until(() -> callers.acceptedSoFar() >= moment);
                    // The calls that are on go on, into the kill.
                    callers.pause();
                    others.pause();
                    hub.kill();
                    ends.add(Instant.now());
                    hub.start();
                    callers.resume();
                    others.resume();
                }
                accepted = callers.finish();
                sandbox.faults().replace(lasting);
                await().atMost(TIMEOUT).until(() -> received.missing(accepted) == 0);
            }
        }

        /**
         * Each time in other ways, in place of those before: a hub that accepts faster than it comes to them would have them
         * pile up. An answer that is lost after the message was taken makes a repeat without any kill.
         */
        private void misbehave(int kill) {
            var faults = new ArrayList<>(lasting);
            if (kill % 2 == 0) {
                faults.add(lost(Fault.latency(LATE), 3));
                faults.add(Fault.status(503).times(FAULTS));
                faults.add(lost(Fault.resetAfter(), 3));
                faults.add(Fault.resetBefore().times(FAULTS));
            } else {
                faults.add(Fault.outage().lasting(Duration.ofSeconds(3)));
            }
            sandbox.faults().replace(faults);
        }

        private Fault lost(Fault fault, int times) {
            lostAnswers += times;
            return fault.times(times);
        }

        void stop() {
            health = hub.health();
            log = hub.log();
            hub.stop();
        }

        Map<String, List<Integer>> accepted() {
            return accepted;
        }

        String log() {
            return log;
        }

        void requireThatNothingIsLost() {
            Trial.of(
                            Trial.Fault.KILL,
                            "%d kills, %s".formatted(KILLS, broker),
                            accepted,
                            received,
                            Trial.Recovery.AFTER_A_START)
                    .write();
            assertThat(log).as("a kill alone loses nothing on disk").doesNotContain("are missing");
            assertThat(health).as("nor makes it unreadable").doesNotContain("could not read");
            assertThat(received.missing(accepted)).isZero();
            received.requireOrder(accepted.keySet());
            assertThat(received.repeatsBesides(ends, accepted.keySet())).isLessThanOrEqualTo(lostAnswers);
        }
    }
}
