package io.rootsocket.hub.console;

import static io.vertx.core.http.HttpMethod.POST;

import io.rootsocket.hub.console.api.NothingAsked;
import io.rootsocket.hub.console.api.ReplayRequest;
import io.rootsocket.hub.http.Refusal;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.replay.ReplayChoice;
import io.rootsocket.hub.trail.TrailUnavailableException;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What came in, sent through its routes again: {@code POST /api/replays} begins with a {@link ReplayRequest}, {@code …/plan}
 * counts first, {@code GET /api/replays} says how far each has come, {@code POST /api/replays/<number>/cancel} ends one.
 */
final class ReplaysApi implements AdminApi {

    private static final String PATH = "/api/replays";
    private static final int USUAL_PER_SECOND = 10;

    @Override
    public void mount(AdminPaths paths, Hub hub) {
        paths.show(PATH, context -> {
            Query.of(context);
            return hub.replays().all();
        });
        paths.take(
                POST,
                PATH + "/plan",
                ReplayRequest.class,
                (context, request) -> asked(() -> hub.replays().plan(choice(request))));
        paths.take(POST, PATH, ReplayRequest.class, (context, request) -> asked(() -> begin(hub, request)));
        paths.take(
                POST,
                PATH + "/:number/cancel",
                NothingAsked.class,
                (context, request) -> hub.replays().cancel(number(context.pathParam("number"))));
    }

    private static Object begin(Hub hub, ReplayRequest request) {
        return hub.replays()
                .start(
                        choice(request),
                        Objects.requireNonNullElse(request.perSecond(), USUAL_PER_SECOND),
                        Objects.requireNonNullElse(request.by(), "somebody"),
                        Optional.ofNullable(request.why()));
    }

    private static ReplayChoice choice(ReplayRequest request) {
        return new ReplayChoice(
                Optional.ofNullable(request.id()), request.filter(), Boolean.TRUE.equals(request.asKept()));
    }

    private static int number(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw new NoSuchElementException("There is no replay `%s`.".formatted(text));
        }
        return Integer.parseInt(text);
    }

    private static Object asked(Supplier<Object> question) {
        try {
            return question.get();
        } catch (TrailUnavailableException e) {
            return new Refusal(503, String.valueOf(e.getMessage()));
        }
    }
}
