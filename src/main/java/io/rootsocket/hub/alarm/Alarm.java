package io.rootsocket.hub.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alarm: raised once, cleared once.
 *
 * @param id a number of its own
 * @param topic what it is about: {@code schedule.late}
 * @param subject which of its kind, such as the route
 * @param severity how bad it is
 * @param since since when it is so
 * @param what what is wrong, in a sentence or two
 * @param advice what to do about it
 * @param command the command that shows more or mends it
 * @param reference the id that {@code hub explain} knows; null if there is none
 * @param count how many things have gone wrong so far
 * @param raisedAt when it was raised
 * @param seenAt when it was last found to be so
 * @param toldAt when routes were last told of it; null if no route must hear of it
 * @param told how often they were told
 * @param toldCount how many things had gone wrong then
 * @param clearedAt when it was cleared; null while it is raised
 * @param flaps how often it had come back before, each time soon after it was cleared
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Alarm(
        long id,
        String topic,
        String subject,
        AlarmSeverity severity,
        Instant since,
        String what,
        String advice,
        String command,
        @Nullable String reference,
        int count,
        Instant raisedAt,
        Instant seenAt,
        @Nullable Instant toldAt,
        int told,
        int toldCount,
        @Nullable Instant clearedAt,
        int flaps) {

    String key() {
        return Trouble.key(topic, subject);
    }

    /** Whether it is about that. */
    public boolean isOf(Topic wanted) {
        return topic.equals(wanted.toString());
    }

    /** The same, found to be so then. */
    Alarm seen(Instant at) {
        return new Alarm(
                id, topic, subject, severity, since, what, advice, command, reference, count, raisedAt, at, toldAt,
                told, toldCount, clearedAt, flaps);
    }

    /** The same, over since then. */
    Alarm cleared(Instant at) {
        return new Alarm(
                id, topic, subject, severity, since, what, advice, command, reference, count, raisedAt, seenAt, toldAt,
                told, toldCount, at, flaps);
    }

    /** The same with what is known of it now. */
    Alarm with(Trouble now, Instant at) {
        return new Alarm(
                id,
                topic,
                subject,
                severity,
                since,
                now.what(),
                now.advice(),
                now.command(),
                now.reference().orElse(null),
                Math.max(count, now.count()),
                raisedAt,
                at,
                toldAt,
                told,
                toldCount,
                clearedAt,
                flaps);
    }
}
