package io.rootsocket.hub.console;

import static io.vertx.core.http.HttpMethod.POST;

import io.rootsocket.hub.console.api.ActRequest;
import io.rootsocket.hub.console.api.LogLevelRequest;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.log.LogLevel;
import io.rootsocket.hub.reload.RouteView;
import io.rootsocket.hub.text.DurationText;
import java.time.Duration;
import java.util.Optional;

/** How much the hub logs: {@code GET /api/log}, and {@code POST /api/log} with a {@link LogLevelRequest}. */
final class LogApi implements AdminApi {

    private static final String PATH = "/api/log";

    @Override
    public void mount(AdminPaths paths, Hub hub) {
        paths.show(PATH, context -> {
            Query.of(context);
            return hub.log().levels();
        });
        paths.take(POST, PATH, LogLevelRequest.class, (context, request) -> set(hub, request));
    }

    private static LogLevel set(Hub hub, LogLevelRequest request) {
        return hub.log()
                .set(
                        request.logger(),
                        hub.reload().routes().stream().map(RouteView::route).toList(),
                        Optional.ofNullable(request.level()),
                        Optional.ofNullable(request.lasting()).map(LogApi::duration),
                        ActRequest.recorded(request.by(), request.why()));
    }

    private static Duration duration(String text) {
        return DurationText.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "`%s` is not a duration. It should look like 10m.".formatted(text)));
    }
}
