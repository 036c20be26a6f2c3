package io.rootsocket.hub.bench;

import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.outbox.FilledOutbox;
import io.rootsocket.hub.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A hub whose routes call {@code fired} when they begin and {@code accepted} when the outbox has taken their message. */
final class BenchedHub {

    private final Path folder;
    private final long[] late;
    private final long[] accepted;
    private final int[] order;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger counted = new AtomicInteger();
    private final List<Long> during = new CopyOnWriteArrayList<>();

    /** @param fires how many fires to note */
    BenchedHub(int fires) throws IOException {
        this(Files.createTempDirectory("schedules"), fires);
    }

    /** @param folder where it lives, and may have lived before */
    BenchedHub(Path folder, int fires) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("routes"));
        late = new long[fires];
        accepted = new long[fires];
        order = new int[fires];
    }

    void write(String file, String routes) throws IOException {
        Files.writeString(folder.resolve("routes").resolve(file), routes);
    }

    /** Has so many messages wait in each of {@code channel0}, {@code channel1}… */
    void fill(int channels, int perChannel) throws IOException, InterruptedException {
        FilledOutbox.fill(folder.resolve("data/broker"), channels, perChannel);
    }

    /** How many have called {@code counted}. */
    int counted() {
        return counted.get();
    }

    Hub start(String url) throws IOException {
        var settings = HubSettings.of(Map.of(
                "HUB_ROUTES", folder.resolve("routes").toString(),
                "HUB_DATA", folder.resolve("data").toString(),
                "HUB_BROKER_PORT", String.valueOf(FreePort.next()),
                "ROOTSOCKET_API_URL", url,
                "ROOTSOCKET_KEY", "bench"));
        return Hub.start(settings, (camel, same) -> {
            camel.getRegistry().bind("fired", (Processor) this::fired);
            camel.getRegistry().bind("accepted", (Processor) this::accepted);
            camel.getRegistry().bind("during", (Processor) exchange -> during.add(lateness(exchange)));
            camel.getRegistry().bind("counted", (Processor) exchange -> counted.incrementAndGet());
        });
    }

    private void fired(Exchange exchange) {
        int turn = begun.getAndIncrement();
        if (turn < late.length) {
            late[turn] = lateness(exchange);
            order[turn] = Objects.requireNonNull(exchange.getMessage().getHeader("priority", 0, Integer.class));
        }
    }

    private void accepted(Exchange exchange) {
        long after = lateness(exchange);
        int turn = ended.getAndIncrement();
        if (turn < accepted.length) {
            accepted[turn] = after;
        }
    }

    private static long lateness(Exchange exchange) {
        return System.currentTimeMillis()
                - Objects.requireNonNull(exchange.getMessage().getHeader("scheduledFireTime", Date.class))
                        .getTime();
    }

    /** @throws IllegalStateException if so many are not accepted in that time, counted from the start */
    void await(int fires, Duration timeout) throws InterruptedException {
        Instant end = Instant.now().plus(timeout);
        while (ended.get() < fires) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("%d of %d were accepted".formatted(ended.get(), fires));
            }
            Thread.sleep(50);
        }
    }

    long[] late() {
        return late;
    }

    long[] acceptedAfter() {
        return accepted;
    }

    /** The lateness of those that have called {@code during}, in milliseconds, in their order. */
    List<Long> during() {
        return during;
    }

    /** The priorities, in the order in which the routes began. */
    int[] order() {
        return order;
    }

    /** How many occurrences ended how; the hub must be closed. */
    Map<String, Integer> ledger() throws SQLException {
        var outcomes = new TreeMap<String, Integer>();
        try (var connection = DriverManager.getConnection(
                        "jdbc:h2:file:%s;MODE=PostgreSQL".formatted(folder.resolve("data/schedules")), "hub", "");
                var rows = connection
                        .createStatement()
                        .executeQuery("select outcome, count(*) from hub_occurrence group by outcome")) {
            while (rows.next()) {
                outcomes.put(rows.getString(1), rows.getInt(2));
            }
        }
        return outcomes;
    }

    void delete() throws IOException {
        delete(folder);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
