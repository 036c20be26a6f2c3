package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.api.Became;
import io.rootsocket.hub.console.html.Page;
import io.rootsocket.hub.console.html.PageRequest;
import io.rootsocket.hub.console.html.View;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.text.RelativeTime;
import io.rootsocket.hub.trail.Accepted;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.Handled;
import io.rootsocket.hub.trail.MessageEnd;
import io.rootsocket.hub.trail.SentMessage;
import io.rootsocket.hub.trail.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that is known of a message, by whatever id of it: where it came from, the steps it took, what was sent, and its end. */
record MessagePage(Hub hub) implements Page {

    private static final double WHOLE = 100.0;

    /**
     * What the page shows.
     *
     * @param id that was asked for
     * @param settled whether nothing more is to come
     */
    record Explained(String id, boolean settled, List<One> chains) {}

    /** One chain. */
    record One(
            String id, Became became, Optional<Came> came, Optional<Done> done, List<Taken> steps, List<Sent> sent) {}

    /** How it came in. */
    record Came(
            Instant at,
            String kind,
            String source,
            String sourceId,
            String route,
            String place,
            String generation,
            String trace,
            SortedMap<String, String> headers,
            PayloadView payload) {}

    /** What its route did. */
    record Done(Instant at, String result, String failure, String status) {}

    /** A step. @param share how much of the whole time it took, in percent */
    record Taken(String label, String place, String took, String share) {}

    /**
     * A message that went out.
     *
     * @param deadLetter where the dead letter is that it has become; empty if it has not
     * @param changes how its payload differs from what came
     */
    record Sent(
            String id,
            String account,
            String channel,
            String tone,
            String word,
            Optional<Instant> accepted,
            Optional<Instant> expires,
            List<Attempt> attempts,
            List<EndLine> ends,
            String deadLetter,
            Optional<PayloadView> payload,
            List<PayloadView.Line> changes) {}

    record Attempt(Instant at, String took, String answer) {}

    record EndLine(Instant at, String word, String reason) {}

    @Override
    public String path() {
        return MessagesPage.PATH + "/:id";
    }

    @Override
    public View show(PageRequest request) {
        String id = request.path("id");
        List<Chain> chains = hub.trail().explain(id);
        if (chains.isEmpty()) {
            throw new NoSuchElementException(
                    ("Nothing is known of `%s`. Of an id of the hub's own give at least 8 characters, of a sender's all. "
                                    + "What is older than HUB_TRAIL_DAYS and HUB_TRAIL_BYTES allow is gone.")
                            .formatted(id));
        }
        return new View(
                "message",
                "Message " + id,
                "explain " + id,
                new Explained(
                        id,
                        chains.stream().allMatch(Chain::isSettled),
                        chains.stream().map(MessagePage::one).toList()));
    }

    private static One one(Chain chain) {
        Optional<Came> came = chain.arrived().map(MessagePage::came);
        return new One(
                chain.exchangeId(),
                Became.of(chain),
                came,
                chain.handled().map(MessagePage::done),
                chain.handled().map(handled -> steps(handled.steps())).orElse(List.of()),
                chain.messages().stream().map(message -> sent(message, came)).toList());
    }

    private static Came came(Arrived arrived) {
        return new Came(
                arrived.at(),
                ChainWords.lower(arrived.kind()),
                arrived.source(),
                arrived.sourceId().orElse(""),
                arrived.route(),
                arrived.place().orElse(""),
                arrived.generation().orElse(""),
                arrived.traceparent().orElse(""),
                new TreeMap<>(arrived.headers()),
                PayloadView.of(arrived.payload()));
    }

    private static Done done(Handled handled) {
        return new Done(
                handled.at(),
                ChainWords.lower(handled.result()),
                handled.failure().orElse(""),
                handled.status().map(String::valueOf).orElse(""));
    }

    private static List<Taken> steps(List<Step> steps) {
        long all = Math.max(
                1, steps.stream().mapToLong(step -> step.took().toNanos()).max().orElse(1));
        return steps.stream()
                .map(step -> new Taken(
                        step.label().equals(step.id()) || step.label().startsWith(step.id() + " ")
                                ? step.label()
                                : "%s (%s)".formatted(step.label(), step.id()),
                        step.place().orElse(""),
                        length(step.took()),
                        String.format(Locale.ROOT, "%.1f", WHOLE * step.took().toNanos() / all)))
                .toList();
    }

    private static Sent sent(SentMessage message, Optional<Came> came) {
        Optional<Accepted> accepted = message.accepted();
        Optional<PayloadView> payload = accepted.map(one -> PayloadView.ofMessage(one.payload()));
        boolean dead = message.end()
                .filter(end -> end.end() == MessageEnd.DEAD || end.end() == MessageEnd.EXPIRED)
                .isPresent();
        return new Sent(
                message.messageId(),
                accepted.map(Accepted::account)
                        .filter(name -> !name.equals("default"))
                        .orElse(""),
                accepted.map(Accepted::channel).orElse(""),
                Became.tone(message),
                Became.word(message),
                accepted.map(Accepted::at),
                accepted.flatMap(Accepted::expiresAt),
                message.attempts().stream()
                        .map(attempt -> new Attempt(attempt.at(), length(attempt.took()), attempt.answer()))
                        .toList(),
                message.ends().stream()
                        .map(end -> new EndLine(
                                end.at(),
                                ChainWords.lower(end.end()),
                                end.reason().orElse("")))
                        .toList(),
                // A message of the outbox is named for its exchange and its channel, and a letter for its exchange.
                !dead
                        ? ""
                        : accepted.isPresent() ? message.messageId().replaceFirst("-[^-]*$", "") : message.messageId(),
                payload,
                payload.isPresent() && came.isPresent()
                        ? payload.get().comparedWith(came.get().payload())
                        : List.of());
    }

    /** About how long, also for what is soon done. */
    private static String length(Duration took) {
        if (took.compareTo(Duration.ofSeconds(2)) >= 0) {
            return RelativeTime.length(took);
        }
        double millis = took.toNanos() / 1_000_000.0;
        return String.format(Locale.ROOT, millis >= 10 ? "%.0f ms" : "%.1f ms", millis);
    }
}
