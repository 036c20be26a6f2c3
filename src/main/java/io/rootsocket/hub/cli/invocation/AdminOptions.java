package io.rootsocket.hub.cli.invocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.http.StrictJson;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.settings.Variable;
import io.rootsocket.hub.settings.Variables;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
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
 *
 * <p>Asked with Java's old client: to make a new one takes longer than all the rest of a command.
 */
public final class AdminOptions {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    static {
        // Java would tell a hub twice what it has perhaps done already.
        System.setProperty("sun.net.http.retryPost", "false");
    }

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
    public JsonNode get(String path) {
        return ask(path, null);
    }

    /**
     * Asks for what {@code path} shows.
     *
     * @throws AdminException if no hub answers, or it refuses, or answers something else
     */
    public <T> T get(String path, Class<T> type) {
        return read(get(path), type);
    }

    /**
     * Asks for what {@code path} shows that is no JSON.
     *
     * @throws AdminException if no hub answers, or it refuses
     */
    public String text(String path) {
        Answer answer = send(path, null);
        String text = wholly(answer);
        return answer.isGood() ? text : understood(answer, text).toString();
    }

    /**
     * Tells the hub to do what {@code path} stands for, and waits until it is done.
     *
     * @throws AdminException if no hub answers, or it refuses
     */
    public JsonNode post(String path, Object body) {
        return ask(path, body);
    }

    /**
     * Tells the hub to do what {@code path} stands for, and waits until it is done.
     *
     * @throws AdminException if no hub answers, or it refuses, or answers something else
     */
    public <T> T post(String path, Object body, Class<T> type) {
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
    public void download(String path, Object body, Taker taker) throws IOException {
        Answer answer = send(path, body);
        if (!answer.isGood()) {
            understood(answer, wholly(answer));
        }
        try (InputStream content = answer.content()) {
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

    private String base() {
        String chosen = Optional.ofNullable(url)
                .orElseGet(() -> "http://127.0.0.1:" + variables().port(Variable.HUB_ADMIN_PORT));
        try {
            if (!URI.create(chosen).toURL().getProtocol().matches("https?")
                    || URI.create(chosen).getHost() == null) {
                throw new IOException("it is no address of a server for HTTP");
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new AdminException(
                    ExitCode.FIX_CONFIGURATION,
                    "`%s` is not the URL of a hub. It should look like http://127.0.0.1:9090.".formatted(chosen),
                    e);
        }
        return chosen.replaceFirst("/+$", "");
    }

    /** @param content what is left to read of it */
    private record Answer(URI from, int status, InputStream content) {

        boolean isGood() {
            return status < 300;
        }
    }

    private JsonNode ask(String path, @Nullable Object body) {
        Answer answer = send(path, body);
        return understood(answer, wholly(answer));
    }

    private String wholly(Answer answer) {
        try (InputStream content = answer.content()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw nobody(e);
        }
    }

    /** @param body what is posted; null: nothing is, the hub is only asked */
    private Answer send(String path, @Nullable Object body) {
        URI address = URI.create(base() + path);
        try {
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("Connection", "close");
            variables()
                    .text(Variable.HUB_ADMIN_TOKEN)
                    .ifPresent(token -> connection.setRequestProperty("Authorization", "Bearer " + token));
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(StrictJson.write(body).getBytes(StandardCharsets.UTF_8));
                }
            }
            int status = connection.getResponseCode();
            if (status < 0) {
                throw new IOException("what it answers is no HTTP");
            }
            InputStream content = status < 400 ? connection.getInputStream() : connection.getErrorStream();
            return new Answer(address, status, content == null ? InputStream.nullInputStream() : content);
        } catch (IOException e) {
            throw nobody(e);
        }
    }

    private AdminException nobody(IOException cause) {
        return AdminException.nobody(
                "No hub answers at %s. Start it with `%s run`, or name another with --url."
                        .formatted(base(), CommandName.text()),
                cause);
    }

    private static JsonNode understood(Answer answer, String text) {
        JsonNode body;
        try {
            body = Wire.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AdminException(
                    ExitCode.FIX_CONFIGURATION,
                    "%s is not the admin port of a hub: it answered %d. Name the right one with --url."
                            .formatted(answer.from(), answer.status()),
                    e);
        }
        if (!answer.isGood()) {
            throw new AdminException(
                    exitCode(answer.status()),
                    body.path("detail").asText("It answered " + answer.status() + "."),
                    null);
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
