package io.rootsocket.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.console.AdminDoor;
import io.rootsocket.hub.console.WebhookDoor;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterBatch;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.deadletters.ManyLetters;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.hub.HubExtension;
import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.hub.HubStatus;
import io.rootsocket.hub.hub.ScheduleControl;
import io.rootsocket.hub.reload.RouteFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/** A hub in this process, on free ports, with its routes and data in folders of the test. */
public final class RunningHub implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final int adminPort;
    private final Hub hub;

    private RunningHub(int port, int adminPort, Hub hub) {
        this.port = port;
        this.adminPort = adminPort;
        this.hub = hub;
    }

    /** Starts a hub that delivers to {@code apiUrl} with {@code key}; {@code environment} wins over the defaults. */
    public static RunningHub start(
            Path folder, URI apiUrl, String key, Map<String, String> environment, HubExtension... more) {
        int port = FreePort.next();
        int adminPort = FreePort.next();
        var all = new HashMap<>(Map.of(
                "HUB_ROUTES", folder.resolve("routes").toString(),
                "HUB_DATA", folder.resolve("data").toString(),
                "HUB_HOST", "127.0.0.1",
                "HUB_PORT", String.valueOf(port),
                "HUB_ADMIN_PORT", String.valueOf(adminPort),
                "HUB_BROKER_PORT", String.valueOf(FreePort.next()),
                "HUB_SHUTDOWN_TIMEOUT", "10s",
                // As of a usual disk, so that it is not measured each time.
                "HUB_JOURNAL_TIMEOUT", "100",
                "ROOTSOCKET_API_URL", apiUrl.toString(),
                "ROOTSOCKET_KEY", key));
        all.putAll(environment);
        if (!all.containsKey("HUB_DATABASE_URL")) {
            MigratedDatabase.putInto(Path.of(all.get("HUB_DATA")));
        }
        var hub = Hub.start(HubSettings.of(all), extensions(more));
        return new RunningHub(port, adminPort, hub);
    }

    private static HubExtension[] extensions(HubExtension... more) {
        return Stream.concat(Stream.of(new WebhookDoor(), new AdminDoor()), Stream.of(more))
                .toArray(HubExtension[]::new);
    }

    /** Writes a route file. */
    public static void route(Path folder, String name, String yaml) {
        try {
            Path file = folder.resolve("routes").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public HubStatus status() {
        return hub.status();
    }

    /** The folder of routes, to reload and to look at. */
    public RouteFolder reload() {
        return hub.reload();
    }

    /** What a person may ask of the schedules. */
    public ScheduleControl schedules() {
        return hub.schedules();
    }

    /** The Camel context. */
    public CamelContext camel() {
        return hub.camel();
    }

    public ProducerTemplate producer() {
        return hub.camel().createProducerTemplate();
    }

    /** Posts to the webhook door. */
    public HttpResponse<String> post(String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** Gets from the webhook door. */
    public HttpResponse<String> get(String path, String... headers) {
        return get(port, path, headers);
    }

    /** Where the webhook door is, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Gets from the admin door. */
    public HttpResponse<String> admin(String path, String... headers) {
        return get(adminPort, path, headers);
    }

    /** A connection to the webhook door. */
    public RawConnection connect() {
        return new RawConnection(URI.create("http://127.0.0.1:" + port));
    }

    /** A connection to the admin door. */
    public RawConnection connectToAdmin() {
        return new RawConnection(URI.create(adminUrl()));
    }

    /** Where the admin door is. */
    public String adminUrl() {
        return "http://127.0.0.1:" + adminPort;
    }

    private HttpResponse<String> get(int door, String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(door, path)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The dead letters, the oldest first. */
    public List<DeadLetter> deadLetters() {
        return hub.outbox().deadLetters().list(DeadLetterFilter.ALL, Integer.MAX_VALUE);
    }

    /** Keeps dead letters by the thousand. */
    public void keep(List<DeadLetter> letters) {
        ManyLetters.keep(hub.outbox().deadLetters(), letters);
    }

    /** Sends dead letters on their way again, and says how many. */
    public int replay(DeadLetterFilter filter) {
        return hub.outbox().replay(filter, DeadLetterBatch.ALL);
    }

    /** Throws all dead letters away, and says how many. */
    public int discardAll() {
        return hub.outbox().deadLetters().discard(DeadLetterFilter.ALL, DeadLetterBatch.ALL);
    }

    /** Fails unless every route file runs. */
    public RunningHub withoutProblems() {
        assertThat(status().problems()).isEmpty();
        return this;
    }

    @Override
    public void close() {
        hub.close();
    }
}
