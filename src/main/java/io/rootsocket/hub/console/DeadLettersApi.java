package io.rootsocket.hub.console;

import static io.vertx.core.http.HttpMethod.POST;

import io.rootsocket.hub.broker.BrokerException;
import io.rootsocket.hub.console.api.DeadLettersDone;
import io.rootsocket.hub.console.api.DeadLettersRequest;
import io.rootsocket.hub.deadletters.FilterText;
import io.rootsocket.hub.deadletters.ReplayFailedException;
import io.rootsocket.hub.http.Refusal;
import io.rootsocket.hub.hub.DeadLetterOperations;
import io.rootsocket.hub.hub.Hub;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The dead letters. {@code GET /api/dead-letters} lists them, {@code GET /api/dead-letters/<id>} shows one with its
 * payload and {@code …/last} the last, {@code POST /api/dead-letters/replay} and {@code …/discard} do a portion of it
 * and answer how many are {@code done}; ask again until it is 0. Which ones says a {@link DeadLettersRequest}.
 */
final class DeadLettersApi implements AdminApi {

    private static final String PATH = "/api/dead-letters";
    private static final int SHOWN = 100;

    @Override
    public void mount(AdminPaths paths, Hub hub) {
        DeadLetterOperations operations = hub.outbox().operations();
        paths.show(PATH, context -> {
            DeadLettersRequest wanted = query(context);
            return asked(() -> operations.list(
                    wanted.filter(), Optional.ofNullable(wanted.limit()).orElse(SHOWN)));
        });
        paths.show(PATH + "/last", context -> {
            Query.of(context);
            return asked(operations::last);
        });
        paths.show(PATH + "/:id", context -> {
            Query.of(context);
            return asked(() -> operations.show(context.pathParam("id")));
        });
        paths.take(
                POST,
                PATH + "/replay",
                DeadLettersRequest.class,
                (context, wanted) ->
                        asked(() -> new DeadLettersDone(operations.replay(wanted.filterOfChange(), limit(wanted)))));
        paths.take(
                POST,
                PATH + "/discard",
                DeadLettersRequest.class,
                (context, wanted) ->
                        asked(() -> new DeadLettersDone(operations.discard(wanted.filterOfChange(), limit(wanted)))));
    }

    /** That the broker is away is no fault of the hub's, and passes. */
    private static Object asked(Supplier<Object> question) {
        try {
            return question.get();
        } catch (BrokerException e) {
            return new Refusal(
                    503, "The broker is down, or does not answer: %s Try again later.".formatted(sentence(e.reason())));
        } catch (ReplayFailedException e) {
            return new Refusal(409, String.valueOf(e.getMessage()));
        }
    }

    private static String sentence(String words) {
        return words.matches("(?s).*[.!?…]") ? words : words + ".";
    }

    private static int limit(DeadLettersRequest wanted) {
        return Optional.ofNullable(wanted.limit()).orElse(DeadLettersRequest.MAX_LIMIT);
    }

    private static DeadLettersRequest query(RoutingContext context) {
        Query query = Query.of(context, "id", "channel", "route", "kind", "olderThan", "limit");
        return new DeadLettersRequest(
                query.text("id").orElse(null),
                query.text("channel").orElse(null),
                query.text("route").orElse(null),
                query.text("kind").map(FilterText::kind).orElse(null),
                query.text("olderThan").orElse(null),
                null,
                query.number("limit", 0, DeadLettersRequest.MAX_LIMIT).orElse(null));
    }
}
