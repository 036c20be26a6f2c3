package io.rootsocket.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.activemq.artemis.utils.VersionLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerVersionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"2.53.0", "2.53.1", "2.100.0", "3.0.0", "2.57.0-SNAPSHOT", "2.53.0.redhat-00001", "", "unknown"})
    void takesWhatIsNewEnoughOrCannotBeTold(String version) {
        assertThat(BrokerVersion.tooOld(version)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.41.0", "2.9.0", "1.99.0", "2.52.0", "2.33.0.redhat-00010"})
    void saysBothVersionsOfWhatIsTooOld(String version) {
        assertThat(BrokerVersion.tooOld(version))
                .get()
                .asString()
                .contains(
                        "Artemis " + version,
                        BrokerVersion.OLDEST,
                        VersionLoader.getVersion().getFullVersion());
    }

    @Test
    void theOldestIsTheOneThatIsTestedAndThatTheManualNames() throws Exception {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<artemis.oldest.version>%s<".formatted(BrokerVersion.OLDEST));
        assertThat(Files.readString(Path.of("src/main/docs/operating.md")))
                .contains("must be Artemis %s or newer".formatted(BrokerVersion.OLDEST));
    }
}
