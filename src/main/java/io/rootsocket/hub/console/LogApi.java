package io.rootsocket.hub.console;

import static io.vertx.core.http.HttpMethod.POST;

import io.rootsocket.hub.console.api.ActRequest;
import io.rootsocket.hub.console.api.LogLevelRequest;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.log.LogLevel;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;

/** How much the hub logs: {@code GET /api/log}, and {@code POST /api/log} with a {@link LogLevelRequest}. */
final class LogApi implements AdminApi {

    private static final String PATH = "/api/log";
    private static final Pattern TIME = Pattern.compile("(?=\\d)(\\d{1,3}d)?(\\d{1,4}h)?(\\d{1,6}m)?(\\d{1,6}s)?");

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
                        Optional.ofNullable(request.level()),
                        Optional.ofNullable(request.lasting()).map(LogApi::duration),
                        ActRequest.recorded(request.by(), request.why()));
    }

    private static Duration duration(String text) {
        if (!TIME.matcher(text).matches()) {
            throw new IllegalArgumentException("`%s` is not a duration. It should look like 10m.".formatted(text));
        }
        return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
    }
}
