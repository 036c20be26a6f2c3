package io.rootsocket.hub.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Makes alarms of troubles. For one thread.
 *
 * <pre>
 *   trouble ──lasts──▶ RAISED ──gone for a while──▶ CLEARED
 *                       │  ▲
 *                       └──┘ said again: after the interval, or when more goes wrong
 * </pre>
 *
 * An alarm is raised for as long as any hub sees its trouble: each notes when it did, and whoever finds that nobody has for
 * a while clears it. So no hub need be the first among them, and one that dies holds up nothing.
 */
final class AlarmBook {

    private static final Logger LOG = LoggerFactory.getLogger(AlarmBook.class);

    private final AlarmStore store;
    private final AlarmRules rules;
    private final BooleanSupplier isHeard;
    private final Map<String, Instant> firstSeen = new HashMap<>();
    /** Until the hub has looked around for long enough, what it does not see may be there. */
    private Instant watchingSince;

    /** @param isHeard whether any route tells of alarms */
    AlarmBook(AlarmStore store, AlarmRules rules, Instant now, BooleanSupplier isHeard) {
        this.store = store;
        this.isHeard = isHeard;
        this.rules = rules;
        this.watchingSince = now;
    }

    /**
     * Raises, says again and clears.
     *
     * @param troubles all that is wrong now
     * @param unknown the topics of which it could not be found out
     */
    void look(List<Trouble> troubles, Set<Topic> unknown, Instant now) {
        if (watchingSince.isAfter(now)) {
            watchingSince = now;
        }
        Map<String, Trouble> byKey = troubles.stream()
                .collect(Collectors.toMap(Trouble::key, Function.identity(), (first, other) -> first, HashMap::new));
        firstSeen.keySet().retainAll(byKey.keySet());
        for (Alarm alarm : store.raised()) {
            Trouble trouble = byKey.remove(alarm.key());
            if (trouble != null) {
                goesOn(alarm, trouble, now);
            } else if (Topic.of(alarm.topic()).filter(unknown::contains).isEmpty()) {
                gone(alarm, now);
            }
        }
        byKey.values().forEach(trouble -> begins(trouble, now));
    }

    private void begins(Trouble trouble, Instant now) {
        Instant first = firstSeen.merge(trouble.key(), now, (known, here) -> known.isAfter(here) ? here : known);
        if (Duration.between(first, now).compareTo(trouble.topic().after()) < 0) {
            return;
        }
        if (store.raise(trouble, now, flaps(trouble, now))) {
            // The route that tells of it says it in more words.
            LOG.atLevel(trouble.told() && isHeard.getAsBoolean() ? Level.DEBUG : Level.WARN)
                    .log("Alarm {}: {} {}", trouble.topic(), trouble.what(), trouble.advice());
        }
    }

    private int flaps(Trouble trouble, Instant now) {
        return store.lastCleared(trouble.topic().toString(), trouble.subject())
                .filter(before -> before.clearedAt() != null)
                .filter(before -> Duration.between(before.clearedAt(), now)
                                .compareTo(AlarmRules.FLAP.plus(rules.clearAfter(before.flaps())))
                        < 0)
                .map(before -> before.flaps() + 1)
                .orElse(0);
    }

    private void goesOn(Alarm alarm, Trouble trouble, Instant now) {
        Alarm known = alarm.with(trouble, now);
        if (isDue(alarm, trouble, now) && store.tellAgain(alarm, known, now)) {
            return;
        }
        boolean fresh = Duration.between(alarm.seenAt(), now)
                        .abs()
                        .compareTo(rules.clearAfter().dividedBy(4))
                < 0;
        if (!fresh || known.count() != alarm.count() || !known.what().equals(alarm.what())) {
            store.seen(known);
        }
    }

    private boolean isDue(Alarm alarm, Trouble trouble, Instant now) {
        if (!trouble.told() || !trouble.urgent() || alarm.toldAt() == null) {
            return false;
        }
        // By a clock that was set back, the last word is yet to come.
        Duration quiet = Duration.between(alarm.toldAt(), now).abs();
        boolean repeat = !rules.repeat().isZero() && quiet.compareTo(rules.repeat()) >= 0;
        boolean news = trouble.count() > alarm.toldCount() && quiet.compareTo(AlarmRules.NEWS) >= 0;
        return repeat || news;
    }

    private void gone(Alarm alarm, Instant now) {
        if (alarm.seenAt().isAfter(now)) {
            store.seen(alarm.seen(now));
            return;
        }
        Instant last = alarm.seenAt().isAfter(watchingSince) ? alarm.seenAt() : watchingSince;
        if (Duration.between(last, now).compareTo(rules.clearAfter(alarm.flaps())) >= 0 && store.clear(alarm, now)) {
            LOG.info("Alarm {} is over: {}", alarm.topic(), alarm.subject());
        }
    }
}
