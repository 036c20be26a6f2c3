package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.Handled;
import io.rootsocket.hub.trail.MessageEnd;
import io.rootsocket.hub.trail.Payload;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.trail.SentMessage;
import io.rootsocket.hub.trail.TrailFilter;
import io.rootsocket.hub.trail.TrailReader;
import io.rootsocket.hub.trail.TrailUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The last messages of a route or a channel, in a line each. */
final class RecentMessages {

    private static final int SHOWN = 20;
    private static final int MAX_TEXT = 160;

    private RecentMessages() {}

    /**
     * One exchange.
     *
     * @param outcome in a word or two
     * @param tone how that is: {@code good}, {@code bad}, {@code warn}, {@code faint}
     * @param text the beginning of its body
     */
    record Line(String id, Instant at, String route, String channels, String outcome, String tone, String text) {}

    /** @param problem why they cannot be read now */
    record Shown(List<Line> lines, Optional<String> problem) {}

    static Shown of(TrailReader trail, TrailFilter filter) {
        try {
            return new Shown(
                    trail.find(filter.atMost(SHOWN)).chains().stream()
                            .map(RecentMessages::line)
                            .toList(),
                    Optional.empty());
        } catch (TrailUnavailableException e) {
            return new Shown(List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static Line line(Chain chain) {
        return new Line(
                chain.exchangeId(),
                chain.begun(),
                chain.arrived()
                        .map(Arrived::route)
                        .or(() -> chain.messages().stream()
                                .flatMap(message -> message.accepted().stream())
                                .map(accepted -> accepted.route())
                                .findFirst())
                        .orElse(""),
                chain.messages().stream()
                        .flatMap(message -> message.accepted().stream())
                        .map(accepted -> accepted.channel())
                        .distinct()
                        .collect(Collectors.joining(", ")),
                outcome(chain),
                tone(chain),
                text(chain));
    }

    private static String outcome(Chain chain) {
        Optional<Result> result = chain.handled().map(Handled::result);
        if (result.isPresent() && result.get() != Result.HANDLED) {
            return result.get().name().toLowerCase(Locale.ROOT);
        }
        if (chain.messages().isEmpty()) {
            return result.isPresent() ? "handled" : "in flight";
        }
        long delivered = ended(chain, MessageEnd.DELIVERED);
        long dead = ended(chain, MessageEnd.DEAD) + ended(chain, MessageEnd.EXPIRED);
        int all = chain.messages().size();
        if (dead > 0) {
            return dead + " of " + all + " dead";
        }
        return delivered == all ? "delivered" : delivered + " of " + all + " delivered";
    }

    private static String tone(Chain chain) {
        boolean failed = chain.handled().map(Handled::result).equals(Optional.of(Result.FAILED));
        if (failed || ended(chain, MessageEnd.DEAD) + ended(chain, MessageEnd.EXPIRED) > 0) {
            return "bad";
        }
        return chain.isSettled() ? "good" : "warn";
    }

    private static long ended(Chain chain, MessageEnd end) {
        return chain.messages().stream()
                .flatMap(message -> message.end().stream())
                .filter(ended -> ended.end() == end)
                .count();
    }

    private static String text(Chain chain) {
        Optional<Payload> payload = chain.arrived()
                .map(Arrived::payload)
                .filter(body -> body.length() > 0)
                .or(() -> chain.messages().stream()
                        .map(SentMessage::accepted)
                        .flatMap(Optional::stream)
                        .map(accepted -> accepted.payload())
                        .findFirst());
        String text = payload.map(body -> body.text().orElse("(%d bytes)".formatted(body.length())))
                .orElse("");
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
