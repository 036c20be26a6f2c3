package io.rootsocket.hub.polling;

import com.rometools.rome.io.FeedException;
import io.rootsocket.hub.changes.Changes;
import io.rootsocket.hub.changes.Fingerprint;
import io.rootsocket.hub.changes.FirstValue;
import io.rootsocket.hub.changes.Sighting;
import io.rootsocket.hub.changes.Subject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a feed, and goes on with the list of its items, the oldest first. The kamelet {@code feed} is made of it and of
 * {@link NewItems}.
 *
 * <p>A bean for Camel to fill before the route starts; safe for threads after that.
 */
public final class FeedPoll implements Processor {

    /** Says to {@link NewItems} what becomes of items, in a property of the exchange. */
    static final String FIRST = "RootSocketHubFirstOfFeed";

    private String url = "";
    private boolean followRedirects = true;
    private FirstValue first = FirstValue.QUIET;
    private volatile @Nullable PollTarget target;

    @Override
    public void process(Exchange exchange) throws Exception {
        Polls polls = Polls.of(exchange.getContext());
        String route = Polls.route(exchange);
        try {
            fetch(exchange);
        } catch (PollFailedException e) {
            throw polls.failed(route, e);
        }
        polls.answered(route);
    }

    private void fetch(Exchange exchange) throws PollFailedException {
        PollTarget server = target();
        Changes changes = Changes.of(exchange.getContext());
        var feed = new Subject(Changes.name(exchange, "feed"), "");
        Sighting known = changes.look(feed);
        ServerAnswer answer =
                server.ask(exchange, known.certainNote().flatMap(note -> Validators.read(note, server.address())));
        if (!answer.changed()) {
            exchange.setRouteStop(true);
            return;
        }
        List<FeedItem> items = items(answer, server);
        String note = answer.validators().map(Validators::note).orElse(null);
        // What the server says of it counts once all of its items are dealt with.
        if (!changes.isNews(exchange, feed, Fingerprint.of(items.toString()), note, FirstValue.SEND)) {
            exchange.setRouteStop(true);
            return;
        }
        Changes.holdBy(exchange);
        exchange.setProperty(FIRST, known.fingerprint().isEmpty() ? first : FirstValue.SEND);
        exchange.getMessage().setBody(items);
    }

    private static List<FeedItem> items(ServerAnswer answer, PollTarget server) throws PollFailedException {
        try {
            return FeedItem.read(answer.body(), answer.contentType().orElse(""));
        } catch (IOException | FeedException | IllegalArgumentException e) {
            throw new PollFailedException("%s answered with something that is no feed.".formatted(server), e);
        }
    }

    private PollTarget target() {
        return Optional.ofNullable(target).orElseGet(() -> {
            PollTarget made = PollTarget.of(url, "", "", followRedirects);
            target = made;
            return made;
        });
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public void setFollowRedirects(boolean followRedirects) {
        this.followRedirects = followRedirects;
    }

    public void setFirst(String first) {
        this.first = FirstValue.of(first);
    }
}
