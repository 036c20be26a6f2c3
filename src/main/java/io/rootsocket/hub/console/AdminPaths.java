package io.rootsocket.hub.console;

import io.rootsocket.hub.console.api.NothingAsked;
import io.rootsocket.hub.http.FileAnswer;
import io.rootsocket.hub.http.JsonAnswer;
import io.rootsocket.hub.http.StrictJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The paths of the admin door: what is shown by {@code GET}, and what takes a request as JSON. All of them come behind
 * the {@link AdminGuard}, which also answers for what is no path. Safe for threads.
 */
record AdminPaths(Router router) {

    private static final long LARGEST_BODY = 10_000;

    /** Does what is asked; may hold its thread. */
    @FunctionalInterface
    interface Action<T> {

        /** Returns what to answer. */
        Object perform(RoutingContext context, T request) throws Exception;
    }

    /** Shows what {@code question} finds. */
    void show(String path, JsonAnswer.Question question) {
        router.get(path).blockingHandler(JsonAnswer.of(question), false);
    }

    /** Does what a request of that type asks. */
    <T extends Record> void take(HttpMethod method, String path, Class<T> type, Action<T> act) {
        take(method, path, type, LARGEST_BODY, act);
    }

    /**
     * Does what a request of that type asks.
     *
     * @param largestBody in bytes
     */
    <T extends Record> void take(HttpMethod method, String path, Class<T> type, long largestBody, Action<T> act) {
        router.route(method, path)
                .handler(BodyHandler.create(false).setBodyLimit(largestBody))
                .blockingHandler(
                        JsonAnswer.of(context -> act.perform(context, StrictJson.request(body(context), type))), false);
    }

    /** Makes a file for each who asks for one. */
    void make(String path, FileAnswer.Question question) {
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .blockingHandler(
                        FileAnswer.of(context -> {
                            StrictJson.request(body(context), NothingAsked.class);
                            return question.answer(context);
                        }),
                        false);
    }

    private static byte[] body(RoutingContext context) {
        Buffer body = context.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }

    /** What a path takes, in the order of the alphabet; empty if there is no such path. */
    Set<String> methods(String path) {
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null && route.getPath() != null)
                .filter(route -> leadsTo(route, path))
                .flatMap(route -> route.methods().stream())
                .map(HttpMethod::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean leadsTo(Route route, String path) {
        String[] pattern = route.getPath().split("/");
        String[] given = path.split("/");
        if (pattern.length != given.length) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (!pattern[i].startsWith(":") && !pattern[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }
}
