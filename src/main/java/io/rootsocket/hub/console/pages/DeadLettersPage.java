package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.html.Form;
import io.rootsocket.hub.console.html.Page;
import io.rootsocket.hub.console.html.PageRequest;
import io.rootsocket.hub.console.html.View;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterSummary;
import io.rootsocket.hub.hub.DeadLetterOperations;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.text.Counted;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What could not be delivered: grouped by cause, as one cure is for all of a group; and what was done about it. */
record DeadLettersPage(DeadLetterIndex index, DeadLetterActs deeds) implements Page {

    static final String PATH = "/dead-letters";

    private static final int ROWS = 100;

    /** This page, and that of one letter. */
    static List<Page> of(Hub hub, DeadLetterIndex index) {
        DeadLetterOperations operations = hub.outbox().operations();
        // No thread while there is nothing to do.
        var thread = hub.camel().getExecutorServiceManager().newThreadPool(index, "DeadLetterActs", 0, 1);
        var deeds = new DeadLetterActs(operations, index, thread, hub.clock());
        return List.of(new DeadLettersPage(index, deeds), new DeadLetterDetailPage(operations, deeds));
    }

    /**
     * Which letters are looked at; empty parts hold for all.
     *
     * @param cause the key of a cause
     * @param text what the reason contains, in whatever case
     */
    private record Wanted(String cause, String route, String channel, String kind, String text) {

        static Wanted of(PageRequest request) {
            return new Wanted(
                    request.query("cause").orElse(""),
                    request.query("route").orElse(""),
                    request.query("channel").orElse(""),
                    request.query("kind").orElse(""),
                    request.query("text").orElse(""));
        }

        static Wanted of(Form form) {
            return new Wanted(
                    form.text("cause").orElse(""),
                    form.text("route").orElse(""),
                    form.text("channel").orElse(""),
                    form.text("kind").orElse(""),
                    form.text("text").orElse(""));
        }

        boolean holds(DeadLetterIndex.Letter known) {
            DeadLetterSummary letter = known.letter();
            return (route.isEmpty() || letter.route().equals(route))
                    && (channel.isEmpty() || channel.equals(letter.channel()))
                    && (kind.isEmpty() || letter.reason().kind().name().equals(kind))
                    && (text.isEmpty()
                            || letter.reason()
                                    .message()
                                    .toLowerCase(Locale.ROOT)
                                    .contains(text.toLowerCase(Locale.ROOT)))
                    && (cause.isEmpty() || known.key().equals(cause));
        }

        boolean isAll() {
            return Stream.of(cause, route, channel, kind, text).allMatch(String::isEmpty);
        }

        /** As the query of an address. */
        String query() {
            var parts = new LinkedHashMap<String, String>();
            parts.put("cause", cause);
            parts.put("route", route);
            parts.put("channel", channel);
            parts.put("kind", kind);
            parts.put("text", text);
            return parts.entrySet().stream()
                    .filter(part -> !part.getValue().isEmpty())
                    .map(part -> part.getKey() + "=" + URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
        }

        String command() {
            return "dead-letters list"
                    + option("--route", route)
                    + option("--channel", channel)
                    + option("--kind", kind);
        }

        private static String option(String name, String value) {
            if (value.isEmpty()) {
                return "";
            }
            return value.matches("[\\w.-]+")
                    ? " %s %s".formatted(name, value)
                    : " %s '%s'".formatted(name, value.replace("'", "'\\''"));
        }
    }

    /**
     * @param total how many there are, as the terminal counts them
     * @param replayable how many of all can be replayed now
     * @param matching how many of those that are known match the filter
     * @param beyond how many there are that are not looked at
     */
    private record Model(
            int total,
            int replayable,
            int matching,
            int beyond,
            List<DeadLetterGroup> groups,
            List<DeadLetterSummary> letters,
            int page,
            int pages,
            Wanted wanted,
            boolean filtered,
            String query,
            List<String> routes,
            List<String> channels,
            List<String> kinds,
            Optional<DeadLetterActs.Progress> running,
            List<DeadLetterActs.Progress> past) {}

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Optional<String> name() {
        return Optional.of("Dead letters");
    }

