package io.rootsocket.hub.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** Environment variables, read with errors that name the variable. An empty variable counts as not set. */
final class Variables {

    private final Map<String, String> environment;

    Variables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    Path path(String name, String byDefault) {
        return parsed(name, Path::of, "a path").orElseGet(() -> Path.of(byDefault));
    }

    int port(String name, int byDefault) {
        int port = parsed(name, Integer::valueOf, "a port number").orElse(byDefault);
        if (port < 1 || port > 65_535) {
            throw notA("a port number from 1 to 65535", name, null);
        }
        return port;
    }

    long positive(String name, long byDefault) {
        long value = parsed(name, Long::valueOf, "a whole number").orElse(byDefault);
        if (value < 1) {
            throw notA("a whole number above 0", name, null);
        }
        return value;
    }

    Duration duration(String name, Duration byDefault) {
        return parsed(name, value -> Duration.ofMillis(TimeUtils.toMilliSeconds(value)), "a time such as `30s` or `2m`")
                .orElse(byDefault);
    }

    private <T> Optional<T> parsed(String name, Function<String, T> parser, String what) {
        try {
            return text(name).map(parser);
        } catch (IllegalArgumentException e) {
            throw notA(what, name, e);
        }
    }

    private HubConfigurationException notA(String what, String name, @Nullable Exception cause) {
        String message = "%s=%s is not %s.".formatted(name, text(name).orElse(""), what);
        return cause == null ? new HubConfigurationException(message) : new HubConfigurationException(message, cause);
    }
}
