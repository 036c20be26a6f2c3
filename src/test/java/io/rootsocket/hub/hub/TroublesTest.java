package io.rootsocket.hub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.alarm.Topic;
import io.rootsocket.hub.alarm.Trouble;
import io.rootsocket.hub.outbox.OutboxStatus;
import io.rootsocket.hub.outbox.WaitingChannel;
import io.rootsocket.hub.protocol.ChannelName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub finds wrong with itself, for those alarms that no trial brings about. */
class TroublesTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration STALE_AFTER = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private static OutboxStatus status(
            Optional<String> full, Optional<String> trouble, List<String> held, WaitingChannel... waiting) {
        return new OutboxStatus(List.of(waiting), full, trouble, held, List.of(), List.of());
    }

    private static List<Trouble> troubles(OutboxStatus status, Optional<String> keyRefused) {
        return new OutboxTroubles(() -> status, () -> keyRefused, STALE_AFTER).look(NOW);
    }

    private static void assertOnly(List<Trouble> troubles, Topic topic, String why) {
        assertThat(troubles).singleElement().satisfies(trouble -> {
            assertThat(trouble.topic()).isEqualTo(topic);
            assertThat(trouble.what()).contains(why);
            assertThat(trouble.advice()).isNotBlank();
        });
    }

    @Test
    void anOutboxThatIsWellHasNone() {
        var young = new WaitingChannel("own", new ChannelName("orders"), 3, Optional.of(NOW.minusSeconds(10)));

        assertThat(troubles(status(Optional.empty(), Optional.empty(), List.of(), young), Optional.empty()))
                .isEmpty();
    }

    @Test
    void aFullOutboxSaysWhichLimitItHasReached() {
        assertOnly(
                troubles(
                        status(Optional.of("HUB_OUTBOX_MAX_MESSAGES is reached."), Optional.empty(), List.of()),
                        Optional.empty()),
                Topic.OUTBOX_FULL,
                "HUB_OUTBOX_MAX_MESSAGES");
    }

    @Test
    void aBrokerThatIsAwaySaysSo() {
        assertOnly(
                troubles(
                        status(Optional.empty(), Optional.of("The connection is refused."), List.of()),
                        Optional.empty()),
                Topic.OUTBOX_BROKER,
                "The connection is refused.");
    }

    @Test
    void aKeyThatIsRefusedIsTheTroubleAndNotThatMessagesWaitForIt() {
        var old = new WaitingChannel("own", new ChannelName("orders"), 2, Optional.of(NOW.minusSeconds(3_600)));

        assertOnly(
                troubles(status(Optional.empty(), Optional.empty(), List.of(), old), Optional.of("It answered 401.")),
                Topic.ROOTSOCKET_KEY,
                "2 messages wait. It answered 401.");
        assertOnly(
                troubles(
                        status(Optional.empty(), Optional.empty(), List.of("It answered 403."), old), Optional.empty()),
                Topic.ROOTSOCKET_KEY,
                "It answered 403.");
    }

    @Test
    void aDiskThatIsNearlyAsFullAsItMayBeIsSaid() throws Exception {
        try (var camel = new DefaultCamelContext()) {
            register(camel);
            assertOnly(new HealthTroubles(camel, folder, 1).look(NOW), Topic.DISK_LOW, "HUB_MAX_DISK_USAGE");
            assertThat(new HealthTroubles(camel, folder, 200).look(NOW)).isEmpty();
        }
    }

    @Test
    void aDataFolderThatIsGoneIsAlsoHeard() throws Exception {
        Path gone = folder.resolve("gone");
        Files.createDirectory(gone);
        try (var camel = new DefaultCamelContext()) {
            register(camel).register(new DataFolderHealth(gone));
            var health = new HealthTroubles(camel, folder, 200);
            assertThat(health.look(NOW)).isEmpty();
            Files.delete(gone);

            assertOnly(health.look(NOW), Topic.HUB_HEALTH, "is gone");
            assertThat(health.unwell()).isPresent();
        }
    }

    private static HealthCheckRegistry register(DefaultCamelContext camel) {
        var registry = new DefaultHealthCheckRegistry(camel);
        camel.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, registry);
        return Objects.requireNonNull(HealthCheckRegistry.get(camel));
    }
}
