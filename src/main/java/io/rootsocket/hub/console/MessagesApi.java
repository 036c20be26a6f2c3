package io.rootsocket.hub.console;

import io.rootsocket.hub.broker.BrokerException;
import io.rootsocket.hub.console.api.MessageAnswer;
import io.rootsocket.hub.console.api.MessagesAnswer;
import io.rootsocket.hub.console.api.TestAnswer;
import io.rootsocket.hub.http.Refusal;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.routetest.RecordedTest;
import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.MessageEnd;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.trail.SentMessage;
import io.rootsocket.hub.trail.SourceKind;
import io.rootsocket.hub.trail.TrailFilter;
import io.rootsocket.hub.trail.TrailPage;
import io.rootsocket.hub.trail.TrailUnavailableException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What went through: {@code GET /api/messages} with {@code route}, {@code channel}, {@code kind}, {@code result}, {@code end},
 * {@code from}, {@code to}, {@code text}, {@code limit} and {@code before}, and {@code GET /api/messages/<id>} with all that is
 * known of one, by whatever id of it, and {@code …/test} with that as a test.
 */
final class MessagesApi implements AdminApi {

    private static final String PATH = "/api/messages";
    private static final int SHOWN = 100;

    @Override
    public void mount(AdminPaths paths, Hub hub) {
        paths.show(PATH, context -> {
            TrailFilter wanted = filter(Query.of(
                    context, "route", "channel", "kind", "result", "end", "from", "to", "text", "limit", "before"));
            return asked(() -> answer(hub.trail().find(wanted)));
        });
        paths.show(PATH + "/:id", context -> {
            Query.of(context);
            return asked(() -> explained(hub, context.pathParam("id")));
        });
        paths.show(PATH + "/:id/test", context -> {
            Query.of(context);
            return asked(() -> test(hub, context.pathParam("id")));
        });
    }

    private static TrailFilter filter(Query query) {
        return new TrailFilter(
                query.text("route"),
                query.text("channel"),
                query.oneOf("kind", SourceKind.class),
                query.oneOf("result", Result.class),
                query.oneOf("end", MessageEnd.class),
                query.time("from"),
                query.time("to"),
                query.text("text"),
                query.number("limit", 1, TrailFilter.MAX_CHAINS).orElse(SHOWN),
                query.text("before"));
    }

    private static MessagesAnswer answer(TrailPage page) {
        return new MessagesAnswer(
                page.chains().stream().map(MessageAnswer::brief).toList(), page.next());
    }

    private static TestAnswer test(Hub hub, String id) {
        return new TestAnswer(RecordedTest.yaml(known(hub, id).get(0)));
    }

    private static List<MessageAnswer> explained(Hub hub, String id) {
        return known(hub, id).stream()
                .map(chain -> MessageAnswer.whole(chain, message -> deadLetter(hub, message)))
                .toList();
    }

    private static List<Chain> known(Hub hub, String id) {
        List<Chain> known = hub.trail().explain(id);
        if (known.isEmpty()) {
            throw new NoSuchElementException(
                    ("Nothing is known of `%s`. Of an id of the hub's own give at least 8 characters, of a sender's all. What is"
                                    + " older than HUB_TRAIL_DAYS and HUB_TRAIL_BYTES allow is gone.")
                            .formatted(id));
        }
        return known;
    }

    /** A person may have replayed or discarded it since. */
    private static Optional<String> deadLetter(Hub hub, SentMessage message) {
        boolean dead = message.end()
                .filter(last -> last.end() == MessageEnd.DEAD || last.end() == MessageEnd.EXPIRED)
                .isPresent();
        if (!dead) {
            return Optional.empty();
        }
        String id = message.messageId();
        String ofOutbox = id.replaceFirst("-[^-]*$", "");
        try {
            return hub.outbox().deadLetters().find(message.accepted().isPresent() ? ofOutbox : id).stream()
                    .map(letter -> letter.id())
                    .findFirst();
        } catch (NoSuchElementException | IllegalArgumentException | BrokerException gone) {
            return Optional.empty();
        }
    }

    private static Object asked(Supplier<Object> question) {
        try {
            return question.get();
        } catch (TrailUnavailableException e) {
            return new Refusal(503, String.valueOf(e.getMessage()));
        }
    }
}
