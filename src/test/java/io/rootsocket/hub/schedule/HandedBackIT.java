package io.rootsocket.hub.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.schedule.ledger.Database;
import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An occurrence that was handed back before its route had it is run once, by a node that can. */
class HandedBackIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** With this it looks each second for what is handed back. */
    private static final Duration TAKEOVER = Duration.ofSeconds(9);

    @TempDir
    Path folder;

    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final Occurrence handedBack = new Occurrence(
            "daily", Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(10));

    @Test
    void isLeftToOthersWhileThereIsNoRoomAndRunOnceWhenThereIs() throws Exception {
        try (Database database = Database.open(settings())) {
            var ledger = new Ledger(database.dataSource(), "hub", Clock.systemUTC());
            ledger.begin(handedBack, "", "");
            ledger.handBack(handedBack);
        }
        var full = new AtomicReference<>(Optional.of("no room"));
        try (var schedules = Schedules.open(settings(), Clock.systemUTC());
                var camel = new DefaultCamelContext()) {
            schedules.attach(camel, folder.toString(), exchange -> Optional.empty());
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("schedule:daily?every=1d")
                            .routeId("daily")
                            .process(exchange ->
                                    ran.add(exchange.getIn().getHeader(ScheduleConsumer.OCCURRENCE, String.class)));
                }
            });
            camel.start();
            schedules.waitWhile(full::get);
            schedules.start();

            await().during(Duration.ofSeconds(3))
                    .atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(attempts(schedules)).isEqualTo(1));
            full.set(Optional.empty());

            await().atMost(TIMEOUT).until(() -> ran.contains(handedBack.toString()));
            await().during(Duration.ofSeconds(2)).atMost(TIMEOUT).until(() -> attempts(schedules) == 2);
            assertThat(ran).filteredOn(handedBack.toString()::equals).hasSize(1);
            schedules.stop();
        }
    }

    private int attempts(Schedules schedules) {
        return schedules.operations().ledger(Instant.EPOCH, Instant.now(), Optional.of("daily")).stream()
                .filter(entry -> entry.occurrence().equals(handedBack))
                .findFirst()
                .orElseThrow()
                .attempts();
    }

    private ScheduleSettings settings() {
        ScheduleSettings usual = ScheduleSettings.embedded(folder);
        return new ScheduleSettings(
                usual.url(),
                usual.user(),
                usual.password(),
                usual.folder(),
                usual.timeout(),
                usual.node(),
                TAKEOVER,
                usual.keep());
    }
}
