package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the folder of the shipped inbox cannot be made, as in an installation that belongs to another user. */
class ShippedInboxIT {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    /** The route was shown as started, and no file ever came. */
    @ParameterizedTest
    @ValueSource(strings = {"import-csv", "import-json"})
    void isAProblemOfItsRoute(String route) throws Exception {
        Path noFolder = Files.writeString(folder.resolve("file"), "");
        String file = route + ".yaml";
        RunningHub.route(folder, file, Files.readString(Path.of("routes", file)));
        RunningHub.route(folder, "application.properties", "hub.inbox=%s/inbox\n".formatted(noFolder));

        try (var hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())) {
            assertThat(hub.status().problems())
                    .singleElement()
                    .asString()
                    .contains(file, "Starting directory permission denied", "hub.inbox");
        }
    }
}
