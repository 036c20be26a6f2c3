package io.rootsocket.hub.cli.messages;

import io.rootsocket.hub.cli.invocation.TimeArgument;
import io.rootsocket.hub.console.api.ReplayRequest;
import io.rootsocket.hub.trail.MessageEnd;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.trail.SourceKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which messages a command shows: those for which everything given holds. */
final class MessageFilterOptions {

    @Option(names = "--route", paramLabel = "ROUTE", description = "Only what came in by this route.")
    private @Nullable String route;

    @Option(names = "--channel", paramLabel = "CHANNEL", description = "Only what went to this channel.")
    private @Nullable String channel;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Only what such a source brought: ${COMPLETION-CANDIDATES}.")
    private @Nullable SourceKind kind;

    @Option(
            names = "--result",
            paramLabel = "RESULT",
            description = "Only what its route ended so: ${COMPLETION-CANDIDATES}.")
    private @Nullable Result result;

    @Option(
            names = "--end",
            paramLabel = "END",
            description = "Only that of which a message ended so: ${COMPLETION-CANDIDATES}.")
    private @Nullable MessageEnd end;

    @Option(names = "--from", paramLabel = "TIME", description = "From this day or time on, in this machine's zone.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Until before this day or time.")
    private @Nullable String to;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "Only what has this in its payload, its source, its failure or an answer, in whatever case.")
    private @Nullable String text;

    /** The rest of a query, each part with an ampersand before it. */
    String query() {
        return part("route", route)
                + part("channel", channel)
                + part("kind", kind)
                + part("result", result)
                + part("end", end)
                + part("from", from == null ? null : TimeArgument.instant(from))
                + part("to", to == null ? null : TimeArgument.instant(to))
                + part("text", text);
    }

    /**
     * The same, or an id instead, as what is to be sent again.
     *
     * @throws IllegalArgumentException if it says both, or nothing
     */
    ReplayRequest replay(@Nullable String id, boolean asKept, int perSecond, String by, @Nullable String why) {
        return new ReplayRequest(
                id,
                route,
                channel,
                kind,
                result,
                end,
                from == null ? null : TimeArgument.instant(from),
                to == null ? null : TimeArgument.instant(to),
                text,
                asKept,
                perSecond,
                by,
                why);
    }

    private static String part(String name, @Nullable Object value) {
        return value == null ? "" : "&%s=%s".formatted(name, encoded(value.toString()));
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
