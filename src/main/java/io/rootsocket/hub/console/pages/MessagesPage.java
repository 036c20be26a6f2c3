package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.reload.RouteView;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.End;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.trail.SourceKind;
import io.rootsocket.hub.trail.TrailFilter;
import io.rootsocket.hub.trail.TrailPage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What went through, the newest first, as far as it is asked for. */
record MessagesPage(Hub hub) implements Page {

    static final String PATH = "/messages";

    private static final int ON_A_PAGE = 100;
    private static final int MOST_NAMES = 500;

    /** What the filter asks for, as the fields have it; empty where it asks for nothing. */
    record Asked(
            String route, String channel, String kind, String result, String end, String from, String to, String text) {

        boolean isAll() {
            return parts().isEmpty();
        }

        private Map<String, String> parts() {
            var parts = new LinkedHashMap<String, String>();
            parts.put("route", route);
            parts.put("channel", channel);
            parts.put("kind", kind);
            parts.put("result", result);
            parts.put("end", end);
            parts.put("from", from);
            parts.put("to", to);
            parts.put("text", text);
            parts.values().removeIf(String::isEmpty);
            return parts;
        }

        /** As the beginning of a query. */
        String query() {
            return parts().entrySet().stream()
                    .map(part -> "%s=%s&".formatted(part.getKey(), URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8)))
                    .collect(Collectors.joining());
        }

        String command() {
            return "messages"
                    + parts().entrySet().stream()
                            .map(part -> " --%s %s".formatted(part.getKey(), quoted(part.getValue())))
                            .collect(Collectors.joining());
        }

        private static String quoted(String word) {
            return word.matches("[A-Za-z0-9_.:/@-]+") ? word : "'%s'".formatted(word.replace("'", "'\\''"));
        }
    }

    /**
     * What the page shows.
     *
     * @param query of this filter, to go on from
     * @param next where older ones are; empty if there are none
     * @param first whether these are the newest
     * @param live whether it is looked at again and again
     */
    record Messages(
            Asked asked,
            boolean all,
            String query,
            String next,
            boolean first,
            boolean live,
            List<Row> rows,
            List<String> routes,
            List<String> kinds,
            List<String> results,
            List<String> ends) {}

    /** A message that came in. */
    record Row(
            String id, Instant at, String kind, String source, String route, List<String> channels, ChainWords became) {

        static Row of(Chain chain) {
            return new Row(
                    chain.exchangeId(),
                    chain.begun(),
                    chain.arrived().map(arrived -> ChainWords.lower(arrived.kind())).orElse(""),
                    chain.arrived().flatMap(Arrived::sourceId).orElse(""),
                    ChainWords.route(chain),
                    ChainWords.channels(chain),
                    ChainWords.of(chain));
        }
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Optional<String> name() {
        return Optional.of("Messages");
    }

    @Override
    public View show(Visit visit) {
        var asked = new Asked(
                visit.query("route").orElse(""),
                visit.query("channel").orElse(""),
                visit.query("kind").orElse(""),
                visit.query("result").orElse(""),
                visit.query("end").orElse(""),
                visit.query("from").orElse(""),
                visit.query("to").orElse(""),
                visit.query("text").orElse(""));
        Optional<String> before = visit.query("before");
        TrailPage found = hub.trail()
                .find(new TrailFilter(
                        visit.query("route"),
                        visit.query("channel"),
                        visit.query("kind", SourceKind.class),
                        visit.query("result", Result.class),
                        visit.query("end", End.class),
                        visit.time("from"),
                        visit.time("to"),
                        visit.query("text"),
                        ON_A_PAGE,
                        before));
        return new View(
                "messages",
                "Messages",
                asked.command(),
                new Messages(
                        asked,
                        asked.isAll(),
                        asked.query(),
                        found.next().orElse(""),
                        before.isEmpty(),
                        // To search through all payloads again and again would cost more than it tells.
                        before.isEmpty() && asked.text().isEmpty(),
                        found.chains().stream().map(Row::of).toList(),
                        hub.reload().routes().stream()
                                .map(RouteView::route)
                                .sorted()
                                .limit(MOST_NAMES)
                                .toList(),
                        words(SourceKind.values()),
                        words(Result.values()),
                        words(End.values())));
    }

    private static List<String> words(Enum<?>[] all) {
        return Stream.of(all).map(ChainWords::lower).toList();
    }
}
