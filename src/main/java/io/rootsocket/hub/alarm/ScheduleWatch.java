package io.rootsocket.hub.alarm;

import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import io.rootsocket.hub.text.Counted;
import io.rootsocket.hub.text.DurationText;
import io.rootsocket.hub.text.TimeText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares what was due with what the ledger has. With {@code deliverBy}, each occurrence counts that was not delivered in
 * time; without, only that the latest one came to nothing. What a person has paused or skipped, a calendar has left out, or
 * a policy has passed over for a later one, was not expected. For one thread.
 */
final class ScheduleWatch implements TroubleSource {

    /** So many occurrences of a schedule are looked at in one go, after a long night. */
    private static final int PORTION = 1_000;

    /** What has happened to a schedule that was well is seen at once if it was due lately, and else at the next look at all. */
    private static final Duration LOOK_AT_ALL_EVERY = Duration.ofMinutes(1);

    private static final Set<Outcome> WELL = Set.of(Outcome.DELIVERED, Outcome.DROPPED, Outcome.SKIPPED);

    /** So long after the latest one was found to be missed, the next may catch up. */
    private static final Duration MISSED_FOR = Duration.ofMinutes(1);
    /** So long after the latest one failed, the next may succeed; what fails more often fails in a row. */
    private static final Duration FAILED_FOR = Duration.ofMinutes(5);

    private final OccurrenceRecords occurrences;
    private final PunctualityRecords records;
    private final BiFunction<Topic, String, Optional<Alarm>> raised;
    private Instant looked = Instant.EPOCH;
    private Instant lookedAtAll = Instant.EPOCH;
    /** The routes whose latest occurrence had not come to a good end. */
    private Set<String> unsettled = Set.of();

    /** @param raised the alarm that is raised of a schedule, by its route */
    ScheduleWatch(
            OccurrenceRecords occurrences,
            PunctualityRecords records,
            BiFunction<Topic, String, Optional<Alarm>> raised) {
        this.occurrences = occurrences;
        this.records = records;
        this.raised = raised;
    }

    @Override
    public List<Trouble> look(Instant now) {
        Map<String, Punctuality> known = records.all();
        Set<String> paused = occurrences.paused();
        Map<String, LedgerEntry> latest = latest(now);
        var troubles = new ArrayList<Trouble>();
        for (RouteSchedule schedule : occurrences.schedules()) {
            String route = schedule.route();
            Optional<Duration> deliverBy = occurrences.deliverBy(route);
            if (deliverBy.isPresent()) {
                late(schedule, deliverBy.get(), known.get(route), now).ifPresent(troubles::add);
            } else if (!paused.contains(route) && latest.containsKey(route)) {
                cameToNothing(schedule, latest.get(route), now).ifPresent(troubles::add);
            }
        }
        return troubles;
    }

    /** Of the schedules without {@code deliverBy}. Of those that were well, only the ones that may not be any more. */
    private Map<String, LedgerEntry> latest(Instant now) {
        Set<String> routes = occurrences.schedules().stream()
                .map(RouteSchedule::route)
                .filter(route -> occurrences.deliverBy(route).isEmpty())
                .collect(Collectors.toCollection(HashSet::new));
        boolean all = Duration.between(lookedAtAll, now).abs().compareTo(LOOK_AT_ALL_EVERY) >= 0;
        if (all) {
            lookedAtAll = now;
        } else {
            Set<String> due = occurrences.routesDue(looked.minus(RouteWatch.WRITTEN_WITHIN), now.plusMillis(1));
            routes.removeIf(route -> !due.contains(route)
                    && !unsettled.contains(route)
                    && raisedOf(route).isEmpty());
        }
        looked = now;
        Map<String, LedgerEntry> latest = occurrences.latest(routes).stream()
                .collect(Collectors.toMap(entry -> entry.occurrence().route(), Function.identity(), (a, b) -> a));
        unsettled = latest.values().stream()
                .filter(entry -> !WELL.contains(entry.outcome()))
                .map(entry -> entry.occurrence().route())
                .collect(Collectors.toUnmodifiableSet());
        return latest;
    }

    private Optional<Alarm> raisedOf(String route) {
        return raised.apply(Topic.SCHEDULE_MISSED, route).or(() -> raised.apply(Topic.SCHEDULE_FAILED, route));
    }

    private Optional<Trouble> late(
            RouteSchedule schedule, Duration deliverBy, @Nullable Punctuality stored, Instant now) {
        String fingerprint = fingerprint(schedule);
        if (stored == null) {
            records.begin(Punctuality.begin(schedule.route(), fingerprint, now));
            return Optional.empty();
        }
        Duration allowed = deliverBy.plus(schedule.policy().delay());
        Punctuality current = withoutThePast(current(stored, fingerprint, allowed, now));
        Punctuality after = settle(judge(schedule, allowed, current, now), now);
        if (!after.equals(stored) && !records.change(stored, after)) {
            // Another node was faster, and says it.
            return lateAlarm(schedule.route()).map(alarm -> again(Topic.SCHEDULE_LATE, alarm));
        }
        return after.isOff() ? Optional.of(trouble(schedule, deliverBy, allowed, after, now)) : Optional.empty();
    }

