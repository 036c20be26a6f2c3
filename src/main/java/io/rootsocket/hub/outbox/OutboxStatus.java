package io.rootsocket.hub.outbox;

import io.rootsocket.hub.broker.Shortfall;
import java.util.List;
import java.util.Optional;

/**
 * What the outbox says of itself, as of the last few seconds.
 *
 * @param waiting the channels for which messages wait
 * @param full why no more messages are taken; empty if they are
 * @param trouble why nothing can be delivered on the broker's side; empty if all is well there
 * @param held why RootSocket takes nothing of an application now, such as a wrong key; for each for which that is so
 * @param missing what the broker's files have lost, as found since the hub started
 * @param unreadable what the embedded broker could not read of its files since then, in its words; one of each kind
 */
public record OutboxStatus(
        List<WaitingChannel> waiting,
        Optional<String> full,
        Optional<String> trouble,
        List<String> held,
        List<Shortfall> missing,
        List<String> unreadable) {

    public OutboxStatus {
        waiting = List.copyOf(waiting);
        held = List.copyOf(held);
        missing = List.copyOf(missing);
        unreadable = List.copyOf(unreadable);
    }

    /** How many messages wait. */
    public long depth() {
        return waiting.stream().mapToLong(WaitingChannel::depth).sum();
    }
}
