package io.rootsocket.hub.cli.invocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.http.StrictJson;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.settings.Variable;
import io.rootsocket.hub.settings.Variables;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Which running hub a command talks to, through its admin door, and one question to it. The token comes from {@code
 * HUB_ADMIN_TOKEN} or its file only: an option would show it in the list of processes.
 */
public final class AdminOptions {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The address of the running hub's admin port. Default: http://127.0.0.1 and HUB_ADMIN_PORT, or 9090."
                            + " HUB_ADMIN_TOKEN is sent if it is set.")
    private @Nullable String url;

    /**
     * Asks for what {@code path} shows.
     *
     * @throws AdminException if no hub answers, or it refuses
     */
    public JsonNode get(String path) throws InterruptedException {
        return ask(request(path).GET().build());
    }

    /**
     * Asks for what {@code path} shows.
     *
     * @throws AdminException if no hub answers, or it refuses, or answers something else
     */
    public <T> T get(String path, Class<T> type) throws InterruptedException {
        return read(get(path), type);
    }

    /**
     * Asks for what {@code path} shows that is no JSON.
     *
     * @throws AdminException if no hub answers, or it refuses
     */
    public String text(String path) throws InterruptedException {
        HttpRequest request = request(path).GET().build();
        HttpResponse<String> answer = send(request, BodyHandlers.ofString());
        return answer.statusCode() < 300
                ? answer.body()
                : understood(request, answer.statusCode(), answer.body()).toString();
    }

    /**
     * Tells the hub to do what {@code path} stands for, and waits until it is done.
     *
     * @throws AdminException if no hub answers, or it refuses
     */
    public JsonNode post(String path, Object body) throws InterruptedException {
        return ask(posting(path, body));
    }

    private HttpRequest posting(String path, Object body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(StrictJson.write(body)))
                .build();
    }

    /**
     * Tells the hub to do what {@code path} stands for, and waits until it is done.
     *
     * @throws AdminException if no hub answers, or it refuses, or answers something else
     */
    public <T> T post(String path, Object body, Class<T> type) throws InterruptedException {
        return read(post(path, body), type);
    }

    /** Takes an answer that is no JSON. */
    @FunctionalInterface
    public interface Taker {

        /** Reads it to its end. */
        void take(InputStream answer) throws IOException;
    }

    /**
     * Tells the hub to make what {@code path} stands for, and takes it.
     *
     * @throws AdminException if no hub answers, or it refuses
     * @throws IOException if {@code taker} fails, or the answer is cut off
     */
    public void download(String path, Object body, Taker taker) throws IOException, InterruptedException {
        HttpRequest request = posting(path, body);
        HttpResponse<InputStream> answer = send(request, BodyHandlers.ofInputStream());
        try (InputStream content = answer.body()) {
            if (answer.statusCode() >= 300) {
                understood(request, answer.statusCode(), new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
            taker.take(content);
        }
    }

    /**
     * Reads an answer.
     *
     * @throws AdminException if it is something else, as a hub of another version may send it
     */
    public static <T> T read(JsonNode answer, Class<T> type) {
        try {
            return StrictJson.answer(answer, type);
        } catch (JsonProcessingException e) {
            throw new AdminException(
                    ExitCode.UNEXPECTED,
                    "The hub's answer cannot be read: %s. Is it of this version?".formatted(e.getOriginalMessage()),
                    e);
        }
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base() + path));
        variables()
                .text(Variable.HUB_ADMIN_TOKEN)
                .ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request;
    }

    private String base() {
        String chosen = Optional.ofNullable(url)
                .orElseGet(() -> "http://127.0.0.1:" + variables().port(Variable.HUB_ADMIN_PORT));
        try {
            URI.create(chosen).toURL();
        } catch (IOException | IllegalArgumentException e) {
            throw new AdminException(
                    ExitCode.FIX_CONFIGURATION,
                    "`%s` is not the URL of a hub. It should look like http://127.0.0.1:9090.".formatted(chosen),
                    e);
        }
        return chosen.replaceFirst("/+$", "");
    }

    private JsonNode ask(HttpRequest request) throws InterruptedException {
        HttpResponse<String> answer = send(request, BodyHandlers.ofString());
        return understood(request, answer.statusCode(), answer.body());
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> answer) throws InterruptedException {
        try {
            return HttpClient.newBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build()
                    .send(request, answer);
        } catch (IOException e) {
            throw AdminException.nobody(
                    "No hub answers at %s. Start it with `%s run`, or name another with --url."
                            .formatted(base(), CommandName.text()),
                    e);
        }
    }

    private static JsonNode understood(HttpRequest request, int status, String answer) {
        JsonNode body;
        try {
            body = Wire.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new AdminException(
                    ExitCode.FIX_CONFIGURATION,
                    "%s is not the admin port of a hub: it answered %d. Name the right one with --url."
                            .formatted(request.uri(), status),
                    e);
        }
        if (status >= 300) {
            throw new AdminException(exitCode(status), body.path("detail").asText("It answered " + status + "."), null);
        }
        return body;
    }

    private static int exitCode(int status) {
        if (status == 503) {
            return ExitCode.TRY_AGAIN;
        }
        return status >= 500 ? ExitCode.UNEXPECTED : ExitCode.FIX_CONFIGURATION;
    }

    private Variables variables() {
        return Invocation.of(spec).variables();
    }
}
