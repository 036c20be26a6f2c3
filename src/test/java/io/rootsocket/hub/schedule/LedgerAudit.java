package io.rootsocket.hub.schedule;

import io.rootsocket.hub.durability.Trial;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.schedule.ledger.Database;
import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares the ledger of a stopped hub with what its every-second schedules owed, and with what arrived. */
record LedgerAudit(
        Map<Outcome, Long> outcomes,
        List<String> unaccounted,
        List<String> deliveredButNotReceived,
        List<String> receivedButNotDelivered,
        long repeats,
        long outOfOrder,
        long runAgain) {

    /** Some routes may have had their last turn a little before the others when the last node ended. */
    private static final Duration TAIL = Duration.ofSeconds(5);

    /** What arrives is compared with the ledger, so all of it must be kept. */
    static SandboxSettings sandboxThatForgetsNothing() {
        var usual = SandboxSettings.defaults();
        return new SandboxSettings(
                usual.host(),
                usual.port(),
                usual.key(),
                usual.clock(),
                usual.channelSubscription(),
                usual.channelAuthorization(),
                usual.clientSend(),
                1_000_000);
    }

    static LedgerAudit of(ScheduleSettings settings, List<String> received) {
        try (Database database = Database.open(settings)) {
            var ledger = new Ledger(database.dataSource(), "audit", Clock.systemUTC());
            return of(
                    ledger.between(
                            Instant.EPOCH, Instant.now().plus(Duration.ofDays(1)), Optional.empty(), Integer.MAX_VALUE),
                    received);
        }
    }

    private static LedgerAudit of(List<LedgerEntry> entries, List<String> received) {
        var outcomes = entries.stream().collect(Collectors.groupingBy(LedgerEntry::outcome, Collectors.counting()));
        Map<String, Long> arrived = received.stream().collect(Collectors.groupingBy(key -> key, Collectors.counting()));
        Map<String, Outcome> said = new HashMap<>();
        entries.forEach(entry -> said.put(entry.occurrence().toString(), entry.outcome()));
        return new LedgerAudit(
                outcomes,
                gaps(entries),
                said.keySet().stream()
                        .filter(key -> said.get(key) == Outcome.DELIVERED && !arrived.containsKey(key))
                        .sorted()
                        .toList(),
                arrived.keySet().stream()
                        .filter(key -> said.get(key) != Outcome.DELIVERED)
                        .map(key -> key + " " + said.get(key))
                        .sorted()
                        .toList(),
                received.size() - arrived.size(),
                outOfOrder(received),
                entries.stream().filter(entry -> entry.attempts() > 1).count());
    }

    /** The seconds after a route's first entry, and until shortly before the end, that the ledger does not know. */
    private static List<String> gaps(List<LedgerEntry> entries) {
        Map<String, List<Instant>> byRoute = entries.stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.occurrence().route(),
                        TreeMap::new,
                        Collectors.mapping(entry -> entry.occurrence().scheduledAt(), Collectors.toList())));
        var gaps = new ArrayList<String>();
        Instant end = entries.get(entries.size() - 1).occurrence().scheduledAt().minus(TAIL);
        byRoute.forEach((route, times) -> {
            if (times.get(times.size() - 1).isBefore(end)) {
                times.add(end);
            }
            for (int i = 1; i < times.size(); i++) {
                for (Instant missing = times.get(i - 1).plusSeconds(1);
                        missing.isBefore(times.get(i));
                        missing = missing.plusSeconds(1)) {
                    gaps.add(route + "@" + missing);
                }
            }
        });
        return gaps;
    }

    /** How many of a route's occurrences arrived after a later one, repeats aside. */
    private static long outOfOrder(List<String> received) {
        Map<String, Instant> latest = new HashMap<>();
        long count = 0;
        for (String key : new LinkedHashSet<>(received)) {
            Occurrence occurrence = Occurrence.parse(key).orElseThrow();
            Instant before = latest.merge(
                    occurrence.route(), occurrence.scheduledAt(), (one, other) -> one.isAfter(other) ? one : other);
            count += before.isAfter(occurrence.scheduledAt()) ? 1 : 0;
        }
        return count;
    }

    /** The row of a trial of what happened to its schedules, whose every-second times count as accepted. */
    Trial trial(Trial.Fault fault, String name, Trial.Recovery recovery) {
        long known = outcomes.values().stream().mapToLong(Long::longValue).sum();
        return new Trial(
                fault,
                name + " (occurrences)",
                known + unaccounted.size(),
                unaccounted.size() + deliveredButNotReceived.size(),
                repeats,
                outOfOrder,
                recovery);
    }

    /** How many are not at their end. */
    long open() {
        return outcomes.getOrDefault(Outcome.RUNNING, 0L) + outcomes.getOrDefault(Outcome.ACCEPTED, 0L);
    }

    /** One line for the log. */
    @Override
    public String toString() {
        return "ledger %s; run again by another life or node: %d; repeats at the service: %d; unaccounted: %d"
                .formatted(new TreeMap<>(outcomes), runAgain, repeats, unaccounted.size());
    }
}
