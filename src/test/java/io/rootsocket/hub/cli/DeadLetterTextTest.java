package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.deadletters.DeadLetterSummary;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DeadLetterTextTest {

    private static final Instant NOW = Instant.parse("2026-07-24T09:00:00Z");

    private final DeadLetterText text = new DeadLetterText(ZoneId.of("Europe/Madrid"));

    @Test
    void shortensTheReasonToTheTerminalAndTellsTimesInItsZone() {
        var letter = letter("RootSocket answered 503, saying\n`overloaded`, eleven times in a row.");

        assertThat(text.table(List.of(letter), OptionalInt.of(90)))
                .containsExactly(
                        "ID   FAILED AT                   KIND   CHANNEL  ROUTE     REASON",
                        "A-1  2026-07-24 11:00:00 +02:00  retry  -        announce  RootSocket answered 503, sayin…");
        assertThat(text.table(List.of(letter), OptionalInt.empty()).get(1))
                .endsWith("503, saying `overloaded`, eleven times in a row.");
    }

    @Test
    void letsNobodySteerTheTerminal() {
        assertThat(text.table(List.of(letter("\u001b[2Jgone")), OptionalInt.empty())
                        .get(1))
                .endsWith("\uFFFD[2Jgone");
    }

    private static DeadLetterSummary letter(String reason) {
        return new DeadLetterSummary(
                "A-1",
                NOW,
                NOW,
                "announce",
                "direct:in",
                null,
                false,
                null,
                11,
                new DeadLetter.Reason(Kind.retry, 503, null, reason));
    }
}
