package io.rootsocket.hub.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.HubProcess;
import io.rootsocket.hub.testing.ManualRow;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What another user of the machine could read, and what the history tells, of a hub that runs under a umask of 022. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such rights")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ManualRow({
    "another user of the machine reads `data/` or an upload",
    "a secret in `application.properties`, in the history, a log, a failure"
})
class PrivateDataIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String ROUTE = """
            - route:
                id: upload
                from:
                  uri: platform-http:/upload
                  parameters:
                    httpMethodRestrict: POST
                  steps:
                    - setBody:
                        constant: "%s"
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private Path data;
    private Path routes;
    private Sandbox sandbox;
    private HubProcess hub;

    @BeforeAll
    void startOnTheDataOfAnEarlierVersion(@TempDir Path folder) throws IOException {
        data = folder.resolve("hub/data");
        routes = Files.createDirectories(folder.resolve("routes"));
        Files.writeString(routes.resolve("upload.yaml"), ROUTE.formatted("taken"));
        Files.createDirectories(data.resolve("generations/files"));
        open(Files.writeString(data.resolve("generations/files/0123"), "deploy.secret=OF-LONG-AGO"), "rw-r--r--");
        open(data.resolve("generations/files"), "rwxr-xr-x");
        open(data.resolve("generations"), "rwxr-xr-x");
        open(data, "rwxr-xr-x");
        Files.writeString(routes.resolve("application.properties"), "sink.path=NOT-TO-BE-SEEN-EITHER\n");
        Files.writeString(
                routes.resolve("failing.yaml"),
                ROUTE.formatted("sent")
                        .replace("upload", "failing")
                        .replace("setBody:", "throwException:")
                        .replace(
                                "constant: \"sent\"",
                                "{exceptionType: java.lang.IllegalStateException, message: \"No {{sink.path}}\"}"));
        sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
        hub = HubProcess.start(folder.resolve("hub"), routes, sandbox, Map.of("HUB_INBX", "NOT-TO-BE-SEEN"))
                .awaitStart();
    }

    @AfterAll
    void stop() {
        hub.close();
        sandbox.close();
    }

    private static void open(Path path, String rights) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    private List<Path> readableByOthers() throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(path -> !rights(path).endsWith("------")).toList();
        }
    }

    private static String rights(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException gone) {
            return "---------";
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(hub.adminUrl() + path))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Test
    void noOtherUserReadsAnythingOfIt() throws Exception {
        assertThat(readableByOthers()).isEmpty();
        assertThat(hub.log()).containsOnlyOnce("Other users could reach " + data.toRealPath());

        Files.writeString(
                routes.resolve("another.yaml"), ROUTE.formatted("edited").replace("upload", "another"));
        await().atMost(TIMEOUT).until(() -> get("/api/generations").contains("another"));

        assertThat(readableByOthers()).isEmpty();
    }

    @Test
    void aFailureNamesTheSettingThatItQuotes() throws Exception {
        var request = HttpRequest.newBuilder(hub.url().resolve("/failing"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .header("Content-Type", "application/json")
                .build();

        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(500);

        assertThat(get("/api/dead-letters")).contains("No {{sink.path}}").doesNotContain("NOT-TO-BE-SEEN");
        assertThat(hub.log()).contains("No {{sink.path}}").doesNotContain("NOT-TO-BE-SEEN");
    }

    @Test
    void aVariableThatNothingReadsIsTold() {
        assertThat(hub.log())
                .containsOnlyOnce("HUB_INBX is set, but neither the hub nor a route reads it.")
                .doesNotContain("NOT-TO-BE-SEEN");
    }

    @Test
    void theHistoryShowsThatASettingChangedButNotItsValue() throws Exception {
        Path settings = routes.resolve("application.properties");
        Files.writeString(settings, "sink.path=NOT-TO-BE-SEEN-EITHER\ndeploy.secret=NOT-TO-BE-SEEN\n");
        await().atMost(TIMEOUT).until(() -> get("/api/generations").contains("+deploy.secret=xxxxxx"));
        Files.writeString(settings, "sink.path=NOT-TO-BE-SEEN-EITHER\n");
        await().atMost(TIMEOUT).until(() -> get("/api/generations").contains("-deploy.secret=xxxxxx"));

        assertThat(get("/api/generations?last=100")).doesNotContain("NOT-TO-BE-SEEN");
        assertThat(hub.log() + hub.out()).doesNotContain("NOT-TO-BE-SEEN");
        assertThat(hub.log()).contains("No route asks for `deploy.secret`.");
        assertThat(readableByOthers()).isEmpty();
    }

    @Test
    void anUploadLiesWhereNoOtherUserReadsItWhileItComesIn() throws Exception {
        String part = """
                --cut\r
                Content-Disposition: form-data; name="file"; filename="payload.txt"\r
                Content-Type: application/octet-stream\r
                \r
                """ + "x".repeat(200_000);
        try (var caller = new Socket("127.0.0.1", hub.url().getPort())) {
            caller.getOutputStream()
                    .write(
                            ("POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=cut\r\n"
                                            + "Content-Length: " + (part.length() + 11) + "\r\n\r\n" + part)
                                    .getBytes(UTF_8));
            await().atMost(TIMEOUT).until(() -> !uploads().isEmpty());
            assertThat(rights(data)).isEqualTo("rwx------");

            caller.getOutputStream().write("\r\n--cut--\r\n".getBytes(UTF_8));
            byte[] answer = caller.getInputStream().readNBytes(12);

            assertThat(new String(answer, UTF_8)).isEqualTo("HTTP/1.1 200");
        }
        await().atMost(TIMEOUT).until(() -> uploads().isEmpty());
    }

    private List<Path> uploads() throws IOException {
        Path uploads = data.resolve("uploads");
        if (!Files.isDirectory(uploads)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(uploads)) {
            return files.toList();
        }
    }
}
