package io.rootsocket.hub.cli.doctor;

import io.rootsocket.hub.cli.invocation.AdminException;
import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.WrittenFile;
import io.rootsocket.hub.console.api.DiagnosisAnswer;
import io.rootsocket.hub.reload.history.ShownFile;
import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.settings.Variable;
import io.rootsocket.hub.settings.Variables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A file for who helps. All that gets into it is text and comes by one place, where secrets are left out; nothing is copied
 * as it is. For one thread.
 */
final class Bundle {

    private final Path file;
    private final Map<String, String> environment;
    private final KnownSecrets secrets;
    private final AdminOptions admin;

    Bundle(Path file, Map<String, String> environment, KnownSecrets secrets, AdminOptions admin) {
        this.file = file;
        this.environment = environment;
        this.secrets = secrets;
        this.admin = admin;
    }

    /**
     * @param versions what {@code hub --version} prints
     * @throws HubConfigurationException if there is such a file, as none is written over, or if it cannot be written
     */
    void write(List<String> findings, String... versions) throws IOException, InterruptedException {
        var packed = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(packed)) {
            add(zip, "doctor.txt", String.join("\n", findings));
            add(zip, "versions.txt", String.join("\n", versions) + "\n" + system());
            add(zip, "settings.txt", String.join("\n", secrets.settings(environment)));
            addRoutes(zip);
            addHub(zip);
        }
        WrittenFile.createPrivate(file, packed.toByteArray());
    }

    private void add(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write((secrets.hiddenIn(text) + "\n").getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static String system() {
        return "%s %s, %s"
                .formatted(
                        System.getProperty("os.name"), System.getProperty("os.version"), System.getProperty("os.arch"));
    }

    private void addRoutes(ZipOutputStream zip) throws IOException {
        FolderState folder;
        try {
            folder = RouteSources.state(
                    DoctorCommand.routes(environment),
                    new Variables(environment).textOrDefault(Variable.HUB_ROUTES_PATTERN));
        } catch (IOException e) {
            add(zip, "routes.txt", "The folder of routes cannot be read: " + e);
            return;
        }
        for (String name : folder.files().keySet()) {
            add(zip, "routes/" + name, String.join("\n", ShownFile.lines(folder, name)));
        }
    }

    /** What only a running hub knows. */
    private void addHub(ZipOutputStream zip) throws IOException, InterruptedException {
        try {
            add(zip, "status.json", admin.get("/api/status").toPrettyString());
            add(zip, "health.json", admin.get("/observe/health").toPrettyString());
            add(zip, "alarms.json", admin.get("/api/alarms").toPrettyString());
            add(zip, "log-levels.json", admin.get("/api/log").toPrettyString());
            DiagnosisAnswer hub = admin.get("/api/diagnosis", DiagnosisAnswer.class);
            add(zip, "hub.txt", String.join("\n", hub.process()));
            add(zip, "log.txt", String.join("\n", hub.log()));
            add(zip, "threads.txt", String.join("\n", hub.threads()));
            add(zip, "metrics.txt", admin.text("/observe/metrics"));
        } catch (AdminException e) {
            add(zip, "hub-does-not-answer.txt", String.valueOf(e.getMessage()));
        }
    }
}
