package io.rootsocket.hub.cli.alarms;

import io.rootsocket.hub.alarm.AlarmReport;
import io.rootsocket.hub.cli.invocation.AdminException;
import io.rootsocket.hub.cli.invocation.AdminOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says in one line and by its exit code whether the hub is well, for cron, Nagios and their like. */
@Command(
        name = "check",
        description = {
            "Says in one line whether the hub is well, for cron, Nagios, Icinga and the like. Behind a | are numbers for them.",
            "Its exit codes are theirs: 0 all is well, 1 a warning, 2 critical or no hub answers, 3 it is not known."
        },
        footer = {"", "Example: hub check", "Example: hub check --timeout 5 || echo somebody should look"})
public final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to wait for the hub's answer. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Override
    public Integer call() throws InterruptedException {
        CheckResult result = result();
        spec.commandLine().getOut().println(result.line());
        return result.state().exitCode();
    }

    private CheckResult result() throws InterruptedException {
        var question = new FutureTask<>(() -> admin.get("/api/alarms", AlarmReport.class));
        var asking = new Thread(question, "check");
        asking.setDaemon(true);
        asking.start();
        try {
            return CheckResult.of(question.get(timeout, TimeUnit.SECONDS), Clock.systemDefaultZone());
        } catch (TimeoutException e) {
            return CheckResult.critical("The hub has not answered within %s."
                    .formatted(
                            Duration.ofSeconds(timeout).toString().substring(2).toLowerCase(Locale.ROOT)));
        } catch (ExecutionException e) {
            return failed(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private static CheckResult failed(Throwable failure) {
        String why = String.valueOf(failure.getMessage());
        return failure instanceof AdminException answer && answer.isNobody()
                ? CheckResult.critical(why)
                : CheckResult.unknown(why);
    }
}
