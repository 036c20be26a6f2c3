package io.rootsocket.hub.cli.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CallersFolderTest {

    private static final Path STAND = Path.of("/home/ann/my work");

    @Test
    void looksForAFileWhereItsCallerStandsAndNotInTheFolderOfTheInstallation() {
        var caller = new CallersFolder(STAND);

        assertThat(caller.convert("monday.zip")).isEqualTo(STAND.resolve("monday.zip"));
        assertThat(caller.convert("../monday.zip")).isEqualTo(Path.of("/home/ann/monday.zip"));
        assertThat(caller.convert("/srv/monday.zip")).isEqualTo(Path.of("/srv/monday.zip"));
        assertThat(caller.convert(".")).isEqualTo(STAND);
    }

    @Test
    void tellsAPathAsItWasTypedToWhoStandsInTheFolderOfTheInstallation() {
        var caller = new CallersFolder(Path.of(""));

        assertThat(caller.convert("routes/../a.yaml")).isEqualTo(Path.of("routes/../a.yaml"));
    }

    @Test
    void takesNothingForAFolder() {
        assertThat(new CallersFolder(STAND).convert("")).isEqualTo(Path.of(""));
    }
}
