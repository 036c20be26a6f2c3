package io.rootsocket.hub.cli.messages;

import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.FormatOption;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.console.api.InspectionAnswer;
import io.rootsocket.hub.console.api.InspectionRequest;
import io.rootsocket.hub.http.StrictJson;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what the next exchanges of a route hold after each step. */
@Command(
        name = "inspect",
        description = {
            "Waits for what comes in next by a route, and prints its body and headers as it came and after each step, without"
                    + " what HUB_TRAIL_REDACT leaves out.",
            "Ends after so many exchanges or that time; the hub then watches no more, also if this command was stopped before."
        },
        footer = {"", "Example: hub inspect orders --next 5", "Example: hub inspect orders --for 1h --format json"})
public final class InspectCommand implements Callable<Integer> {

    private static final long LOOK_EVERY_MILLIS = 500;

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Parameters(paramLabel = "ROUTE", description = "The id of the route by which it comes in.")
    private String route;

    @Option(names = "--next", paramLabel = "N", description = "How many, 1 to 50. Default: 1.", defaultValue = "1")
    private int next;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "How long to wait for them, such as 30s, 10m or 1h, which is the longest. Default: 10m.",
            defaultValue = "10m")
    private String timeout;

    @Mixin
    private FormatOption format;

    @Override
    public Integer call() throws InterruptedException {
        if (next < 1) {
            throw new ParameterException(spec.commandLine(), "--next takes a number from 1 to 50.");
        }
        String path = "/api/routes/%s/inspection"
                .formatted(MessageFilterOptions.encoded(route).replace("+", "%20"));
        InspectionAnswer seen = admin.post(path, new InspectionRequest(next, seconds()), InspectionAnswer.class);
        PrintWriter out = spec.commandLine().getOut();
        int printed = 0;
        while (true) {
            for (; printed < seen.exchanges().size() && isDone(seen, printed); printed++) {
                print(seen.exchanges().get(printed), out);
            }
            if (!seen.on()) {
                sayWhatIsMissing(printed);
                return 0;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            seen = admin.get(path, InspectionAnswer.class);
        }
    }

    private int seconds() {
        try {
            return (int) Math.min(
                    Integer.MAX_VALUE,
                    Duration.parse("PT" + timeout.strip().toUpperCase(Locale.ROOT))
                            .toSeconds());
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "`%s` is not a time. It should look like 30s, 10m or 1h.".formatted(timeout),
                    e);
        }
    }

    /** What ends in time is printed as a whole. */
    private static boolean isDone(InspectionAnswer seen, int exchange) {
        return seen.exchanges().get(exchange).complete() || !seen.on();
    }

    private void print(InspectionAnswer.Exchange exchange, PrintWriter out) {
        if (format.isJson()) {
            out.println(StrictJson.tree(exchange));
        } else {
            new InspectionText(Invocation.of(spec).screen().times()).print(exchange, out);
        }
        out.flush();
    }

    private void sayWhatIsMissing(int printed) {
        if (printed < next) {
            spec.commandLine().getErr().printf("The time is over: %d of %d came in by %s.%n", printed, next, route);
        }
    }
}
