package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.api.Became;
import io.rootsocket.hub.console.html.Page;
import io.rootsocket.hub.console.html.PageRequest;
import io.rootsocket.hub.console.html.View;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.reload.RouteView;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.MessageEnd;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.trail.SourceKind;
import io.rootsocket.hub.trail.TrailPage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What went through, the newest first, as far as it is asked for. */
record MessagesPage(Hub hub) implements Page {

    static final String PATH = "/messages";

    private static final int ON_A_PAGE = 100;
    private static final int MAX_NAMES = 500;

    /**
     * What the page shows.
     *
     * @param query of this filter, to go on from
     * @param next where older ones are; empty if there are none
     * @param first whether these are the newest
     * @param live whether it is looked at again and again
     */
    record Messages(
            MessageFilter asked,
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
    record Row(String id, Instant at, String kind, String source, String route, List<String> channels, Became became) {

        static Row of(Chain chain) {
            return new Row(
                    chain.exchangeId(),
                    chain.begun(),
                    chain.arrived()
                            .map(arrived -> ChainWords.lower(arrived.kind()))
                            .orElse(""),
                    chain.arrived().flatMap(Arrived::sourceId).orElse(""),
                    ChainWords.route(chain),
                    ChainWords.channels(chain),
                    Became.of(chain));
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
    public View show(PageRequest request) {
        MessageFilter asked = MessageFilter.of(request::query);
        Optional<String> before = request.query("before");
        TrailPage found = hub.trail().find(asked.toTrail(request.zone(), ON_A_PAGE, before));
        return new View(
                "messages",
                "Messages",
                "messages" + asked.options(),
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
                                .limit(MAX_NAMES)
                                .toList(),
                        words(SourceKind.values()),
                        words(Result.values()),
                        words(MessageEnd.values())));
    }

    private static List<String> words(Enum<?>[] all) {
        return Stream.of(all).map(ChainWords::lower).toList();
    }
}
