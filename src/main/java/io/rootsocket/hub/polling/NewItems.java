package io.rootsocket.hub.polling;

import io.rootsocket.hub.changes.Changes;
import io.rootsocket.hub.changes.Fingerprint;
import io.rootsocket.hub.changes.FirstValue;
import io.rootsocket.hub.changes.Subject;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Lets an item of a feed go on if it was never seen before, as JSON; any other ends here. Safe to share between threads. */
public final class NewItems implements Processor {

    @Override
    public void process(Exchange exchange) throws Exception {
        FeedItem item = exchange.getMessage().getMandatoryBody(FeedItem.class);
        FirstValue first =
                Objects.requireNonNullElse(exchange.getProperty(FeedPoll.FIRST, FirstValue.class), FirstValue.SEND);
        var subject = new Subject(Changes.name(exchange, "feed item"), item.id());
        Changes changes = Changes.of(exchange.getContext());
        if (!changes.isNews(exchange, subject, Fingerprint.of("seen"), null, first)) {
            exchange.setRouteStop(true);
            return;
        }
        Changes.holdBy(exchange);
        exchange.getMessage().setBody(item.json());
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    }
}
