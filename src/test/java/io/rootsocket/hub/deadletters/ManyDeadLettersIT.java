package io.rootsocket.hub.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.deadletters.DeadLetter.Reason;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters that the broker does not bring at once, as they are large. */
class ManyDeadLettersIT {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final DeadLetterFilter LARGE = new DeadLetterFilter(
            Optional.empty(), Optional.empty(), Optional.of("large"), Optional.empty(), Optional.empty());
    private static final int LARGE_ONES = 40;

    @TempDir
    Path folder;

    private Broker broker;
    private DeadLetters letters;

    @BeforeEach
    void open() {
        broker = Broker.onFolder(folder.resolve("broker"));
        letters = DeadLetters.of(broker, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void seesAllLargeLettersEachTimeAndReplaysAndDiscardsEachOnce() {
        keepLarge();

        for (int time = 0; time < 3; time++) {
            DeadLetterPage page = letters.page(LARGE, LARGE_ONES, Optional.of(reroute(new ArrayList<>())));
            assertThat(page.matching()).isEqualTo(LARGE_ONES);
            assertThat(page.replayable()).isEqualTo(LARGE_ONES);
            assertThat(page.letters()).extracting(DeadLetterSummary::id).containsExactlyElementsOf(ids());
        }
        assertThat(letters.list(LARGE, 1_000)).extracting(DeadLetter::id).containsExactlyElementsOf(ids());

        List<String> routed = new ArrayList<>();
        assertThat(letters.replay(
                        LARGE, new DeadLetterBatch(15, DeadLetterBatch.ALL.maxTime()), Optional.of(reroute(routed))))
                .isEqualTo(15);
        assertThat(letters.discard(LARGE, DeadLetterBatch.ALL)).isEqualTo(LARGE_ONES - 15);
        assertThat(routed).containsExactlyElementsOf(ids().subList(0, 15));
        assertThat(letters.count(DeadLetterFilter.ALL)).isZero();
    }

    @Test
    void twoThatDiscardAtOnceShareTheLettersAndLeaveNone() throws Exception {
        keepLarge();
        Callable<Integer> discard = () -> letters.discard(DeadLetterFilter.ALL, DeadLetterBatch.ALL);
        var threads = Executors.newFixedThreadPool(2);
        try {
            int gone = 0;
            for (var each : threads.invokeAll(List.of(discard, discard))) {
                gone += each.get();
            }
            assertThat(gone).isEqualTo(LARGE_ONES);
            assertThat(letters.count(DeadLetterFilter.ALL)).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    private void keepLarge() {
        ids().forEach(id -> letters.keep(letter(id, "large", "x".repeat(900_000))));
    }

    private static List<String> ids() {
        return IntStream.range(0, LARGE_ONES).mapToObj(i -> "large" + i).toList();
    }

    private static DeadLetters.Reroute reroute(List<String> routed) {
        return new DeadLetters.Reroute() {
            @Override
            public Set<String> routes() {
                return Set.of("large");
            }

            @Override
            public void route(DeadLetter letter) {
                routed.add(letter.id());
            }
        };
    }

    private static DeadLetter letter(String id, String route, String payload) {
        return new DeadLetter(
                id,
                NOW,
                NOW,
                route,
                "platform-http:/in",
                null,
                false,
                null,
                1,
                new Reason(Kind.route, null, null, "It failed."),
                List.of(),
                "text",
                payload);
    }
}
