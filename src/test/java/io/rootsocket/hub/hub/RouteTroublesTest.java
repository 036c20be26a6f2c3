package io.rootsocket.hub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.alarm.Topic;
import io.rootsocket.hub.alarm.Trouble;
import io.rootsocket.hub.reload.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub finds wrong with its routes. */
class RouteTroublesTest {

    private static final Instant STOPPED = Instant.parse("2036-11-26T12:00:00Z");

    @TempDir
    Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private RouteFolder routes;
    private RouteTroubles troubles;

    @BeforeEach
    void twoRoutes() throws Exception {
        Files.writeString(folder.resolve("orders.yaml"), """
                - route:
                    id: manual
                    autoStartup: false
                    from:
                      uri: direct:manual
                      steps:
                        - log: got
                - route:
                    id: orders
                    from:
                      uri: direct:orders
                      steps:
                        - log: got
                """);
        routes = RouteFolder.open(
                folder, "*.yaml", folder.resolve("generations"), Duration.ofSeconds(1), camel, Clock.systemUTC());
        camel.start();
        routes.start();
        troubles = new RouteTroubles(camel, routes, Duration.ofMinutes(10));
    }

    @AfterEach
    void close() throws IOException {
        routes.close();
        camel.close();
    }

    @Test
    void aRouteThatWasStoppedIsOneUntilItRuns() throws Exception {
        assertThat(troubles.look(STOPPED.minusSeconds(5))).isEmpty();
        camel.getRouteController().stopRoute("orders");

        for (int seconds = 0; seconds < 20; seconds += 5) {
            assertThat(troubles.look(STOPPED.plusSeconds(seconds)))
                    .singleElement()
                    .satisfies(trouble -> {
                        assertThat(trouble.topic()).isEqualTo(Topic.ROUTE_STOPPED);
                        assertThat(trouble.subject()).isEqualTo("orders");
                        assertThat(trouble.what())
                                .isEqualTo("Route orders does not run: Stopped. It is in orders.yaml:8.");
                        assertThat(trouble.since()).isEqualTo(STOPPED);
                    });
        }

        camel.getRouteController().startRoute("orders");
        assertThat(troubles.look(STOPPED.plusSeconds(20))).isEmpty();
        camel.getRouteController().suspendRoute("orders");
        assertThat(troubles.look(STOPPED.plusSeconds(60)))
                .extracting(Trouble::since)
                .containsExactly(STOPPED.plusSeconds(60));
    }

    @Test
    void itRunsAgainOnceItIsSavedWithAChangeAsTheAlarmSays() throws Exception {
        camel.getRouteController().stopRoute("orders");
        assertThat(troubles.look(STOPPED))
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.advice()).contains("saved with a change"));

        Path file = folder.resolve("orders.yaml");
        Files.writeString(file, Files.readString(file).replace("log: got", "log: came"));
        routes.reload();

        assertThat(troubles.look(STOPPED)).isEmpty();
    }
}
