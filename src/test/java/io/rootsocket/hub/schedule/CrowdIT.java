package io.rootsocket.hub.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import io.rootsocket.hub.testing.MutableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More routes fire in the same second than there are threads, and each is slow. */
class CrowdIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int THREADS = 64;

    @TempDir
    Path folder;

    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final Semaphore mayEnd = new Semaphore(0);

    private void slow(Exchange exchange) throws InterruptedException {
        begun.add(exchange.getFromRouteId());
        mayEnd.acquire();
    }

    @Test
    void isNotWaitedForByWhatIsDueASecondLater() throws Exception {
        List<String> crowd =
                IntStream.range(0, THREADS + 100).mapToObj(i -> "crowd" + i).toList();
        var clock = MutableClock.at(Instant.now().toString());
        try (var schedules = Schedules.open(ScheduleSettings.embedded(folder), clock);
                var camel = new DefaultCamelContext()) {
            schedules.attach(camel, folder.toString(), exchange -> Optional.empty());
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    crowd.forEach(this::scheduled);
                    scheduled("later");
                }

                private void scheduled(String route) {
                    from("schedule:%s?cron=0 0 0 1 1 ? 2099".formatted(route))
                            .routeId(route)
                            .process(CrowdIT.this::slow);
                }
            });
            camel.start();
            schedules.start();
            crowd.forEach(route -> schedules.operations().runNow(route, "test"));
            await().atMost(TIMEOUT).until(() -> begun.size() == THREADS);
            clock.advance(Duration.ofSeconds(1));
            schedules.operations().runNow("later", "test");

            for (int turn = 1; turn <= 3; turn++) {
                int expected = THREADS + turn;
                mayEnd.release();
                await().atMost(TIMEOUT).until(() -> begun.size() == expected);
            }

            assertThat(begun).contains("later");
            mayEnd.release(crowd.size());
            await().atMost(TIMEOUT).until(() -> begun.size() == crowd.size() + 1);
            schedules.stop();
        }
    }
}
