package io.rootsocket.hub.cli.alarms;

import io.rootsocket.hub.alarm.Alarm;
import io.rootsocket.hub.alarm.AlarmReport;
import io.rootsocket.hub.alarm.AlarmSeverity;
import io.rootsocket.hub.cli.invocation.CommandName;
import io.rootsocket.hub.cli.screen.Cell;
import io.rootsocket.hub.cli.screen.Table;
import io.rootsocket.hub.cli.screen.Times;
import io.rootsocket.hub.cli.screen.Tone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Alarms for a person's eyes.
 *
 * @param times how times are told
 */
record AlarmScreen(Times times) {

    /** One that is raised, with all that one needs at night. */
    Table sheet(Alarm alarm) {
        Table sheet = Table.sheet()
                .row(
                        alarm.severity().toString(),
                        Cell.of(alarm.topic() + " " + alarm.subject()).toned(tone(alarm)))
                .row("What", alarm.what())
                .row("Since", times.told(alarm.since()))
                .row("Do", alarm.advice())
                .row("Command", command(alarm));
        if (alarm.reference() != null) {
            sheet.row("Id", alarm.reference());
        }
        return sheet.row(
                "Told",
                alarm.toldAt() == null
                        ? "no route, because it is about a route that tells of alarms"
                        : "%s, the last time %s".formatted(often(alarm.told()), times.told(alarm.toldAt())));
    }

    /** Those that are over, one row for each. */
    Table history(List<Alarm> alarms) {
        Table table = Table.of("RAISED", "LASTED", "TOPIC", "SUBJECT", "TIMES", "WHAT")
                .none("No alarm is over.");
        alarms.forEach(alarm -> table.row(
                times.cell(alarm.raisedAt()),
                Cell.of(
                        alarm.clearedAt() == null
                                ? "-"
                                : Times.length(Duration.between(alarm.raisedAt(), alarm.clearedAt()))),
                Cell.of(alarm.topic()).toned(tone(alarm)),
                Cell.of(alarm.subject()),
                Cell.of(alarm.count()),
                Cell.of(alarm.what())));
        return table;
    }

    /** What else one should know. */
    List<String> closing(AlarmReport report) {
        var lines = new ArrayList<String>();
        if (report.raised().isEmpty() && report.problem() == null) {
            lines.add(
                    "No alarm is raised. %s alarms --last 20 shows those that are over.".formatted(CommandName.text()));
        }
        if (report.problem() != null) {
            lines.add("It is not known what is wrong now. " + report.problem());
        }
        if (report.tellers().isEmpty()) {
            lines.add("No route tells of alarms: none begins with hub:alarms. routes/alarms.yaml is one.");
        } else if (report.untoldSince() != null) {
            lines.add("Some wait to be told since %s by route %s; its log says why."
                    .formatted(times.told(report.untoldSince()), String.join(", ", report.tellers())));
        }
        return lines;
    }

    private static String command(Alarm alarm) {
        return alarm.command().replaceFirst("^hub\\b", CommandName.text());
    }

    private static String often(int told) {
        return told == 1 ? "once" : told + " times";
    }

    private static Tone tone(Alarm alarm) {
        return alarm.severity() == AlarmSeverity.CRITICAL ? Tone.BAD : Tone.WARNING;
    }
}