    private static Punctuality current(Punctuality stored, String fingerprint, Duration allowed, Instant now) {
        Punctuality current = stored.timetable().equals(fingerprint) ? stored : stored.withTimetable(fingerprint, now);
        // The clock was ahead when it was written.
        return current.judgedUntil().isAfter(now) ? current.judged(now.minus(allowed)) : current;
    }

    private Punctuality judge(RouteSchedule schedule, Duration allowed, Punctuality before, Instant now) {
        // What was delivered in time is in the ledger a moment later.
        Instant until = now.minus(allowed).minus(RouteWatch.WRITTEN_WITHIN);
        if (!until.isAfter(before.judgedUntil())) {
            return before;
        }
        List<Instant> due = schedule.timetable().between(before.judgedUntil(), until, PORTION);
        boolean portion = due.size() == PORTION;
        Instant end = portion ? due.get(PORTION - 1) : until;
        boolean another = before.inForce().isAfter(before.judgedUntil());
        if (due.isEmpty() && !another) {
            return before;
        }
        Map<Instant, LedgerEntry> entries = entries(schedule.route(), before.judgedUntil(), end);
        Punctuality after = before;
        for (Instant at : expected(due, entries, before.inForce())) {
            if (isLate(schedule.route(), at, entries.get(at), allowed)) {
                after = after.late(at);
            }
        }
        return after.judged(end);
    }

    /** By the times that it has; what was due by those that it had before is in the ledger. */
    private static Set<Instant> expected(List<Instant> due, Map<Instant, LedgerEntry> entries, Instant inForce) {
        var expected = new TreeSet<Instant>();
        due.stream().filter(at -> at.isAfter(inForce)).forEach(expected::add);
        entries.forEach((at, entry) -> {
            if (!at.isAfter(inForce) && entry.askedBy() == null) {
                expected.add(at);
            }
        });
        return expected;
    }

    private Map<Instant, LedgerEntry> entries(String route, Instant after, Instant to) {
        var entries = new LinkedHashMap<Instant, LedgerEntry>();
        occurrences
                .between(route, after.plusMillis(1), to.plusMillis(2), 2 * PORTION + 1)
                .forEach(entry -> entries.put(entry.occurrence().scheduledAt(), entry));
        return entries;
    }

    private boolean isLate(String route, Instant at, @Nullable LedgerEntry entry, Duration allowed) {
        if (entry == null) {
            return !occurrences.wasPaused(route, at);
        }
        return switch (entry.outcome()) {
            case SKIPPED, DROPPED -> false;
            case DELIVERED -> entry.completedAt() != null && entry.completedAt().isAfter(at.plus(allowed));
            case MISSED -> !occurrences.wasPaused(route, at);
            case RUNNING, ACCEPTED, FAILED, EXPIRED -> true;
        };
    }

    /** What belongs to an alarm that was cleared does not count for the next. */
    private Punctuality withoutThePast(Punctuality known) {
        boolean over =
                known.late() > 0 && !known.isOff() && lateAlarm(known.route()).isEmpty();
        return over ? known.forget() : known;
    }

    /** Once it was said, and the last of them or a later one is delivered, it is over. */
    private Punctuality settle(Punctuality known, Instant now) {
        boolean said = known.isOff()
                && lateAlarm(known.route())
                        .filter(open -> open.count() >= known.late())
                        .isPresent();
        return said && isOver(known, now) ? known.settle() : known;
    }

    private boolean isOver(Punctuality known, Instant now) {
        Instant last = Objects.requireNonNull(known.last());
        return occurrences.between(known.route(), last, now.plusMillis(1), PORTION).stream()
                .anyMatch(entry -> entry.outcome() == Outcome.DELIVERED || entry.outcome() == Outcome.DROPPED);
    }

    private Trouble trouble(
            RouteSchedule schedule, Duration deliverBy, Duration allowed, Punctuality off, Instant now) {
        Instant last = Objects.requireNonNull(off.last());
        Instant first = Objects.requireNonNull(off.first());
        Optional<LedgerEntry> entry = occurrences.between(schedule.route(), last, last.plusMillis(2), 1).stream()
                .findFirst();
        int lateNow = off.late() - off.settled();
        String what = lateNow == 1
                ? "Schedule %s: what was due at %s was not delivered by %s; %s"
                        .formatted(
                                schedule.route(),
                                local(schedule, last),
                                local(schedule, last.plus(allowed)),
                                became(schedule, entry, off, last))
                : "Schedule %s: %s since %s were not delivered within %s. The last was due at %s; %s"
                        .formatted(
                                schedule.route(),
                                Counted.of(lateNow, "occurrence"),
                                local(schedule, first),
                                DurationText.of(deliverBy),
                                local(schedule, last),
                                became(schedule, entry, off, last));
        return Trouble.of(
                        Topic.SCHEDULE_LATE,
                        schedule.route(),
                        first,
                        what,
                        advice(entry),
                        command(schedule.route(), entry, last))
                .withReference(new Occurrence(schedule.route(), last).toString())
                .withCount(off.late());
    }

