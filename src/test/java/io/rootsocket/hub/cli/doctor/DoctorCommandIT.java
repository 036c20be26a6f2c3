package io.rootsocket.hub.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.cli.Shell;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Around a hub that runs, and around one that does not. */
class DoctorCommandIT {

    private static final List<String> SUBJECTS =
            List.of("java", "settings", "routes", "data", "disk", "ports", "clock", "key", "broker", "database");

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    /** Of a hub that has run, and was stopped. */
    @TempDir
    static Path folder;

    private static final Map<String, String> SETTINGS = new HashMap<>();
    private static Map<String, String> bundle;
    private static String ofRunning;

    private final Shell shell = new Shell();

    @BeforeAll
    static void packABundleOfAHubFullOfSecretsAndStopIt() throws Exception {
        RunningHub.route(folder, "application.properties", "shop.password=plantedInProperties\n");
        RunningHub.route(folder, "shop.yaml", """
                - route:
                    id: shop
                    from:
                      uri: direct:shop
                      steps:
                        - setHeader:
                            name: X-Note
                            constant: Bearer plantedInHeader
                        - log: "comes with {{shop.password}} and token=plantedInLog"
                        - throwException:
                            exceptionType: java.io.IOException
                            message: "https://ann:plantedInUser@shop.example/?api_key=plantedInQuery does not answer"
                        - to: rootsocket:message?channel=orders
                """);
        SETTINGS.putAll(Map.of(
                "HUB_ROUTES", folder.resolve("routes").toString(),
                "HUB_DATA", folder.resolve("data").toString(),
                "HUB_HOST", "127.0.0.1",
                "HUB_PORT", String.valueOf(FreePort.next()),
                "HUB_ADMIN_PORT", String.valueOf(FreePort.next()),
                "HUB_BROKER_PORT", String.valueOf(FreePort.next()),
                "HUB_MAX_DISK_USAGE", "100",
                "HUB_ADMIN_TOKEN", "plantedAdminToken",
                "ROOTSOCKET_KEY", SANDBOX.key(),
                "ROOTSOCKET_API_URL", SANDBOX.apiUrl().toString()));
        Path file = folder.resolve("for-support.zip");
        var shell = new Shell();
        try (var hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), SETTINGS)) {
            hub.withoutProblems();
            hub.producer()
                    .request("direct:shop", exchange -> exchange.getMessage().setBody("x"));
            shell.run(SETTINGS, "doctor");
            ofRunning = shell.out();
            var more = new HashMap<>(SETTINGS);
            more.put("HUB_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/hub?user=u&password=plantedInJdbc");
            more.put("HUB_DATABASE_PASSWORD", "plantedDatabasePassword");
            more.put("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer plantedForTelemetry,x-team=plantedForTeam");
            more.put("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.keyStorePassword=plantedForJava");
            // What a typing error makes of HUB_ADMIN_TOKEN, and a secret where the name of its file belongs.
            more.put("HUB_ADMIN_TOKN", "plantedUnderAWrongName");
            more.put("HUB_BROKER_PASSWORD_FILE", "plantedAsAFile/name");
            more.put("HUB_HEARTBEAT_URL", "https://ping.example/plantedHeartbeat");
            // The hub refuses it, and the bundle has it all the same.
            RunningHub.route(folder, "clear.yaml", """
                    - route:
                        id: clear
                        from:
                          uri: direct:clear
                          steps:
                            - setHeader:
                                name: Authorization
                                constant: plantedInClear
                    """);
            shell.run(more, "doctor", "--bundle", file.toString());
            Files.delete(folder.resolve("routes/clear.yaml"));
        }
        bundle = content(file);
    }

    private static Map<String, String> content(Path file) throws IOException {
        var content = new TreeMap<String, String>();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                content.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return content;
    }

    private static Map<String, String> with(String... changes) {
        var changed = new HashMap<>(SETTINGS);
        for (int i = 0; i < changes.length; i += 2) {
            changed.put(changes[i], changes[i + 1]);
        }
        return changed;
    }

    private String line(String about) {
        return shell.out()
                .lines()
                .filter(line -> line.substring(6).startsWith(about))
                .findFirst()
                .orElse("");
    }

    @Test
    void aBundleHoldsWhatOneNeedsAndNoSecret() {
        assertThat(bundle.keySet())
                .contains(
                        "doctor.txt",
                        "versions.txt",
                        "settings.txt",
                        "routes/shop.yaml",
                        "routes/clear.yaml",
                        "routes/application.properties",
                        "status.json",
                        "health.json",
                        "alarms.json",
                        "log.txt",
                        "threads.txt",
                        "metrics.txt");
        assertThat(bundle)
                .allSatisfy((name, text) ->
                        assertThat(text).as(name).isNotBlank().doesNotContain("planted", SANDBOX.key()));
        assertThat(bundle.get("log.txt")).contains("Route shop gave up");
        assertThat(bundle.get("threads.txt")).contains("    at ");
        assertThat(bundle.get("metrics.txt")).contains("hub_info");
        assertThat(bundle.get("settings.txt"))
                .contains("HUB_PORT=" + SETTINGS.get("HUB_PORT"), "HUB_ADMIN_TOKEN=[redacted]", "HUB_ADMIN_TOKN=[");
    }

    @Test
    void aRunningHubIsWellAndItsPortsAreItsOwn() {
        assertThat(ofRunning.lines().map(line -> line.substring(6).split(" ")[0]))
                .containsExactlyElementsOf(SUBJECTS);
        assertThat(ofRunning.lines())
                .filteredOn(line -> !line.startsWith("ok "))
                .isEmpty();
        assertThat(ofRunning).contains("the running hub has them");
    }

    @Test
    void leavesTheDataOfAStoppedHubAsItIs() throws Exception {
        Map<String, List<Object>> before = files();

        assertThat(shell.run(SETTINGS, "doctor")).as(shell.out()).isZero();

        assertThat(files()).isEqualTo(before);
        assertThat(line("database")).contains("up to date");
        assertThat(line("key")).contains("RootSocket takes it");
        assertThat(shell.out().lines()).hasSize(10);
    }

    private static Map<String, List<Object>> files() throws IOException {
        var files = new TreeMap<String, List<Object>>();
        try (Stream<Path> all = Files.walk(folder.resolve("data"))) {
            all.forEach(file -> files.put(file.toString(), state(file)));
        }
        return files;
    }

    private static List<Object> state(Path file) {
        try {
            return List.of(
                    Files.getLastModifiedTime(file),
                    Files.isRegularFile(file) ? Arrays.hashCode(Files.readAllBytes(file)) : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saysWhoHasAPort() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(shell.run(with("HUB_PORT", String.valueOf(taken.getLocalPort())), "doctor"))
                    .isEqualTo(4);
        }

        assertThat(line("ports"))
                .startsWith("WRONG")
                .contains("HUB_PORT", "process " + ProcessHandle.current().pid(), "or set the variable");
    }

    @Test
    void saysThatTwoOfItsOwnPortsAreOne() {
        String port = String.valueOf(FreePort.next());

        assertThat(shell.run(with("HUB_PORT", port, "HUB_ADMIN_PORT", port), "doctor"))
                .isEqualTo(4);

        assertThat(line("ports")).startsWith("WRONG").contains("HUB_PORT and HUB_ADMIN_PORT are both " + port);
    }

    /** Without a key a start needs it, and ended with what the doctor had called free. */
    @Test
    void saysWhoHasThePortOfTheSandbox() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(taken.getLocalPort());
            assertThat(shell.run(with("ROOTSOCKET_KEY", "", "HUB_SANDBOX_PORT", port), "doctor"))
                    .isEqualTo(4);
        }

        assertThat(line("ports")).startsWith("WRONG").contains("HUB_SANDBOX_PORT");
    }

    /** Nobody need wait for what is no address at all. */
    @Test
    void callsAnAddressThatCannotBeOneWrongAndNotAway() {
        assertThat(shell.run(with("HUB_BROKER_URL", "broker", "HUB_DATABASE_URL", "mysql://db/hub"), "doctor"))
                .isEqualTo(4);

        assertThat(line("broker")).startsWith("WRONG").contains("tcp://broker:61616");
        assertThat(line("database")).startsWith("WRONG").contains("not the URL of a PostgreSQL");
    }

    @Test
    void saysThatRootSocketDoesNotTakeTheKeyAndDoesNotShowIt() {
        assertThat(shell.run(with("ROOTSOCKET_KEY", "not-the-right-key-1"), "doctor"))
                .isEqualTo(4);

        assertThat(line("key")).startsWith("WRONG").contains("key");
        assertThat(shell.out()).doesNotContain("not-the-right-key-1");
    }

    @Test
    void tellsWhatIsAwayFromWhatIsWrong() {
        var away = with(
                "ROOTSOCKET_API_URL",
                "http://127.0.0.1:1",
                "HUB_BROKER_URL",
                "tcp://127.0.0.1:1",
                "HUB_DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:1/hub");

        assertThat(shell.run(away, "doctor")).isEqualTo(3);

        for (String about : List.of("clock", "key", "broker", "database")) {
            assertThat(line(about)).startsWith("AWAY");
        }
    }

    @Test
    void saysWhatIsWrongWithSettingsFilesAndRoutes() throws Exception {
        Path bad = Files.createDirectories(folder.resolve("bad"));
        Files.writeString(bad.resolve("bad.yaml"), "- route:\n    from: nowhere:\n    stepz: []\n");
        Path none = Files.writeString(folder.resolve("file"), "x");

        assertThat(shell.run(with("HUB_DATA", none.toString(), "HUB_ROUTES", bad.toString()), "doctor"))
                .isEqualTo(4);
        assertThat(line("routes")).startsWith("WRONG").contains("hub validate");
        assertThat(line("data")).startsWith("WRONG").contains("HUB_DATA");

        assertThat(shell.run(with("HUB_PORT", "many"), "doctor")).isEqualTo(4);
        assertThat(line("settings")).startsWith("WRONG").contains("HUB_PORT");
    }

    @Test
    void saysThatTheFileOfSchedulesIsDamagedAndLeavesItSo() throws Exception {
        Path data = Files.createDirectory(folder.resolve("damaged"));
        Path file = Files.write(data.resolve("schedules.mv.db"), new byte[5_000]);

        assertThat(shell.run(with("HUB_DATA", data.toString()), "doctor")).isEqualTo(4);

        assertThat(line("database")).startsWith("WRONG").contains("hub restore");
        assertThat(file).hasBinaryContent(new byte[5_000]);
    }

    @Test
    void writesOverNoFile() throws Exception {
        Path there = Files.writeString(folder.resolve("there.zip"), "mine");

        assertThat(shell.run(SETTINGS, "doctor", "--bundle", there.toString())).isEqualTo(4);

        assertThat(shell.err()).contains("there.zip is there already");
        assertThat(there).hasContent("mine");
    }

    @Test
    void saysWhyABundleCannotBeWrittenAndLeavesNothingOfIt() {
        Path file = folder.resolve("no-such-folder/for-support.zip");

        assertThat(shell.run(SETTINGS, "doctor", "--bundle", file.toString())).isEqualTo(4);

        assertThat(shell.err()).contains("for-support.zip cannot be written: there is no such folder");
        assertThat(file).doesNotExist();
    }

    @Test
    void letsNobodyElseReadABundle() throws Exception {
        Path file = folder.resolve("private.zip");

        shell.run(SETTINGS, "doctor", "--bundle", file.toString());

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
}
