package io.rootsocket.hub.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rootsocket.hub.component.DurableMessage;
import io.rootsocket.hub.component.DurableStore;
import io.rootsocket.hub.component.OnAmbiguous;
import io.rootsocket.hub.component.RootSocketAmbiguousException;
import io.rootsocket.hub.component.RootSocketConfigurationException;
import io.rootsocket.hub.component.RootSocketEndpoint;
import io.rootsocket.hub.component.RootSocketException;
import io.rootsocket.hub.component.RootSocketRetryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * The outbox without a disk: what a route stores is delivered once the route is done, in order, again and again on the
 * test's clock until RootSocket takes it. Not for threads.
 */
final class TestOutbox implements DurableStore {

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private record Stored(DurableMessage message, RootSocketEndpoint endpoint, Instant acceptedAt) {}

    private final VirtualClock clock;
    private final Deque<Stored> waiting = new ArrayDeque<>();
    private final Set<String> deduplicationKeys = new HashSet<>();
    private final List<JsonNode> deadLetters = new ArrayList<>();

    TestOutbox(VirtualClock clock) {
        this.clock = clock;
    }

    @Override
    public void opened(RootSocketEndpoint endpoint) {
        // There is nothing from before the test.
    }

    @Override
    public boolean store(DurableMessage message, RootSocketEndpoint endpoint, Exchange exchange) {
        boolean repeated = message.deduplicationKey().isPresent()
                && !deduplicationKeys.add(
                        message.channel() + " " + message.deduplicationKey().get());
        if (!repeated) {
            waiting.add(new Stored(message, endpoint, clock.instant()));
        }
        return !repeated;
    }

    /** Delivers all that waits. */
    void settle() {
        for (Stored next = waiting.poll(); next != null; next = waiting.poll()) {
            // It ends: each failure of a test comes about so often and no more.
            boolean again;
            do {
                again = isToBeTriedAgain(next);
            } while (again);
        }
    }

    private boolean isToBeTriedAgain(Stored stored) {
        DurableMessage message = stored.message();
        boolean expired = message.expiresAfter()
                .filter(time -> stored.acceptedAt().plus(time).isBefore(clock.instant()))
                .isPresent();
        if (expired) {
            addDeadLetter("expired", "It was too late to deliver it.");
            return false;
        }
        try {
            stored.endpoint().deliver(message.request(), message.channel().value(), Optional.empty());
            return false;
        } catch (RootSocketRetryException e) {
            clock.advance(e.retryAfter().orElse(BETWEEN_ATTEMPTS));
            return true;
        } catch (RootSocketAmbiguousException e) {
            if (message.onAmbiguous() == OnAmbiguous.HOLD) {
                addDeadLetter("ambiguous", String.valueOf(e.getMessage()));
                return false;
            }
            clock.advance(BETWEEN_ATTEMPTS);
            return true;
        } catch (RootSocketException e) {
            String kind = e instanceof RootSocketConfigurationException ? "configuration" : "message";
            addDeadLetter(kind, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void addDeadLetter(String kind, String why) {
        var letter = JsonNodeFactory.instance.objectNode();
        letter.putObject("reason").put("kind", kind).put("message", why);
        deadLetters.add(letter);
    }

    List<JsonNode> deadLetters() {
        return deadLetters;
    }
}