    @Override
    public View show(PageRequest request) {
        Wanted wanted = Wanted.of(request);
        DeadLetterIndex.Known counted = index.known();
        List<DeadLetterSummary> all =
                counted.letters().stream().map(DeadLetterIndex.Letter::letter).toList();
        List<DeadLetterIndex.Letter> chosen =
                counted.letters().stream().filter(wanted::holds).toList();
        List<DeadLetterGroup> groups = DeadLetterGroup.of(chosen, request.now());
        var matching = new ArrayList<>(
                chosen.stream().map(DeadLetterIndex.Letter::letter).toList());
        Collections.reverse(matching);
        int pages = Math.max(1, (matching.size() + ROWS - 1) / ROWS);
        int page = Math.min(request.number("page", 1, 1, DeadLetterIndex.MAX), pages);
        boolean listed = !wanted.isAll();
        List<DeadLetterSummary> shown =
                listed ? matching.subList((page - 1) * ROWS, Math.min(matching.size(), page * ROWS)) : List.of();
        return new View(
                "dead-letters",
                "Dead letters",
                wanted.command(),
                new Model(
                        counted.matching(),
                        counted.replayable(),
                        matching.size(),
                        Math.max(0, counted.matching() - all.size()),
                        groups,
                        shown,
                        page,
                        pages,
                        wanted,
                        listed,
                        wanted.query(),
                        distinct(all.stream().map(DeadLetterSummary::route)),
                        distinct(all.stream().map(DeadLetterSummary::channel).filter(Objects::nonNull)),
                        Stream.of(DeadLetter.Kind.values()).map(Enum::name).toList(),
                        deeds.running(),
                        deeds.past()));
    }

    private static List<String> distinct(Stream<String> names) {
        return names.distinct().sorted().limit(1_000).toList();
    }

    @Override
    public List<Act> acts() {
        return List.of(
                new Act(PATH + "/replay", (request, form) -> begin(DeadLetterActs.Verb.REPLAY, form)),
                new Act(PATH + "/discard", (request, form) -> {
                    if (form.text("sure").isEmpty()) {
                        throw new IllegalArgumentException(
                                "What is discarded does not come back: tick that you are sure.");
                    }
                    return begin(DeadLetterActs.Verb.DISCARD, form);
                }),
                new Act(PATH + "/cancel", (request, form) -> {
                    deeds.cancel();
                    return "It ends after the portion that it is at.";
                }));
    }

    private String begin(DeadLetterActs.Verb verb, Form form) {
        index.forget();
        var ids = new HashSet<>(form.all("id"));
        Wanted wanted = Wanted.of(form);
        if (ids.isEmpty() && form.text("ticked").isPresent()) {
            throw new IllegalArgumentException("Tick the letters that you mean.");
        }
        List<DeadLetterSummary> letters = index.known().letters().stream()
                .filter(wanted::holds)
                .map(DeadLetterIndex.Letter::letter)
                .filter(letter -> ids.isEmpty() || ids.contains(letter.id()))
                .toList();
        if (letters.isEmpty()) {
            throw new IllegalArgumentException("None of these is a dead letter any more.");
        }
        String what = ids.isEmpty() ? described(wanted) : Counted.of(letters.size(), "ticked letter");
        deeds.begin(verb, what, letters, form.byAndWhy());
        return "%s, %s."
                .formatted(
                        Counted.of(letters.size(), "dead letter"),
                        verb == DeadLetterActs.Verb.REPLAY ? "being replayed" : "being discarded");
    }

    private static String described(Wanted wanted) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("route", wanted.route());
        parts.put("channel", wanted.channel());
        parts.put("kind", wanted.kind());
        parts.put("containing", wanted.text());
        parts.put("cause", wanted.cause());
        String given = parts.entrySet().stream()
                .filter(part -> !part.getValue().isEmpty())
                .map(part -> part.getKey() + " " + part.getValue())
                .collect(Collectors.joining(", "));
        return given.isEmpty() ? "all" : given;
    }
}
