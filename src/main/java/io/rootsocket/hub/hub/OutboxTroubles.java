package io.rootsocket.hub.hub;

import io.rootsocket.hub.alarm.Topic;
import io.rootsocket.hub.alarm.Trouble;
import io.rootsocket.hub.alarm.TroubleSource;
import io.rootsocket.hub.outbox.OutboxStatus;
import io.rootsocket.hub.outbox.WaitingChannel;
import io.rootsocket.hub.text.Counted;
import io.rootsocket.hub.text.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What keeps messages from going out. */
final class OutboxTroubles implements TroubleSource {

    static final Set<Topic> TOPICS =
            EnumSet.of(Topic.OUTBOX_FULL, Topic.OUTBOX_BROKER, Topic.ROOTSOCKET_KEY, Topic.ROOTSOCKET_OUTAGE);

    private static final String STATUS = "hub status";

    private final Supplier<OutboxStatus> outbox;
    private final Supplier<Optional<String>> keyRefused;
    private final Duration staleAfter;

    /** @param keyRefused why RootSocket does not take the hub's key, if it said so */
    OutboxTroubles(Supplier<OutboxStatus> outbox, Supplier<Optional<String>> keyRefused, Duration staleAfter) {
        this.outbox = outbox;
        this.keyRefused = keyRefused;
        this.staleAfter = staleAfter;
    }

    @Override
    public List<Trouble> look(Instant now) {
        OutboxStatus status = outbox.get();
        var troubles = new ArrayList<Trouble>();
        status.trouble()
                .map(why -> Trouble.of(
                        Topic.OUTBOX_BROKER,
                        "broker",
                        now,
                        "The broker cannot be worked with, so nothing is accepted or delivered. " + why,
                        "Look at the broker and its disk; the hub goes on by itself once it is back.",
                        STATUS))
                .ifPresent(troubles::add);
        status.full()
                .map(why -> Trouble.of(
                        Topic.OUTBOX_FULL,
                        "outbox",
                        now,
                        "The outbox takes no more messages: callers are told to come back, and schedules wait. " + why,
                        "Find out why RootSocket takes nothing, make room on the disk, or raise the limit it names.",
                        STATUS))
                .ifPresent(troubles::add);
        Optional<Trouble> key = key(status, now);
        key.ifPresent(troubles::add);
        if (key.isEmpty()) {
            outage(status, now).ifPresent(troubles::add);
        }
        return troubles;
    }

    private Optional<Trouble> key(OutboxStatus status, Instant now) {
        return keyRefused
                .get()
                .or(() -> status.held().stream().findFirst())
                .map(why -> Trouble.of(
                        Topic.ROOTSOCKET_KEY,
                        "rootsocket",
                        now,
                        "RootSocket takes nothing of this hub, and %s. %s"
                                .formatted(Counted.of(status.depth(), "message waits", "messages wait"), why),
                        "Mend what it names: the key, the address, or whom Java trusts. Start the hub again; nothing is lost.",
                        STATUS));
    }

    private Optional<Trouble> outage(OutboxStatus status, Instant now) {
        return status.waiting().stream()
                .map(WaitingChannel::oldest)
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .filter(oldest -> Duration.between(oldest, now).compareTo(staleAfter) > 0)
                .map(oldest -> Trouble.of(
                        Topic.ROOTSOCKET_OUTAGE,
                        "rootsocket",
                        oldest,
                        "%s for RootSocket in %s, the oldest for longer than %s (HUB_OUTBOX_STALE_AFTER)."
                                .formatted(
                                        Counted.of(status.depth(), "message waits", "messages wait"),
                                        Counted.of(status.waiting().size(), "channel"),
                                        DurationText.of(staleAfter)),
                        "See whether RootSocket is reached from here; they go out by themselves once it is.",
                        STATUS));
    }
}
