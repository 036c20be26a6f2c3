package io.rootsocket.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.FormatOption;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.invocation.WhyOption;
import io.rootsocket.hub.cli.screen.Times;
import io.rootsocket.hub.console.api.LogLevelRequest;
import io.rootsocket.hub.log.LogLevel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows how much a running hub logs, and has it log more or less for a while. */
@Command(
        name = "log",
        description =
                "Prints how much the running hub logs of what, or changes it until a time or the next start. It is"
                        + " logged with who and why.",
        footer = {"", "Example: hub log outbox debug --for 10m"})
final class LogCommand implements Callable<Integer> {

    private static final String PATH = "/api/log";

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Mixin
    private FormatOption format;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "LOGGER",
            description =
                    "Who: hub, camel, broker, a part of the hub such as outbox, schedule or trail, the id of a route, or a"
                            + " package of Java's.")
    private @Nullable String logger;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "LEVEL",
            description = "off, error, warn, info, debug or trace; without one, as it is configured.")
    private @Nullable String level;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "For how long, such as 10m. Default: until the next start.")
    private @Nullable String lasting;

    @Mixin
    private WhyOption why;

    @Override
    public Integer call() throws InterruptedException {
        if (lasting != null && level == null) {
            throw new ParameterException(spec.commandLine(), "--for needs a logger and a level.");
        }
        if (logger == null) {
            return print(admin.get(PATH));
        }
        JsonNode answer = admin.post(PATH, new LogLevelRequest(logger, level, lasting, Invocation.user(), why.text()));
        if (format.isJson()) {
            return print(answer);
        }
        spec.commandLine().getOut().println(sentence(AdminOptions.read(answer, LogLevel.class)));
        return 0;
    }

    private Integer print(JsonNode answer) {
        if (format.isJson()) {
            spec.commandLine().getOut().println(answer.toPrettyString());
            return 0;
        }
        List<LogLevel> levels = Arrays.asList(AdminOptions.read(answer, LogLevel[].class));
        levels.forEach(each -> spec.commandLine().getOut().println(sentence(each)));
        return 0;
    }

    private String sentence(LogLevel now) {
        if (now.by() == null) {
            return "%s: %s, as configured".formatted(now.logger(), now.level());
        }
        Times times = Invocation.of(spec).screen().times();
        return "%s: %s instead of %s, until %s, by %s"
                .formatted(
                        now.logger(),
                        now.level(),
                        now.configured(),
                        now.until() == null ? "the next start" : times.at(now.until()),
                        now.by());
    }
}
