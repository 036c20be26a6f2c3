package io.rootsocket.hub.durability;

import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.MessageEnd;
import io.rootsocket.hub.trail.Redaction;
import io.rootsocket.hub.trail.SentMessage;
import io.rootsocket.hub.trail.TrailFilter;
import io.rootsocket.hub.trail.TrailPage;
import io.rootsocket.hub.trail.TrailSettings;
import io.rootsocket.hub.trail.redaction.RedactedNames;
import io.rootsocket.hub.trail.store.StoredTrail;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the trail that a stopped hub has left knows of numbered messages that came in by one route. */
final class ExplainedMessages {

    /** A message, as both the sandbox and the trail know it. */
    record Sent(String channel, String number) {}

    private final Map<Sent, Chain> chains = new HashMap<>();

    /** @param data the folder of the hub */
    ExplainedMessages(Path data, String route) throws Exception {
        var settings = new TrailSettings(
                data.resolve("trail"), 1_000_000_000, Duration.ofDays(7), 16_384, RedactedNames.of(""));
        try (var trail = StoredTrail.open(
                settings, Optional.empty(), new Redaction(settings, List::of), () -> false, Clock.systemUTC())) {
            read(trail, TrailFilter.ALL.ofRoute(route).atMost(TrailFilter.MAX_CHAINS));
        }
    }

    private void read(StoredTrail trail, TrailFilter first) {
        TrailPage page = trail.reader().find(first);
        page.chains().forEach(this::add);
        while (page.next().isPresent()) {
            page = trail.reader().find(first.after(page));
            page.chains().forEach(this::add);
        }
    }

    private void add(Chain chain) {
        String number = chain.arrived().orElseThrow().payload().text().orElseThrow();
        chain.messages().stream()
                .flatMap(message -> message.accepted().stream())
                .forEach(message -> chains.put(new Sent(message.channel(), number), chain));
    }

    /** Those of which a part is not known, and which. */
    Map<Sent, List<String>> lacking(Set<Sent> sent) {
        var lacking = new HashMap<Sent, List<String>>();
        for (Sent message : sent) {
            List<String> parts = missing(Optional.ofNullable(chains.get(message)));
            if (!parts.isEmpty()) {
                lacking.put(message, parts);
            }
        }
        return lacking;
    }

    private static List<String> missing(Optional<Chain> chain) {
        if (chain.isEmpty()) {
            return List.of("all");
        }
        var missing = new ArrayList<String>();
        if (chain.get().arrived().orElseThrow().place().isEmpty()) {
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

    /** How many became dead letters. */
    long dead() {
        return chains.values().stream()
                .flatMap(chain -> chain.messages().stream())
                .flatMap(message -> message.end().stream())
                .filter(end -> end.end() == MessageEnd.DEAD)
                .count();
    }
}
