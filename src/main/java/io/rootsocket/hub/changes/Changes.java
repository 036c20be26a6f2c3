package io.rootsocket.hub.changes;

import io.rootsocket.hub.failure.RouteReplay;
import io.rootsocket.hub.schedule.ScheduleName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Whether something has changed since it was seen last. Safe to share between threads.
 *
 * <p>What has changed is remembered once its exchange is done, which a dead letter is too. If the process dies in between,
 * whatever comes next counts as changed: at least once. Durable messages of the same change that come again are dropped,
 * so that a crash repeats nothing in RootSocket. Of several nodes that see the same change, one goes on with it.
 */
public final class Changes {

    /** What its exchange has taken, itself or the one that it is a part of. */
    private static final String TAKEN = "RootSocketHubChanges";

    private static final long LOOK_AGAIN_MILLIS = 50;
    private static final long MAX_WAIT_NANOS = 60_000_000_000L;
    /** So many items of one name are told apart. */
    private static final int MAX_ITEMS = 100_000;

    private static final int TIDY_EACH = 1_000;

    private final LastSeen seen;
    private final AtomicInteger changes = new AtomicInteger();

    private Changes(LastSeen seen) {
        this.seen = seen;
    }

    /** Gives a context, before it has routes, what its routes compare with. */
    public static void addTo(CamelContext camel, LastSeen seen) {
        var extension = camel.getCamelContextExtension();
        extension.addContextPlugin(Changes.class, new Changes(seen));
        extension.addInterceptStrategy(new HeldByCaller());
    }

    /** @throws IllegalStateException outside a hub */
    public static Changes of(CamelContext camel) {
        return Optional.ofNullable(camel.getCamelContextExtension().getContextPlugin(Changes.class))
                .orElseThrow(() -> new IllegalStateException("What was seen last is known in a hub only."));
    }

    /** The name of what the route of an exchange compares: the id in its file, and what of its messages. */
    public static String name(Exchange exchange, String what) {
        String route = exchange.getFromRouteId() == null ? "" : exchange.getFromRouteId();
        return "%s %s"
                .formatted(ScheduleName.outermost(exchange.getContext(), route), what)
                .strip();
    }

    /** What is known of it now. */
    public Sighting look(Subject subject) {
        return seen.look(subject);
    }

    /** Whether anything was ever seen under that name. */
    public boolean knows(String name) {
        return seen.knows(name);
    }

    /**
     * Whether an exchange may go on, as its value is another one than before.
     *
     * @param note what is remembered with the value
     * @param first what becomes of the first value ever
     * @throws IllegalStateException if another exchange is at work on it for a minute
     */
    public boolean isNews(
            Exchange exchange, Subject subject, String fingerprint, @Nullable String note, FirstValue first) {
        Optional<PendingChange> own = taken(exchange).stream()
                .filter(pending -> pending.isOf(subject))
                .findFirst();
        if (own.isPresent()) {
            return own.get().replace(fingerprint, note);
        }
        boolean again = RouteReplay.isReroute(exchange);
        Sighting known = seen.look(subject);
        if (known.isSame(fingerprint) && !again) {
            seen.seenAgain(subject, note);
            return false;
        }
        LastSeen.Claim claim = claim(subject, fingerprint);
        // Somebody else may have told of it in the meantime.
        if (claim.before().isSame(fingerprint) && !again || claim.before().isFirst() && first == FirstValue.QUIET) {
            claim.remember(fingerprint, note);
            return false;
        }
        take(exchange, new PendingChange(subject, claim, fingerprint, note));
        tidy(subject.name());
        return true;
    }

    private LastSeen.Claim claim(Subject subject, String fingerprint) {
        long end = System.nanoTime() + MAX_WAIT_NANOS;
        while (true) {
            Optional<LastSeen.Claim> claim = seen.claim(subject, fingerprint);
            if (claim.isPresent()) {
                return claim.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        ("Another message has been at work on the same item of `%s` for a minute, and this one was not compared"
                                        + " with it. Replay it later.")
                                .formatted(subject.name()));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while another message was at work on the same item", e);
        }
    }

    private void tidy(String name) {
        if (changes.incrementAndGet() % TIDY_EACH == 0) {
            seen.keepOnly(name, MAX_ITEMS);
        }
    }

    private static void take(Exchange exchange, PendingChange pending) {
        var all = new ArrayList<>(taken(exchange));
        all.add(pending);
        exchange.setProperty(TAKEN, List.copyOf(all));
        pending.markRepeats(exchange);
    }

    /** From now on the exchange is the one whose end counts for what it has taken, if no other is yet. */
    public static void holdBy(Exchange exchange) {
        taken(exchange).forEach(pending -> pending.holdBy(exchange));
    }

    @SuppressWarnings("unchecked")
    private static List<PendingChange> taken(Exchange exchange) {
        return Objects.requireNonNullElse(exchange.getProperty(TAKEN, List.class), List.of());
    }
}
