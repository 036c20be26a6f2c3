package io.rootsocket.hub.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.cli.Shell;
import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Makes dead letters, and asks of them with {@code dead-letters}. For one thread. */
final class DeadLettersShell {

    static final Duration TIMEOUT = Duration.ofSeconds(60);

    static final String ROUTES = """
            - route:
                id: news
                from:
                  uri: platform-http:/news
                  steps:
                    - to: rootsocket:message?channel=news
            - route:
                id: sport
                from:
                  uri: platform-http:/sport
                  steps:
                    - to: rootsocket:message?channel=sport
            """;
    static final String CHECKED = """
            - route:
                id: checked
                from:
                  uri: platform-http:/checked
                  steps:
                    - throwException:
                        exceptionType: java.lang.IllegalStateException
                        message: broken
                    - to: rootsocket:message?channel=checked
            """;
    static final String REPAIRED =
            CHECKED.replaceFirst("(?s)- throwException.*broken", "- setBody:\n            simple: repaired \\${body}");

    private final SandboxExtension service;
    private final Shell shell = new Shell();

    DeadLettersShell(SandboxExtension service) {
        this.service = service;
    }

    /** Starts a hub with these routes, and those that there are. */
    static RunningHub start(Path folder, SandboxExtension service) {
        RunningHub.route(folder, "routes.yaml", ROUTES);
        return RunningHub.start(folder, service.apiUrl(), service.key(), Map.of())
                .withoutProblems();
    }

    int letters(Map<String, String> environment, String... arguments) {
        String[] all =
                Stream.concat(Stream.of("dead-letters"), Stream.of(arguments)).toArray(String[]::new);
        return shell.run(environment, all);
    }

    /** Asks a hub that runs. */
    int of(RunningHub hub, String... arguments) {
        return letters(Map.of("HUB_ADMIN_PORT", adminPort(hub), "COLUMNS", "400"), arguments);
    }

    /** Asks the folder of a hub that does not answer. */
    int stopped(Path folder, String... arguments) {
        return letters(
                Map.of(
                        "HUB_ADMIN_PORT",
                        String.valueOf(FreePort.next()),
                        "HUB_DATA",
                        folder.resolve("data").toString(),
                        "COLUMNS",
                        "400"),
                arguments);
    }

    int status(RunningHub hub) {
        return shell.run(Map.of("HUB_ADMIN_PORT", adminPort(hub)), "status");
    }

    private static String adminPort(RunningHub hub) {
        return hub.adminUrl().replaceFirst(".*:", "");
    }

    String out() {
        return shell.out();
    }

    String err() {
        return shell.err();
    }

    /** Leaves dead letters: the service refuses what is posted. */
    void fail(RunningHub hub, String path, String... messages) {
        service.sandbox().faults().inject(Fault.status(400));
        int before = hub.deadLetters().size();
        for (String message : messages) {
            assertThat(hub.post(path, message).statusCode()).isEqualTo(200);
        }
        await().atMost(TIMEOUT).until(() -> hub.deadLetters().size() == before + messages.length);
        service.sandbox().faults().clear();
    }

    void awaitReceived(String channel, String... messages) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(service.received(channel)).containsExactly(messages));
    }
}
