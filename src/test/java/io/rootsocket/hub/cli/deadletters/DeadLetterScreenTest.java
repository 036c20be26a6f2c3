package io.rootsocket.hub.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.cli.screen.Screen;
import io.rootsocket.hub.cli.screen.Table;
import io.rootsocket.hub.cli.screen.Times;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetter.Attempt;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.deadletters.DeadLetter.Reason;
import io.rootsocket.hub.deadletters.DeadLetterSummary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code hub dead-letters list} and {@code show}, as a person sees them. */
class DeadLetterScreenTest {

    private static final Instant NOW = Instant.parse("2026-07-24T09:00:00Z");
    private static final Times TIMES = new Times(Clock.fixed(NOW, ZoneOffset.UTC), ZoneId.of("Europe/Madrid"));
    private static final DeadLetterScreen TEXT = new DeadLetterScreen(TIMES);

    private static String shown(Table table, int width) {
        return String.join("\n", table.lines(new Screen(new PrintWriter(new StringWriter()), width, false, TIMES)));
    }

    private static DeadLetterSummary letter(String id, Kind kind, String reason) {
        return new DeadLetterSummary(
                id,
                NOW.minusSeconds(7_200),
                NOW,
                "announce",
                "direct:in",
                null,
                false,
                null,
                11,
                new Reason(kind, 503, null, reason));
    }

    @Test
    void listsThemInEightyColumns() {
        Table list = TEXT.table(
                List.of(
                        letter("3F2A9C0D1B7E4A50-C07D634BC299840", Kind.retry, "RootSocket answered 503."),
                        letter(
                                "9B1E55C2A07F3310-C07D634BC299840",
                                Kind.configuration,
                                "RootSocket answered 401, saying\n`no such key`, eleven times in a row; check ROOTSOCKET_KEY.")));

        assertThat(shown(list, 80)).isEqualTo("""
                ID        KIND           FAILED                           ROUTE     CHANNEL
                    REASON
                3F2A9C0D  retry          2026-07-24 09:00:00+02  2 h ago  announce  -
                    RootSocket answered 503.
                9B1E55C2  configuration  2026-07-24 09:00:00+02  2 h ago  announce  -
                    RootSocket answered 401, saying `no such key`, eleven times in a row; check…""");
        assertThat(shown(list, 200)).contains("announce  -        RootSocket answered 401", "check ROOTSOCKET_KEY.");
    }

    @Test
    void showsAsMuchOfAnIdAsTellsThemApart() {
        Table list = TEXT.table(List.of(letter("AAAAAAAA11", Kind.retry, "x"), letter("AAAAAAAA12", Kind.retry, "x")));

        assertThat(shown(list, 80)).contains("AAAAAAAA11  retry", "AAAAAAAA12  retry");
    }

    @Test
    void showsAllOfOneAndNothingTwice() {
        var reason = new Reason(Kind.retry, 503, "overloaded", "RootSocket answered 503, saying `overloaded`.");
        var letter = new DeadLetter(
                "3F2A9C0D1B7E4A50-C07D634BC299840",
                NOW,
                NOW.minusSeconds(300),
                "import-json",
                "file://data/in%20box?include=%28%3Fi%29.*%5C.json&move=done",
                "bad.json",
                true,
                "news",
                3,
                reason,
                List.of(
                        new Attempt(NOW.minusSeconds(60), new Reason(Kind.retry, null, null, "It did not answer.")),
                        new Attempt(NOW, reason)),
                "text",
                "{}");

        assertThat(shown(TEXT.sheet(letter), 80)).isEqualTo("""
                Id         3F2A9C0D1B7E4A50-C07D634BC299840
                Kind       retry
                Reason     RootSocket answered 503, saying `overloaded`.
                Status     503
                Detail     overloaded
                Failed     2026-07-24 11:00:00+02 (now)
                Accepted   2026-07-24 10:55:00+02 (5 min ago)
                Attempts   3
                           2026-07-24 10:59:00+02 (60 s ago): It did not answer.
                           2026-07-24 11:00:00+02 (now)
                Channel    news
                Route      import-json
                Source     file:data/in box
                Source id  bad.json
                Part       of what the source brought; it cannot be replayed
                Payload""");
    }
}
