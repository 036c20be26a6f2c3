package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.cli.screen.Screen;
import io.rootsocket.hub.cli.screen.Table;
import io.rootsocket.hub.cli.screen.Times;
import io.rootsocket.hub.failure.LastError;
import io.rootsocket.hub.reload.RouteView;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code hub routes}, as a person sees it. */
class RouteScreenTest {

    private static final Instant NOW = Instant.parse("2026-11-26T16:31:00Z");
    private static final Times TIMES = new Times(Clock.fixed(NOW, ZoneOffset.UTC), ZoneOffset.UTC);
    private static final RouteScreen TEXT = new RouteScreen(TIMES);

    private static final RouteView STANDUP = route("announce-standup", Optional.empty(), Optional.empty());
    private static final RouteView IMPORT = route(
            "import-json",
            Optional.empty(),
            Optional.of(new LastError(
                    NOW.minusSeconds(300),
                    "bad.json: It cannot be read: Unrecognized token 'nope': was expecting a JSON value.")));
    private static final RouteView ORDERS = route(
            "orders",
            Optional.of("orders.yaml:4: unknown option `chanel`. The last good version of the file runs instead."),
            Optional.empty());

    private static String shown(Table table) {
        return String.join("\n", table.lines(new Screen(new PrintWriter(new StringWriter()), 80, false, TIMES)));
    }

    private static RouteView route(String id, Optional<String> problem, Optional<LastError> error) {
        return new RouteView(id + ".yaml", 7, id, 2, "Started", NOW.minusSeconds(9_000), problem, error);
    }

    @Test
    void showsWhyARouteFailedLast() {
        assertThat(shown(TEXT.table(List.of(STANDUP, IMPORT, ORDERS)))).isEqualTo("""
                STATE    ROUTE             FILE                     SINCE    LAST ERROR
                started  announce-standup  announce-standup.yaml:7  2 h ago  -
                started  import-json       import-json.yaml:7       2 h ago
                    5 min ago: bad.json: It cannot be read: Unrecognized token 'nope': was expe…
                old      orders            orders.yaml:7            2 h ago
                    orders.yaml:4: unknown option `chanel`. The last good version of the file r…""");
    }

    @Test
    void showsAllThatIsKnownOfOne() {
        assertThat(shown(TEXT.sheet(IMPORT))).isEqualTo("""
                Route       import-json
                State       started
                File        import-json.yaml:7
                Since       2026-11-26 14:01:00+00 (2 h ago), generation 2
                Last error  5 min ago: bad.json: It cannot be read: Unrecognized token 'nope':
                            was expecting a JSON value.""");
    }
}
