package io.rootsocket.hub.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rootsocket.hub.engine.DeadLetterDesk;
import io.rootsocket.hub.engine.Hub;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The dead letters. {@code GET /api/dead-letters} lists them, {@code GET /api/dead-letters/<id>} shows one with its
 * payload, {@code POST /api/dead-letters/replay} and {@code …/discard} do a portion of it and answer how many are {@code
 * done}; ask again until it is 0.
 */
final class DeadLettersApi implements AdminApi {

    private static final String PATH = "/api/dead-letters";
    private static final JsonMapper JSON = new JsonMapper();
    private static final long LONGEST_BODY = 10_000;

    @Override
    public void mount(Router router, Hub hub) {
        DeadLetterDesk desk = hub.outbox().desk();
        router.get(PATH).blockingHandler(JsonAnswer.of(request -> desk.list(query(request))), false);
        router.get(PATH + "/:id").blockingHandler(JsonAnswer.of(request -> desk.show(request.pathParam("id"))), false);
        act(router, "/replay", request -> desk.replay(body(request)));
        act(router, "/discard", request -> desk.discard(body(request)));
    }

    private static void act(Router router, String path, JsonAnswer.Question question) {
        router.post(PATH + path)
                .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
                .blockingHandler(JsonAnswer.of(question), false);
    }

    private static Map<String, String> query(RoutingContext request) {
        var words = new HashMap<String, String>();
        request.queryParams().forEach(word -> words.put(word.getKey(), word.getValue()));
        return words;
    }

    private static Map<String, String> body(RoutingContext request) {
        // A browser lets no page of a stranger send this type here without asking first.
        String type = String.valueOf(request.request().getHeader("Content-Type"));
        if (!type.startsWith("application/json")) {
            throw new IllegalArgumentException("Send a JSON object, with Content-Type: application/json.");
        }
        try {
            return JSON.readValue(request.body().buffer().getBytes(), new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The body must be a JSON object of words, such as {\"channel\": \"news\"}.", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("The body cannot be read: " + e.getMessage(), e);
        }
    }
}
