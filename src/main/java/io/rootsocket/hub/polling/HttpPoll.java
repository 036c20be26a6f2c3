package io.rootsocket.hub.polling;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rootsocket.hub.changes.Changes;
import io.rootsocket.hub.changes.ComparedValue;
import io.rootsocket.hub.changes.FirstValue;
import io.rootsocket.hub.changes.Sighting;
import io.rootsocket.hub.changes.Subject;
import io.rootsocket.hub.webhook.ExchangeEntry;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server, and goes on with its answer if that is another one than before. The kamelet {@code poll} is made of it.
 *
 * <p>A bean for Camel to fill before the route starts; safe for threads after that. At least once, as {@link Changes} says.
 */
public final class HttpPoll implements Processor {

    private String url = "";
    private String authorization = "";
    private String headers = "";
    private boolean followRedirects;
    private String value = "";
    private FirstValue first = FirstValue.SEND;
    private boolean changesOnly = true;
    private volatile @Nullable Made made;

    private record Made(PollTarget target, ComparedValue compared) {}

    @Override
    public void process(Exchange exchange) throws Exception {
        Polls polls = Polls.of(exchange.getContext());
        String route = Polls.route(exchange);
        try {
            ask(exchange);
        } catch (PollFailedException e) {
            throw polls.failed(route, e);
        }
        polls.answered(route);
    }

    private void ask(Exchange exchange) throws PollFailedException {
        Made ready = made(exchange);
        Changes changes = Changes.of(exchange.getContext());
        var subject = new Subject(Changes.name(exchange, "poll " + value), "");
        Sighting known = changesOnly ? changes.look(subject) : Sighting.NONE;
        Optional<Validators> validators = known.certainNote()
                .flatMap(note -> Validators.read(note, ready.target().address()));
        ServerAnswer answer = ready.target().ask(exchange, validators);
        if (!answer.changed()) {
            exchange.setRouteStop(true);
            return;
        }
        fill(exchange, answer, ready.target());
        if (!changesOnly) {
            return;
        }
        String note = answer.validators().map(Validators::note).orElse(null);
        if (!changes.isNews(exchange, subject, fingerprint(exchange, ready), note, first)) {
            exchange.setRouteStop(true);
        }
        Changes.holdBy(exchange);
    }

    private static void fill(Exchange exchange, ServerAnswer answer, PollTarget target) throws PollFailedException {
        Message message = exchange.getMessage();
        message.setBody(AnsweredText.of(answer, target));
        answer.contentType().ifPresent(type -> message.setHeader(Exchange.CONTENT_TYPE, type));
        // A dead letter of it has the answer, and not the nothing that a clock brings.
        ExchangeEntry.noteOriginal(exchange);
    }

    private String fingerprint(Exchange exchange, Made ready) throws PollFailedException {
        try {
            return ready.compared().fingerprint(exchange);
        } catch (RuntimeCamelException | JsonProcessingException e) {
            throw new PollFailedException(
                    "`%s` cannot be read in what %s answers.".formatted(value, ready.target()), e);
        }
    }

    /** Once, as jq compiles what it is given. */
    private Made made(Exchange exchange) {
        return Optional.ofNullable(made).orElseGet(() -> {
            var ready = new Made(
                    PollTarget.of(url, authorization, headers, followRedirects),
                    ComparedValue.of(exchange.getContext(), value));
            made = ready;
            return ready;
        });
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public void setAuthorization(String authorization) {
        this.authorization = authorization;
    }

    public void setHeaders(String headers) {
        this.headers = headers;
    }

    public void setFollowRedirects(boolean followRedirects) {
        this.followRedirects = followRedirects;
    }

    public void setValue(String value) {
        this.value = value;
    }

    public void setFirst(String first) {
        this.first = FirstValue.of(first);
    }

    public void setChangesOnly(boolean changesOnly) {
        this.changesOnly = changesOnly;
    }
}
