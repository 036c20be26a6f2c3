package io.rootsocket.hub.alarm;

import io.rootsocket.hub.text.DurationText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a dead man's switch for as long as the hub is well, so that somebody hears when it is not, or is no more. For one
 * thread. The address is a secret, and is in no log.
 */
public final class Heartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI url;
    private final Supplier<Optional<String>> unwell;
    private final HttpClient http;
    private String trouble = "";

    /** @param unwell why the hub is not well; empty if it is */
    public Heartbeat(URI url, Supplier<Optional<String>> unwell) {
        this.url = url;
        this.unwell = unwell;
        this.http = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    /** Calls now, and then so often, for as long as that executor runs. */
    public void start(ScheduledExecutorService executor, Duration every) {
        LOG.info("A heartbeat goes to {} every {}, for as long as the hub is well", shown(url), DurationText.of(every));
        executor.scheduleAtFixedRate(this::beat, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            say(unwell.get()
                    .map("no heartbeat is sent, as the hub is not well: %s"::formatted)
                    .orElseGet(this::call));
        } catch (RuntimeException | Error e) {
            say("the heartbeat could not be sent: " + e.getClass().getSimpleName());
            LOG.debug("No heartbeat", e);
        }
    }

    /** What came of it; empty if all is well. */
    private String call() {
        try {
            HttpRequest request = HttpRequest.newBuilder(url)
                    .timeout(TIMEOUT)
                    .header("User-Agent", "rootsocket-hub")
                    .GET()
                    .build();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status < 300 ? "" : "the heartbeat was answered with %d".formatted(status);
        } catch (IOException e) {
            // Its message may quote the address.
            return "the heartbeat was not answered (%s)".formatted(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return trouble;
        }
    }

    /** Once when it stops, and once when it goes on: why may be told in other words each time. */
    private void say(String now) {
        if (trouble.isEmpty() && !now.isEmpty()) {
            LOG.warn(
                    "{}: {}{} Whoever waits for it there will say that the hub is gone.",
                    shown(url),
                    now,
                    now.endsWith(".") ? "" : ".");
        } else if (!trouble.isEmpty() && now.isEmpty()) {
            LOG.info("{}: the heartbeat is heard again", shown(url));
        }
        trouble = now;
    }

    /** Where it goes to, without what must not be known. */
    static String shown(URI url) {
        return "%s://%s%s/…".formatted(url.getScheme(), url.getHost(), url.getPort() < 0 ? "" : ":" + url.getPort());
    }
}
