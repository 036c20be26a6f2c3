package io.rootsocket.hub.durability;

import static io.rootsocket.hub.testing.RunningHub.route;
import static io.rootsocket.hub.testing.SandboxExtension.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a route may ask of the outbox: in time, urgent first, never twice, once for each key. */
class DurableOptionsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void startSandbox() {
        sandbox = Received.startSandbox();
    }

    @AfterEach
    void stopSandbox() {
        sandbox.close();
    }

    /** A hub whose webhook {@code /in/<channel>} sends with these options. */
    private RunningHub start(String options, String... variable) {
        route(folder, "webhook.yaml", """
                - route:
                    id: webhook
                    from:
                      uri: platform-http:/in/{channel}
                      steps:
                        - convertBodyTo:
                            type: String
                        - setHeader:
                            name: CamelRootSocketChannel
                            simple: ${header.channel}
                        - to: rootsocket:message%s
                        - setHeader:
                            name: CamelHttpResponseCode
                            constant: 202
                """.formatted(options));
        var environment = new HashMap<>(Map.of("HUB_OUTBOX_FIRST_RETRY", "50ms", "HUB_OUTBOX_LONGEST_RETRY", "500ms"));
        if (variable.length > 0) {
            environment.put(variable[0], variable[1]);
        }
        return RunningHub.start(folder, sandbox.apiUrl(), sandbox.key(), environment)
                .withoutProblems();
    }

    private void awaitReceived(String channel, String... texts) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(received(sandbox, channel)).containsExactly(texts));
    }

    private static void accept(RunningHub hub, String channel, String text, String... headers) {
        assertThat(hub.post("/in/" + channel, text, headers).statusCode()).isEqualTo(202);
    }

    private static DeadLetter awaitDeadLetter(RunningHub hub) {
        await().atMost(TIMEOUT).until(() -> !hub.deadLetters().isEmpty());
        assertThat(hub.deadLetters()).hasSize(1);
        return hub.deadLetters().get(0);
    }

    @ManualRow("a message is too late (`expiresAfter`)")
    @Test
    void whatIsTooLateIsADeadLetterAndIsNeverSent() {
        sandbox.faults().inject(Fault.status(503));
        try (RunningHub hub = start("?expiresAfter=2s")) {
            accept(hub, "news", "in two seconds nobody wants it");
            DeadLetter letter = awaitDeadLetter(hub);
            sandbox.faults().clear();
            accept(hub, "news", "in time");

            awaitReceived("news", "in time");
            assertThat(letter.reason().kind()).isEqualTo(Kind.expired);
            assertThat(letter.payload()).isEqualTo("in two seconds nobody wants it");
        }
    }

    @ManualRow("a message is urgent (`priority`)")
    @Test
    void anUrgentMessagePassesTheBulkOfOtherChannels() {
        int waiting = 40;
        try (RunningHub hub = start("", "HUB_OUTBOX_RATE", "10")) {
            int bulk = 0;
            while (bulk - bulkReceived(Instant.MAX) < waiting) {
                accept(hub, "bulk" + bulk++ % 6, "bulk");
            }
            accept(hub, "alarm", "fire", "CamelRootSocketPriority", "9");
            // What left while the urgent one was on its way in passed nobody.
            Instant accepted = Instant.now();
            awaitReceived("alarm", "fire");

            Instant urgent = sandbox.messages("alarm").get(0).at();
            assertThat(bulkReceived(urgent) - bulkReceived(accepted)).isLessThan(waiting / 4);
            int all = bulk;
            await().atMost(TIMEOUT).until(() -> bulkReceived(Instant.MAX) == all);
        }
    }

    private long bulkReceived(Instant before) {
        return IntStream.range(0, 6)
                .mapToObj(i -> sandbox.messages("bulk" + i))
                .flatMap(List::stream)
                .filter(message -> message.at().isBefore(before))
                .count();
    }

    @ManualRow("an answer of RootSocket is lost, with `onAmbiguous: hold`")
    @Test
    void whatMayHaveArrivedIsPutAsideIfTheRouteSaysSo() {
        sandbox.faults().inject(Fault.resetAfter().onChannel("news").times(1));
        try (RunningHub hub = start("?onAmbiguous=hold")) {
            accept(hub, "news", "taken, but the answer is lost");
            DeadLetter letter = awaitDeadLetter(hub);
            accept(hub, "news", "next");

            awaitReceived("news", "taken, but the answer is lost", "next");
            assertThat(letter.reason().kind()).isEqualTo(Kind.ambiguous);
            assertThat(letter.attempts()).isEqualTo(1);
            assertThat(letter.channel()).isEqualTo("news");
            assertThat(letter.route()).isEqualTo("webhook");
        }
    }

    @ManualRow("an answer of RootSocket is lost")
    @Test
    void whatMayHaveArrivedIsSentAgainByDefault() {
        sandbox.faults().inject(Fault.resetAfter().onChannel("news").times(1));
        try (RunningHub hub = start("")) {
            accept(hub, "news", "twice");
            accept(hub, "news", "next");

            awaitReceived("news", "twice", "twice", "next");
            assertThat(hub.deadLetters()).isEmpty();
        }
    }

    @ManualRow("a message with a key comes again (`deduplicate`)")
    @Test
    void aRepeatedKeyIsDroppedAlsoAfterARestart() {
        try (RunningHub hub = start("?deduplicate=RAW(${header.id})")) {
            accept(hub, "news", "first", "id", "1");
            accept(hub, "news", "a repeat of the first", "id", "1");
            accept(hub, "sport", "another channel", "id", "1");
            accept(hub, "news", "second", "id", "2");
            awaitReceived("news", "first", "second");
            awaitReceived("sport", "another channel");
        }
        try (RunningHub hub = start("?deduplicate=RAW(${header.id})")) {
            accept(hub, "news", "a late repeat of the first", "id", "1");
            accept(hub, "news", "third", "id", "3");

            awaitReceived("news", "first", "second", "third");
            assertThat(hub.deadLetters()).isEmpty();
        }
    }

    @ManualRow("the messages of one channel cannot be delivered")
    @Test
    void aChannelThatCannotBeDeliveredToHoldsUpNoOther() {
        sandbox.faults().inject(Fault.status(503).onChannel("stuck"));
        try (RunningHub hub = start("")) {
            accept(hub, "stuck", "waits");
            accept(hub, "stuck", "waits behind it");
            String[] texts = IntStream.range(0, 20).mapToObj(i -> "text " + i).toArray(String[]::new);
            for (String text : texts) {
                accept(hub, "free", text);
            }

            awaitReceived("free", texts);
            assertThat(received(sandbox, "stuck")).isEmpty();
            sandbox.faults().clear();
            awaitReceived("stuck", "waits", "waits behind it");
        }
    }

    @ManualRow("a message fails in several ways before it is given up")
    @Test
    void aDeadLetterTellsWhyEachOfItsAttemptsFailed() {
        sandbox.faults().inject(Fault.status(503).onChannel("news").times(1));
        sandbox.faults().inject(Fault.resetBefore().onChannel("news").times(1));
        sandbox.faults().inject(Fault.status(400).onChannel("news").times(1));
        try (RunningHub hub = start("")) {
            accept(hub, "news", "refused at last");
            DeadLetter letter = awaitDeadLetter(hub);

            assertThat(letter.attempts()).isEqualTo(3);
            assertThat(letter.failures())
                    .extracting(failed -> failed.reason().kind())
                    .containsExactly(Kind.retry, Kind.ambiguous, Kind.message);
            assertThat(letter.failures())
                    .extracting(failed -> failed.reason().status())
                    .containsExactly(503, null, 400);
        }
    }

    @ManualRow("you replay a dead letter")
    @Test
    void aDeadLetterThatIsReplayedIsDelivered() {
        sandbox.faults().inject(Fault.status(400).onChannel("news").times(1));
        try (RunningHub hub = start("")) {
            accept(hub, "news", "refused at first");
            awaitDeadLetter(hub);

            assertThat(hub.replay(DeadLetterFilter.ALL)).isEqualTo(1);

            awaitReceived("news", "refused at first");
            assertThat(hub.deadLetters()).isEmpty();
        }
    }
}
