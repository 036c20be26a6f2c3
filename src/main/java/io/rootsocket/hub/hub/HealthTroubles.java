package io.rootsocket.hub.hub;

import io.rootsocket.hub.alarm.Topic;
import io.rootsocket.hub.alarm.Trouble;
import io.rootsocket.hub.alarm.TroubleSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;

/** What the hub's own health says of what no other source looks at, and how full its disk is. */
final class HealthTroubles implements TroubleSource {

    static final Set<Topic> TOPICS = EnumSet.of(Topic.HUB_HEALTH, Topic.DISK_LOW);

    /** That of the outbox is in {@link OutboxTroubles}, in more words. */
    private static final List<String> CHECKS = List.of("schedules", "data");

    private static final int NEARLY = 5;

    private final CamelContext camel;
    private final Path data;
    private final int maxDiskUsage;

    HealthTroubles(CamelContext camel, Path data, int maxDiskUsage) {
        this.camel = camel;
        this.data = data;
        this.maxDiskUsage = maxDiskUsage;
    }

    @Override
    public List<Trouble> look(Instant now) {
        var troubles = new ArrayList<Trouble>();
        for (String check : CHECKS) {
            down(check)
                    .map(why -> Trouble.of(
                            Topic.HUB_HEALTH,
                            check,
                            now,
                            "The hub is not well. " + why,
                            "Do what it says; the health of the hub says when it is over.",
                            "hub status"))
                    .ifPresent(troubles::add);
        }
        disk(now).ifPresent(troubles::add);
        return troubles;
    }

    private Optional<String> down(String id) {
        return registry()
                .getCheck(id)
                .map(HealthCheck::call)
                .filter(HealthTroubles::isDown)
                .map(HealthTroubles::why);
    }

    private HealthCheckRegistry registry() {
        return Objects.requireNonNull(HealthCheckRegistry.get(camel));
    }

    private static boolean isDown(HealthCheck.Result result) {
        return result.getState() == HealthCheck.State.DOWN;
    }

    private static String why(HealthCheck.Result result) {
        return result.getMessage().orElse(result.getCheck().getId() + " is down.");
    }

    /** Why the hub is not well, as whoever waits for its heartbeat should know; empty if it is. */
    Optional<String> unwell() {
        return List.of("schedules", "data", "outbox").stream()
                .flatMap(check -> down(check).stream())
                .findFirst();
    }

    private Optional<Trouble> disk(Instant now) {
        try {
            FileStore store = Files.getFileStore(data);
            long used = 100 - 100 * store.getUsableSpace() / Math.max(1, store.getTotalSpace());
            return used < maxDiskUsage - NEARLY
                    ? Optional.empty()
                    : Optional.of(Trouble.of(
                            Topic.DISK_LOW,
                            "data",
                            now,
                            "The disk of %s is %d %% full; at %d %% (HUB_MAX_DISK_USAGE) nothing more is accepted."
                                    .formatted(data, used, maxDiskUsage),
                            "Make room on it, or move HUB_DATA to a larger one.",
                            "hub status"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
