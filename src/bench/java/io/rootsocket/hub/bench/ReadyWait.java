package io.rootsocket.hub.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** Waits for somebody who starts. */
final class ReadyWait {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private ReadyWait() {}

    /** Returns when it takes an order at this address. */
    static void until(URI url) throws IOException, InterruptedException {
        // Node-RED would wait for more after an offer to go on with HTTP/2, which Java makes.
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Instant end = Instant.now().plus(TIMEOUT);
        while (!isThere(http, url)) {
            if (Instant.now().isAfter(end)) {
                throw new IOException("Nothing is at %s after %s".formatted(url, TIMEOUT));
            }
            Thread.sleep(200);
        }
    }

    private static boolean isThere(HttpClient http, URI url) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(url)
                    .timeout(ANSWER)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"number\":0,\"sent\":\"0\",\"customer\":\"nobody\",\"items\":[]}"))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException notYet) {
            return false;
        }
    }
}
