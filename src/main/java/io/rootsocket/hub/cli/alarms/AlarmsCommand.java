package io.rootsocket.hub.cli.alarms;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.alarm.Alarm;
import io.rootsocket.hub.alarm.AlarmReport;
import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.FormatOption;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.screen.Screen;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the alarms of a running hub. */
@Command(
        name = "alarms",
        description =
                "Prints what is wrong now: what, since when, what to do about it and with which command. With --last: the alarms"
                        + " that are over, the latest first.",
        footer = {"", "Example: hub alarms", "Example: hub alarms --last 20"})
public final class AlarmsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Mixin
    private FormatOption format;

    @Option(names = "--last", paramLabel = "N", description = "How many of those that are over, up to 1,000.")
    private @Nullable Integer last;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode answer = admin.get(last == null ? "/api/alarms" : "/api/alarms/history?last=" + last);
        var out = spec.commandLine().getOut();
        if (format.isJson()) {
            out.println(answer.toPrettyString());
            return 0;
        }
        Screen screen = Invocation.of(spec).screen();
        var text = new AlarmScreen(screen.times());
        if (last != null) {
            screen.print(text.history(List.of(AdminOptions.read(answer, Alarm[].class))));
            return 0;
        }
        AlarmReport report = AdminOptions.read(answer, AlarmReport.class);
        report.raised().forEach(alarm -> {
            screen.print(text.sheet(alarm));
            out.println();
        });
        text.closing(report).forEach(out::println);
        return 0;
    }
}
