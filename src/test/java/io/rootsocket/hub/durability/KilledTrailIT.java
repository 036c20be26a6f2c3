package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.End;
import io.rootsocket.hub.trail.RedactedNames;
import io.rootsocket.hub.trail.Redaction;
import io.rootsocket.hub.trail.SentMessage;
import io.rootsocket.hub.trail.TrailFilter;
import io.rootsocket.hub.trail.TrailPage;
import io.rootsocket.hub.trail.TrailSettings;
import io.rootsocket.hub.trail.store.StoredTrail;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub is killed again and again; whatever was delivered or died explains itself to its source nevertheless. */
class KilledTrailIT {

    private static final int MESSAGES = Trial.count(150, 2_000);
    private static final int KILLS = Trial.count(1, 10);
    private static final int CHANNELS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    /** A message, as both the sandbox and the trail know it. */
    private record Sent(String channel, String number) {}

    @ManualRow("it is killed in the middle of its work")
    @Test
    void everyMessageExplainsItselfToItsSource() throws Exception {
        var sent = new ArrayList<Sent>();
        try (Sandbox sandbox = Received.startSandbox();
                var hub = new ProvedHub(folder.resolve("hub"), sandbox)) {
            hub.start();
            Map<String, List<Integer>> accepted = killAgainAndAgain(hub, sandbox);
            accepted.putAll(oneDies(hub, sandbox));
            await().atMost(PATIENCE).until(() -> hub.health().contains("\"outbox.depth\":0"));
            accepted.forEach((channel, numbers) ->
                    numbers.forEach(number -> sent.add(new Sent(channel, String.valueOf(number)))));
            // Also what was delivered though the kill kept its caller from hearing so.
            var received = new Received(sandbox);
            accepted.keySet()
                    .forEach(channel -> received.numbers(channel)
                            .forEach(number -> sent.add(new Sent(channel, String.valueOf(number)))));
            hub.stop();
        }

        Map<Sent, List<String>> lacking = lacking(new HashSet<>(sent));

        System.out.printf("Trail: %,d messages, %d kill(s); %d lack a part%n", MESSAGES, KILLS, lacking.size());
        assertThat(lacking).isEmpty();
    }

    private Map<String, List<Integer>> killAgainAndAgain(ProvedHub hub, Sandbox sandbox) throws Exception {
        try (var callers = new Callers().call(CHANNELS, MESSAGES, hub::port)) {
            int[] moments = new Random().ints(KILLS, 1, MESSAGES).sorted().toArray();
            for (int moment : moments) {
                sandbox.faults().inject(Fault.status(400).times(5));
                sandbox.faults().inject(Fault.status(503).times(10));
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> callers.acceptedSoFar() >= moment);
                // The calls that are on go on, into the kill.
                callers.pause();
                hub.kill();
                hub.start();
                callers.resume();
            }
            return callers.finish();
        }
    }

    /** The kill may have come before any answer that RootSocket does not take a message. */
    private static Map<String, List<Integer>> oneDies(ProvedHub hub, Sandbox sandbox) throws Exception {
        sandbox.faults().inject(Fault.status(400).onChannel("dies0"));
        try (var callers = new Callers("dies").call(1, 1, hub::port)) {
            Map<String, List<Integer>> accepted = callers.finish();
            await().atMost(PATIENCE).until(() -> hub.metric("rootsocket_dead_letters") > 0);
            return accepted;
        }
    }

    private Map<Sent, List<String>> lacking(Set<Sent> sent) throws Exception {
        var settings = new TrailSettings(
                folder.resolve("hub/data/trail"), 1_000_000_000, Duration.ofDays(7), 16_384, RedactedNames.of(""));
        try (var trail = StoredTrail.open(
                settings, Optional.empty(), new Redaction(settings, List::of), () -> false, Clock.systemUTC())) {
            Map<Sent, Chain> chains = chains(trail);
            assertThat(sent).hasSizeGreaterThanOrEqualTo(MESSAGES);
            var lacking = new HashMap<Sent, List<String>>();
            boolean someDied = false;
            for (Sent message : sent) {
                Optional<Chain> chain = Optional.ofNullable(chains.get(message));
                List<String> parts = missing(chain);
                if (!parts.isEmpty()) {
                    lacking.put(message, parts);
                }
                someDied |= chain.stream()
                        .flatMap(known -> known.messages().stream())
                        .anyMatch(known ->
                                known.end().filter(end -> end.end() == End.DEAD).isPresent());
            }
            assertThat(someDied).as("some died, and were asked about too").isTrue();
            return lacking;
        }
    }

    private static Map<Sent, Chain> chains(StoredTrail trail) {
        var chains = new HashMap<Sent, Chain>();
        TrailFilter next = TrailFilter.ALL.atMost(TrailFilter.MOST);
        while (true) {
            TrailPage page = trail.reader().find(next);
            for (Chain chain : page.chains()) {
                String number = chain.arrived().orElseThrow().payload().text().orElseThrow();
                chain.messages().stream()
                        .flatMap(message -> message.accepted().stream())
                        .forEach(message -> chains.put(new Sent(message.channel(), number), chain));
            }
            if (page.next().isEmpty()) {
                return chains;
            }
            next = next.after(page);
        }
    }

    private static List<String> missing(Optional<Chain> chain) {
        if (chain.isEmpty()) {
            return List.of("all");
        }
        var missing = new ArrayList<String>();
        if (chain.get().arrived().get().place().isEmpty()) {
            missing.add("the route's line");
        }
        SentMessage message = chain.get().messages().get(0);
        if (message.attempts().isEmpty()) {
            missing.add("an attempt");
        }
        if (message.end().isEmpty()) {
            missing.add("its end");
        }
        return missing;
    }
}
