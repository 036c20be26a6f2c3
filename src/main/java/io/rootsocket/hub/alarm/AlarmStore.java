package io.rootsocket.hub.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the alarms and what routes are yet to be told of them, for all hubs that share it. What it has answered survives a
 * kill. Each change of an alarm is made once, by one of the hubs that try. Safe to share between threads and hubs.
 */
interface AlarmStore {

    /** The alarms that are raised, the oldest first. */
    List<Alarm> raised();

    /** The latest of those that were cleared, the latest first. */
    List<Alarm> cleared(int max);

    /** The last time that this was cleared. */
    Optional<Alarm> lastCleared(String topic, String subject);

    /** Raises an alarm, and tells of it if it is to be told. False if it is raised already, maybe by another hub. */
    boolean raise(Trouble trouble, Instant at, int flaps);

    /** Notes that it is so still, and what is known of it now. */
    void seen(Alarm now);

    /** Says it again. False if another hub was faster, or it was cleared. */
    boolean tellAgain(Alarm before, Alarm now, Instant at);

    /** Clears it, and tells of that. False if another hub was faster. */
    boolean clear(Alarm alarm, Instant at);

    /** Takes the next thing to tell, for a while; empty if nothing is due. What belongs to one alarm comes in order. */
    Optional<AlarmNotice> take(String by, Instant now, Duration lease);

    /** A route has taken it. */
    void done(AlarmNotice notice);

    /** No route has taken it: it comes again. */
    void again(AlarmNotice notice, Instant dueAt);

    /** When the first was made of what no route has taken yet; empty if all is told. */
    Optional<Instant> oldestUntold();

    /** Forgets cleared alarms, and what could not be told. */
    void forget(Instant clearedBefore, Instant untoldBefore);
}
