package io.rootsocket.hub.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers an admin request with JSON. An {@link IllegalArgumentException} is answered 400, a {@link
 * NoSuchElementException} 404, an {@link IllegalStateException} 409, each as {@code {"detail": …}}; anything else is 500
 * and logged. Safe for threads.
 */
public final class JsonAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(JsonAnswer.class);

    private JsonAnswer() {}

    /** What is asked of the hub. */
    @FunctionalInterface
    public interface Question {

        /** Finds the answer, or the {@link Refusal}; may hold its thread. */
        Object answer(RoutingContext request) throws Exception;
    }

    /** A handler that answers with what {@code question} finds. */
    public static Handler<RoutingContext> of(Question question) {
        return orElse(request -> {
            Object found = question.answer(request);
            if (found instanceof Refusal refusal) {
                refuse(request, refusal);
            } else {
                send(request, 200, found);
            }
        });
    }

    /** What answers a request by itself, unless it fails. */
    @FunctionalInterface
    interface Answer {
        void give(RoutingContext request) throws Exception;
    }

    /** A handler that answers by itself, or else says what failed. */
    static Handler<RoutingContext> orElse(Answer answer) {
        return request -> {
            try {
                answer.give(request);
            } catch (IllegalArgumentException e) {
                refuse(request, 400, e);
            } catch (NoSuchElementException e) {
                refuse(request, 404, e);
            } catch (IllegalStateException e) {
                refuse(request, 409, e);
            } catch (Exception e) {
                LOG.error("{} failed", request.normalizedPath(), e);
                refuse(request, new Refusal(500, "The hub could not do this. Its log says why."));
            }
        };
    }

    private static void refuse(RoutingContext request, int status, Exception why) {
        refuse(request, new Refusal(status, String.valueOf(why.getMessage())));
    }

    public static void refuse(RoutingContext request, Refusal why) {
        why.note(request);
        why.headers().forEach(request.response()::putHeader);
        send(request, why.status(), new ErrorAnswer(why.detail()));
    }

    private static void send(RoutingContext request, int status, Object body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(StrictJson.write(body));
    }
}
