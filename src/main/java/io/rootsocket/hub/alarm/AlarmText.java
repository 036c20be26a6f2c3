package io.rootsocket.hub.alarm;

import io.rootsocket.hub.alarm.AlarmNotice.Kind;
import io.rootsocket.hub.text.DurationText;
import io.rootsocket.hub.text.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import org.apache.camel.Message;

/** An alarm in words, for who is woken by it: what, since when, what to do, and which command. */
final class AlarmText {

    private AlarmText() {}

    static void write(AlarmNotice notice, boolean json, ZoneId zone, Message message) {
        Alarm alarm = notice.alarm();
        message.setBody(json ? AlarmTables.write(notice) : words(notice, zone));
        message.setHeader(HubConstants.STATE, notice.kind().toString());
        message.setHeader(HubConstants.TOPIC, alarm.topic());
        message.setHeader(HubConstants.SUBJECT, alarm.subject());
        message.setHeader(HubConstants.SEVERITY, alarm.severity().toString());
        message.setHeader(HubConstants.SINCE, alarm.since().toString());
        message.setHeader(HubConstants.ID, String.valueOf(alarm.id()));
        message.setHeader(HubConstants.TITLE, title(notice));
        if (alarm.reference() != null) {
            message.setHeader(HubConstants.REFERENCE, alarm.reference());
        }
    }

    /** {@code ALARM critical: schedule.late announce-standup}. */
    static String title(AlarmNotice notice) {
        Alarm alarm = notice.alarm();
        String begin = switch (notice.kind()) {
            case RAISED -> "ALARM " + alarm.severity();
            case REPEATED -> "STILL " + alarm.severity();
            case CLEARED -> "OVER";
        };
        return "%s: %s %s".formatted(begin, alarm.topic(), alarm.subject());
    }

    static String words(AlarmNotice notice, ZoneId zone) {
        Alarm alarm = notice.alarm();
        var lines = new ArrayList<String>();
        lines.add(title(notice));
        lines.add(alarm.what());
        lines.add("Since: %s, for %s.".formatted(TimeText.of(alarm.since(), zone), lasted(alarm.since(), notice.at())));
        if (notice.kind() == Kind.CLEARED) {
            lines.add("It is over since %s. Nothing is to be done.".formatted(TimeText.of(alarm.seenAt(), zone)));
        } else {
            lines.add("What to do: " + alarm.advice());
            lines.add("Command: " + alarm.command());
        }
        return String.join("\n", lines);
    }

    private static String lasted(Instant since, Instant at) {
        Duration lasted =
                Duration.ofSeconds(Math.max(0, Duration.between(since, at).toSeconds()));
        return lasted.isZero() ? "less than a second" : DurationText.of(lasted);
    }
}
