package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.invocation.RoutesOption;
import io.rootsocket.hub.console.api.TestAnswer;
import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.routetest.RouteTests;
import io.rootsocket.hub.routetest.TestOutcome;
import io.rootsocket.hub.routetest.UnreadableTestException;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.text.Counted;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the tests of routes. */
@Command(
        name = "test",
        description = "Runs the tests of the routes, without a network and on a clock of their own. Exits with 4 if one"
                + " fails.",
        footer = {
            "",
            "Example: hub test",
            "Example: hub test --junit-xml report.xml routes/tests/heartbeat.test.yaml",
            "Example: hub test --from 3F2A9C0D > routes/tests/orders.test.yaml"
        })
final class TestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RoutesOption routes;

    @Option(names = "--junit-xml", paramLabel = "FILE", description = "Also writes the outcome as JUnit XML, for CI.")
    private @Nullable Path junitXml;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "The files of tests. Default: all in `tests` of the folder of routes.")
    private List<Path> files = List.of();

    @Option(
            names = "--from",
            paramLabel = "ID",
            description = "Runs nothing, but prints a real message of the running hub as a test: by any id that `hub"
                    + " explain` takes.")
    private @Nullable String from;

    @Mixin
    private AdminOptions admin;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logs.beginWithErrorsOnly();
        if (from != null) {
            String id = URLEncoder.encode(from, StandardCharsets.UTF_8).replace("+", "%20");
            TestAnswer made = admin.get("/api/messages/%s/test".formatted(id), TestAnswer.class);
            spec.commandLine().getOut().print(made.yaml());
            return 0;
        }
        return run();
    }

    private int run() throws IOException {
        Path folder =
                HubSettings.of(routes.in(Invocation.of(spec).environment())).routes();
        var tests = new RouteTests(folder);
        List<Path> chosen = files.isEmpty() ? tests.files() : files;
        if (chosen.isEmpty()) {
            throw new HubConfigurationException(
                    "There is no file of tests in `%s`. Write one, such as heartbeat.test.yaml."
                            .formatted(folder.resolve("tests")));
        }
        var outcomes = new ArrayList<TestOutcome>();
        int unreadable = 0;
        for (Path file : chosen) {
            if (!Files.isRegularFile(file)) {
                throw new HubConfigurationException("There is no file `%s`.".formatted(file));
            }
            try {
                List<TestOutcome> ofFile = tests.run(file);
                ofFile.forEach(this::print);
                outcomes.addAll(ofFile);
            } catch (UnreadableTestException e) {
                // Those of the other files run all the same.
                unreadable++;
                spec.commandLine().getErr().println(e.getMessage());
            }
        }
        if (junitXml != null) {
            JUnitXml.write(outcomes, junitXml);
        }
        int code = summary(outcomes);
        return unreadable == 0 ? code : ExitCode.FIX_CONFIGURATION;
    }

    private void print(TestOutcome outcome) {
        var out = spec.commandLine().getOut();
        out.printf(
                "%s %s: %s%n",
                outcome.passed() ? "ok  " : "FAIL", outcome.file().getFileName(), outcome.name());
        outcome.failure().forEach(out::println);
        out.flush();
    }

    private int summary(List<TestOutcome> outcomes) {
        long failed = outcomes.stream().filter(outcome -> !outcome.passed()).count();
        Duration took = outcomes.stream().map(TestOutcome::took).reduce(Duration.ZERO, Duration::plus);
        spec.commandLine()
                .getOut()
                .printf(
                        "%s, %d failed, in %.1f s.%s%n",
                        Counted.of(outcomes.size(), "test"),
                        failed,
                        took.toMillis() / 1_000.0,
                        failed == 0 ? "" : " In the lines above, - was expected and + came.");
        return failed == 0 ? 0 : ExitCode.FIX_CONFIGURATION;
    }
}
