package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.trail.Accepted;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Attempted;
import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.Ended;
import io.rootsocket.hub.trail.Handled;
import io.rootsocket.hub.trail.TrailEvent;
import io.rootsocket.hub.trail.TrailFilter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a chain is one that is asked for. */
record ChainFilter(TrailFilter wanted) {

    /** Of what is known once it has arrived. */
    boolean takes(Arrived arrived) {
        return is(wanted.route(), arrived.route())
                && is(wanted.kind(), arrived.kind())
                && wanted.from().filter(from -> arrived.at().isBefore(from)).isEmpty()
                && wanted.to().filter(to -> !arrived.at().isBefore(to)).isEmpty();
    }

    /** Of what became of it. */
    boolean takes(Chain chain) {
        return hasResult(chain) && hasChannel(chain) && hasEnd(chain) && hasText(chain);
    }

    private static <T> boolean is(Optional<T> wanted, T value) {
        return wanted.isEmpty() || wanted.get().equals(value);
    }

    private boolean hasResult(Chain chain) {
        return wanted.result().isEmpty() || chain.handled().map(Handled::result).equals(wanted.result());
    }

    private boolean hasChannel(Chain chain) {
        return wanted.channel().isEmpty()
                || chain.messages().stream()
                        .flatMap(message -> message.accepted().stream())
                        .anyMatch(accepted ->
                                accepted.channel().equals(wanted.channel().get()));
    }

    private boolean hasEnd(Chain chain) {
        return wanted.end().isEmpty()
                || chain.messages().stream()
                        .anyMatch(message -> message.end().map(Ended::end).equals(wanted.end()));
    }

    private boolean hasText(Chain chain) {
        if (wanted.text().isEmpty()) {
            return true;
        }
        String text = wanted.text().get().toLowerCase(Locale.ROOT);
        return chain.events()
                .flatMap(ChainFilter::texts)
                .anyMatch(said -> said.toLowerCase(Locale.ROOT).contains(text));
    }

    private static Stream<String> texts(TrailEvent event) {
        if (event instanceof Arrived arrived) {
            return Stream.of(
                            Stream.of(arrived.source()), arrived.sourceId().stream(), arrived.payload().text().stream())
                    .flatMap(part -> part);
        }
        if (event instanceof Handled handled) {
            return handled.failure().stream();
        }
        if (event instanceof Accepted accepted) {
            return accepted.payload().text().stream();
        }
        if (event instanceof Attempted attempted) {
            return Stream.of(attempted.answer());
        }
        return event instanceof Ended ended ? ended.reason().stream() : Stream.of();
    }
}
