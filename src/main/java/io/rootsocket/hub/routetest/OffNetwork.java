package io.rootsocket.hub.routetest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;

/**
 * Everything outside: queues, servers, databases. What a route sends there is kept, and what another route takes from the
 * same address is handed on once the first one is done, as a broker would. Not for threads.
 */
final class OffNetwork {

    /** As often as a hub lets its broker deliver. */
    private static final int MAX_DELIVERIES = 3;

    /** What is sent to an address. */
    record Sent(Object body, Map<String, Object> headers, int delivery) {}

    private record QueuedMessage(String address, Sent message) {}

    private final Map<String, List<Object>> kept = new LinkedHashMap<>();
    private final Map<String, OffNetworkConsumer> consumers = new LinkedHashMap<>();
    private final Deque<QueuedMessage> waiting = new ArrayDeque<>();
    private final Replies replies;

    /** @param replies what others answer who are asked */
    OffNetwork(Replies replies) {
        this.replies = replies;
    }

    /** A component whose endpoints end here. */
    Component component() {
        return new OffNetworkComponent(this);
    }

    /** What is asked is answered if the test says so; all else is sent. */
    void call(String uri, String address, Exchange exchange) throws Exception {
        if (!replies.answer(uri, exchange)) {
            send(address, Carried.body(exchange.getMessage()), Carried.headers(exchange.getMessage()));
        }
    }

    /** What a step fetches. */
    Optional<Exchange> fetch(Endpoint from, String uri) throws Exception {
        Exchange exchange = from.createExchange();
        return replies.answer(uri, exchange) ? Optional.of(exchange) : Optional.empty();
    }

    /** Brings a message to the route that takes what comes from an address. */
    void bring(String address, Object body, Map<String, Object> headers) {
        String plain = Replies.plain(address);
        String known = consumers.keySet().stream()
                .filter(name -> Replies.plain(name).equals(plain))
                .findFirst()
                .orElseThrow(() -> new UnreadableTestException("No route takes what comes from `%s`. There is: %s."
                        .formatted(address, String.join(", ", consumers.keySet()))));
        waiting.add(new QueuedMessage(known, new Sent(body, headers, 1)));
    }

    void send(String address, Object body, Map<String, Object> headers) {
        if (consumers.containsKey(address)) {
            waiting.add(new QueuedMessage(address, new Sent(body, headers, 1)));
        } else {
            kept.computeIfAbsent(address, name -> new ArrayList<>()).add(body);
        }
    }

    void attach(OffNetworkConsumer consumer) {
        consumers.put(consumer.address(), consumer);
    }

    void detach(OffNetworkConsumer consumer) {
        consumers.remove(consumer.address(), consumer);
    }

    /** Hands on what waits, until nothing does. */
    void settle() {
        for (QueuedMessage next = waiting.poll(); next != null; next = waiting.poll()) {
            OffNetworkConsumer consumer = consumers.get(next.address());
            if (consumer == null) {
                continue;
            }
            Exchange exchange = consumer.deliver(next.message());
            if (exchange.getException() != null && next.message().delivery() < MAX_DELIVERIES) {
                Sent sent = next.message();
                waiting.add(
                        new QueuedMessage(next.address(), new Sent(sent.body(), sent.headers(), sent.delivery() + 1)));
            }
        }
    }

    /** What no route took, by address. */
    Map<String, List<Object>> kept() {
        return kept;
    }
}