    private static Trouble again(Topic topic, Alarm alarm) {
        Trouble trouble = Trouble.of(
                        topic, alarm.subject(), alarm.since(), alarm.what(), alarm.advice(), alarm.command())
                .withCount(alarm.count());
        return alarm.reference() == null ? trouble : trouble.withReference(alarm.reference());
    }

    private static String became(RouteSchedule schedule, Optional<LedgerEntry> entry, Punctuality off, Instant last) {
        if (entry.isEmpty()) {
            return "it did not fire.";
        }
        LedgerEntry found = entry.get();
        String why = found.detail() == null ? "." : ": " + sentence(found.detail());
        return switch (found.outcome()) {
            case RUNNING -> "its route is still at it.";
            case ACCEPTED -> "it waits in the outbox.";
            case DELIVERED ->
                "it was delivered at " + local(schedule, Objects.requireNonNull(found.completedAt())) + ".";
            case MISSED -> "it did not fire" + why;
            case FAILED -> "it failed" + why;
            case EXPIRED -> "it became too old" + why;
            case SKIPPED, DROPPED -> "it was left out" + why;
        };
    }

    private static String advice(Optional<LedgerEntry> entry) {
        return switch (entry.map(LedgerEntry::outcome).orElse(Outcome.MISSED)) {
            case RUNNING -> "Look what its route waits for; the log names it.";
            case ACCEPTED -> "It goes out as soon as RootSocket takes it; `hub status` says what holds it up.";
            case FAILED, EXPIRED -> "Mend what it says; then replay its dead letter, or run the schedule once more.";
            case MISSED -> "See in the log why the hub did not run or its schedules waited; then run it once more.";
            case DELIVERED, SKIPPED, DROPPED -> "Nothing needs to be sent again.";
        };
    }

    private static String command(String route, Optional<LedgerEntry> entry, Instant last) {
        return entry.map(LedgerEntry::outcome).orElse(Outcome.MISSED) == Outcome.MISSED
                ? "hub run-now " + route
                : "hub explain " + new Occurrence(route, last);
    }

    private Optional<Alarm> lateAlarm(String route) {
        return raised.apply(Topic.SCHEDULE_LATE, route);
    }

    /** What is raised stays so until one is delivered, be the next one under way meanwhile. */
    private Optional<Trouble> cameToNothing(RouteSchedule schedule, LedgerEntry latest, Instant now) {
        if (WELL.contains(latest.outcome())) {
            return Optional.empty();
        }
        boolean missed = latest.outcome() == Outcome.MISSED;
        boolean failed = latest.outcome() == Outcome.FAILED || latest.outcome() == Outcome.EXPIRED;
        Optional<Alarm> said = raisedOf(schedule.route());
        if (said.isPresent()) {
            return Topic.of(said.get().topic()).map(topic -> again(topic, said.get()));
        }
        Instant since = Objects.requireNonNullElse(
                latest.completedAt(), latest.occurrence().scheduledAt());
        if (missed && !now.isBefore(since.plus(MISSED_FOR))) {
            return Optional.of(missed(schedule, latest));
        }
        return failed && !now.isBefore(since.plus(FAILED_FOR))
                ? Optional.of(failed(schedule, latest))
                : Optional.empty();
    }

    private static Trouble missed(RouteSchedule schedule, LedgerEntry latest) {
        Instant due = latest.occurrence().scheduledAt();
        return Trouble.of(
                        Topic.SCHEDULE_MISSED,
                        schedule.route(),
                        due,
                        "Schedule %s: what was due at %s did not fire, and nothing has followed.%s"
                                .formatted(schedule.route(), local(schedule, due), why(latest)),
                        "See in the log why the hub did not run or its schedules waited; then run it once more.",
                        "hub run-now " + schedule.route())
                .withReference(latest.occurrence().toString());
    }

    private static Trouble failed(RouteSchedule schedule, LedgerEntry latest) {
        Instant due = latest.occurrence().scheduledAt();
        return Trouble.of(
                        Topic.SCHEDULE_FAILED,
                        schedule.route(),
                        due,
                        "Schedule %s: what was due at %s %s, and nothing has followed.%s"
                                .formatted(
                                        schedule.route(),
                                        local(schedule, due),
                                        latest.outcome() == Outcome.FAILED ? "failed" : "became too old",
                                        why(latest)),
                        "Mend what it says; then replay its dead letter, or run the schedule once more.",
                        "hub explain " + latest.occurrence())
                .withReference(latest.occurrence().toString());
    }

    private static String why(LedgerEntry entry) {
        return entry.detail() == null ? "" : " " + sentence(entry.detail());
    }

    private static String sentence(String words) {
        return words.matches("(?s).*[.!?…]") ? words : words + ".";
    }

    private static String local(RouteSchedule schedule, Instant at) {
        return TimeText.of(at, schedule.timetable().zone());
    }

    private static String fingerprint(RouteSchedule schedule) {
        return UUID.nameUUIDFromBytes(String.valueOf(schedule.timetable()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
