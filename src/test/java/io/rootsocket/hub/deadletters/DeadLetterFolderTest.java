package io.rootsocket.hub.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.testing.ManualRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterFolderTest {

    @TempDir
    Path data;

    @Test
    void writesEverythingThatAPersonNeedsToDecide() throws IOException {
        Path file = new DeadLetterFolder(data.resolve("dead-letters")).write(letter("announce-standup"));

        JsonNode json = new JsonMapper().readTree(file.toFile());
        assertThat(json.path("route").asText()).isEqualTo("announce-standup");
        assertThat(json.path("failedAt").asText()).isEqualTo("2026-11-24T08:15:00Z");
        assertThat(json.path("channel").asText()).isEqualTo("standup");
        assertThat(json.path("reason").path("kind").asText()).isEqualTo("retry");
        assertThat(json.path("reason").path("status").asInt()).isEqualTo(503);
        assertThat(json.path("payload").asText()).isEqualTo("Stand-up in 5 minutes — ☕");
    }

    @Test
    void namesTheFileByTimeAndRouteWhateverTheRouteIsCalled() throws IOException {
        Path file = new DeadLetterFolder(data).write(letter("../../etc/cron"));

        assertThat(file).hasParent(data).hasFileName("20261124T081500.000Z-.._.._etc_cron-exchange-1.json");
    }

    @Test
    void saysSoWhenItCannotWrite() throws IOException {
        Path notAFolder = Files.writeString(data.resolve("file"), "");

        assertThatThrownBy(() -> new DeadLetterFolder(notAFolder).write(letter("a")))
                .isInstanceOf(IOException.class);
    }

    @ManualRow("a file in `data/dead-letters` is damaged")
    @Test
    void movesTheOthersPastAFileThatIsDamaged() throws IOException {
        var folder = new DeadLetterFolder(data.resolve("dead-letters"));
        Path whole = folder.write(letter("whole"));
        for (String damaged : new String[] {"{\"id\":", "{}", "null", ""}) {
            Files.writeString(whole.resolveSibling("0-%d.json".formatted(damaged.length())), damaged);
        }
        Files.createDirectory(whole.resolveSibling("00-folder.json"));
        try (Broker broker = Broker.onFolder(data.resolve("broker"))) {
            var letters = DeadLetters.of(broker, Clock.systemUTC());

            assertThat(folder.moveTo(letters)).isEqualTo(1);

            assertThat(letters.list(DeadLetterFilter.ALL, 10))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.route()).isEqualTo("whole"));
        }
        assertThat(whole).doesNotExist();
        assertThat(whole.resolveSibling("0-0.json")).exists();
    }

    private static DeadLetter letter(String route) {
        return new DeadLetter(
                "exchange-1",
                Instant.parse("2026-11-24T08:15:00Z"),
                Instant.parse("2026-11-24T08:12:00Z"),
                route,
                "quartz://announcements/standup",
                null,
                false,
                "standup",
                11,
                new DeadLetter.Reason(DeadLetter.Kind.retry, 503, "overloaded", "RootSocket answered 503."),
                List.of(),
                "text",
                "Stand-up in 5 minutes — ☕");
    }
}
