package io.rootsocket.hub.sandbox;

import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Sends requests to a sandbox as an application would. */
final class Caller {

    static final String MESSAGES = "/api/v1/messages/";
    static final String TOKENS = "/api/v1/tokens/";
    static final String CONNECTIONS = "/api/v1/connections/";
    static final String FAULTS = "/sandbox/faults";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SandboxExtension sandbox;

    Caller(SandboxExtension sandbox) {
        this.sandbox = sandbox;
    }

    HttpResponse<String> message(String channel, String data) throws IOException {
        return post(MESSAGES, "{\"channel\":\"%s\",\"data\":\"%s\"}".formatted(channel, data));
    }

    HttpResponse<String> post(String path, String body) throws IOException {
        return send(request(path).header("Authorization", sandbox.key()).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> put(String path, String body) throws IOException {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path) throws IOException {
        return send(request(path).header("Authorization", sandbox.key()));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(sandbox.apiUrl().resolve(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
