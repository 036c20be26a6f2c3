package io.rootsocket.hub.changes;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Lets a message pass only if its value is another one than that of the message before; the route of any other ends here.
 * The kamelet {@code changed} is made of it.
 *
 * <p>A bean for Camel to fill before the route starts; safe for threads after that.
 */
public final class OnlyChanged implements Processor {

    private String value = "";
    private String key = "";
    private String name = "";
    private FirstValue first = FirstValue.SEND;
    private volatile @Nullable Expressions expressions;

    private record Expressions(ComparedValue value, ComparedValue.Key key) {}

    @Override
    public void process(Exchange exchange) throws Exception {
        Expressions made = expressions(exchange);
        String owner = name.isBlank() ? Changes.name(exchange, "%s %s".formatted(value, key)) : name;
        var subject = new Subject(owner, made.key().of(exchange));
        Changes changes = Changes.of(exchange.getContext());
        if (!changes.isNews(exchange, subject, made.value().fingerprint(exchange), null, first)) {
            exchange.setRouteStop(true);
        }
    }

    /** Once, as jq compiles what it is given. */
    private Expressions expressions(Exchange exchange) {
        return Optional.ofNullable(expressions).orElseGet(() -> {
            var made = new Expressions(
                    ComparedValue.of(exchange.getContext(), value), ComparedValue.Key.of(exchange.getContext(), key));
            expressions = made;
            return made;
        });
    }

    public void setValue(String value) {
        this.value = value;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public void setName(String name) {
        this.name = name;
    }

    public void setFirst(String first) {
        this.first = FirstValue.of(first);
    }
}
