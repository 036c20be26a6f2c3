package io.rootsocket.hub.webhook;

import static io.rootsocket.hub.testing.RunningHub.route;

import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Routes that do not come to an end, each in its way, and one that does. */
final class HangingRoutes {

    static final int MAX_CALLS = 30;

    private HangingRoutes() {}

    /**
     * Starts a hub with them.
     *
     * @param deaf who takes connections and says nothing
     * @param timeout how long their callers wait
     */
    static RunningHub start(Path folder, SandboxExtension sandbox, ServerSocket deaf, Duration timeout) {
        webhook(folder, "works", "- log: {message: works, loggingLevel: DEBUG}");
        webhook(folder, "forever", """
            - loop:
                        doWhile: true
                        simple: "${body} != 'never'"
                        steps:
                          - setHeader: {name: a, constant: b}
                    - to: rootsocket:message?channel=forever\
            """);
        webhook(folder, "hangs", "- to: ftp://nobody@127.0.0.1:%d/in?password=none".formatted(deaf.getLocalPort()));
        webhook(folder, "asks", "- to: http://127.0.0.1:%d/".formatted(deaf.getLocalPort()));
        webhook(folder, "waits", "- delay: {simple: '${header.n}'}\n        - to: rootsocket:message?channel=waits");
        webhook(folder, "once", """
            - idempotentConsumer:
                        simple: "${header.id}"
                        idempotentRepository: "#class:org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository"
                        steps:
                          - delay: {simple: "${header.n}"}
                          - to: rootsocket:message?channel=once\
            """);
        webhook(folder, "direct", "- to: rootsocket:message?channel=direct&delivery=direct");
        webhook(folder, "throttles", """
            - throttle: {expression: {constant: {expression: 1}}, timePeriodMillis: 99999999}
                    - to: rootsocket:message?channel=throttles\
            """);
        webhook(folder, "collects", """
            - aggregate:
                        correlationExpression: {constant: {expression: all}}
                        aggregationStrategy: "#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy"
                        completionSize: 1000
                        steps:
                          - to: rootsocket:message?channel=collects\
            """);
        webhook(folder, "runs", "- to: exec:sleep?args=300&timeout=300000");
        route(folder, "clock.yaml", """
            - route:
                id: clock
                from:
                  uri: timer:once?repeatCount=1
                  steps:
                    - delay: {constant: 99999999}
            """);
        return RunningHub.start(
                        folder,
                        sandbox.apiUrl(),
                        sandbox.key(),
                        Map.of(
                                "HUB_WEBHOOK_TIMEOUT",
                                timeout.toSeconds() + "s",
                                "HUB_WEBHOOK_MAX_CALLS",
                                String.valueOf(MAX_CALLS),
                                "HUB_SHUTDOWN_TIMEOUT",
                                "1s"))
                .withoutProblems();
    }

    private static void webhook(Path folder, String name, String steps) {
        route(folder, name + ".yaml", """
            - route:
                id: %s
                from:
                  uri: platform-http:/%s
                  parameters: {httpMethodRestrict: POST}
                  steps:
                    %s
            """.formatted(name, name, steps));
    }
}
