package io.rootsocket.hub.webhook;

import io.rootsocket.hub.http.JsonAnswer;
import io.rootsocket.hub.http.Refusal;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What a request hears that no webhook takes. */
public final class NoSuchWebhook {

    private static final Map<Integer, String> DETAILS = Map.of(
            404, "Nothing is served here.",
            406, "This path answers with no type that the request accepts.",
            415, "This path does not take the content type of the request.");

    private NoSuchWebhook() {}

    /** Answers for a router, which is given back; {@code methods} are those that a path takes. */
    public static Router answerAll(Router router, Function<String, Set<String>> methods) {
        DETAILS.forEach((status, detail) ->
                router.errorHandler(status, request -> JsonAnswer.refuse(request, new Refusal(status, detail))));
        return router.errorHandler(
                405, request -> WebhookConsumer.refuseMethod(request, methods.apply(request.normalizedPath())));
    }
}
