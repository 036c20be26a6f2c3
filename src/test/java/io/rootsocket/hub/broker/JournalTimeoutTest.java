package io.rootsocket.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTimeoutTest {

    @TempDir
    Path folder;

    @Test
    void measuresTheDiskOnceAndKeepsTheResult() throws IOException {
        Duration measured = JournalTimeout.of(folder);

        assertThat(measured).isBetween(Duration.ofNanos(50_000), Duration.ofNanos(3_333_333));
        assertThat(JournalTimeout.of(folder)).isEqualTo(measured);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("journal-timeout-nanos"));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 50000", "80000, 80000", "'  90000\n\n', 90000", "9000000000, 3333333"})
    void takesWhatWasKeptWithinReason(String kept, long nanos) throws IOException {
        Files.writeString(folder.resolve("journal-timeout-nanos"), kept);

        assertThat(JournalTimeout.of(folder)).isEqualTo(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0\0\0", "soon", "99999999999999999999999"})
    void measuresAgainIfWhatWasKeptIsDamaged(String kept) throws IOException {
        Path file = Files.writeString(folder.resolve("journal-timeout-nanos"), kept);

        JournalTimeout.of(folder);

        assertThat(Files.readString(file)).matches("[0-9]+\n");
    }

    @Test
    void doesAsArtemisIfTheDiskTakesNothing() {
        assertThat(JournalTimeout.of(folder.resolve("gone"))).isEqualTo(Duration.ofNanos(3_333_333));
    }
}
