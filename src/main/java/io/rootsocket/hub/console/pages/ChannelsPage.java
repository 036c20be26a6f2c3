package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.html.Page;
import io.rootsocket.hub.console.html.PageRequest;
import io.rootsocket.hub.console.html.View;
import io.rootsocket.hub.console.pages.Traffic.OfChannel;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.outbox.WaitingChannel;
import io.rootsocket.hub.routes.graph.Link;
import io.rootsocket.hub.routes.graph.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Every channel that a route writes to, or that something waits for or was delivered to since the hub started. */
record ChannelsPage(Hub hub, RouteGraphsOfHub graphs, Traffic traffic) implements Page {

    static final String PATH = "/channels";
    private static final int ROWS = 200;

    /**
     * @param waiting how many messages wait for it
     * @param oldest when the first of them was accepted
     * @param delivered how many RootSocket took, since the hub started
     * @param dead how many became dead letters, since the hub started
     * @param writers the routes that write to it, as far as their files say
     */
    record Row(
            String channel,
            String address,
            long waiting,
            Optional<Instant> oldest,
            String perMinute,
            long accepted,
            long delivered,
            long dead,
            List<String> writers) {}

    private record Model(
            List<Row> rows, int matching, int all, long waiting, String text, int page, int pages, Instant since) {}

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Optional<String> name() {
        return Optional.of("Channels");
    }

    @Override
    public View show(PageRequest request) {
        String text = request.query("text").orElse("");
        List<Row> all = rows(hub, graphs, traffic);
        List<Row> matching = all.stream()
                .filter(row -> row.channel().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
                .toList();
        int pages = Math.max(1, (matching.size() + ROWS - 1) / ROWS);
        int page = Math.min(request.number("page", 1, 1, 1_000_000), pages);
        return new View(
                "channels",
                "Channels",
                "status",
                new Model(
                        matching.subList((page - 1) * ROWS, Math.min(matching.size(), page * ROWS)),
                        matching.size(),
                        all.size(),
                        all.stream().mapToLong(Row::waiting).sum(),
                        text,
                        page,
                        pages,
                        hub.status().since()));
    }

    /** Those first for which most waits, and then by name. */
    static List<Row> rows(Hub hub, RouteGraphsOfHub graphs, Traffic traffic) {
        Map<String, OfChannel> counts = traffic.channels();
        Map<String, List<WaitingChannel>> waiting = new HashMap<>();
        hub.outbox()
                .status()
                .waiting()
                .forEach(one -> waiting.computeIfAbsent(one.channel().value(), name -> new ArrayList<>())
                        .add(one));
        Map<String, Set<String>> writers = new HashMap<>();
        for (Link link : graphs.graphs().links()) {
            if (link.to().kind() == Place.Kind.CHANNEL && link.to().isKnown()) {
                writers.computeIfAbsent(link.to().name(), name -> new LinkedHashSet<>())
                        .add(link.from().name());
            }
        }
        var names = new TreeSet<>(counts.keySet());
        names.addAll(waiting.keySet());
        names.addAll(writers.keySet());
        return names.stream()
                .map(name -> row(
                        name,
                        counts.getOrDefault(name, OfChannel.NONE),
                        waiting.getOrDefault(name, List.of()),
                        List.copyOf(writers.getOrDefault(name, Set.of()))))
                .sorted(Comparator.comparingLong(Row::waiting).reversed())
                .toList();
    }

    private static Row row(String name, OfChannel counts, List<WaitingChannel> waiting, List<String> writers) {
        return new Row(
                name,
                RouteGraphsOfHub.encoded(name),
                waiting.stream().mapToLong(WaitingChannel::depth).sum(),
                waiting.stream()
                        .map(WaitingChannel::oldest)
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder()),
                Numbers.perMinute(counts.equals(OfChannel.NONE) ? Optional.of(0.0) : counts.perMinute()),
                counts.accepted(),
                counts.delivered(),
                counts.dead(),
                writers);
    }
}
