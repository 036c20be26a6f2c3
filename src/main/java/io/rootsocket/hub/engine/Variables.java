package io.rootsocket.hub.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** Environment variables, read with errors that name the variable. An empty variable counts as not set. */
final class Variables {

    private static final Pattern HOST = Pattern.compile("([a-z0-9_-]+(\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+])(:\\d{1,5})?");

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

    /** Names or addresses of hosts, each perhaps with a port, separated by commas. */
    List<String> hosts(String name) {
        List<String> hosts = text(name).stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (hosts.stream().allMatch(HOST.asMatchPredicate())) {
            return hosts;
        }
        throw notA("a list of host names such as `hub.example.com,hub:9090`", name, null);
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

    /** A whole number above 0 that need not be set. */
    OptionalInt positive(String name) {
        return text(name).isPresent()
                ? OptionalInt.of((int) Math.min(positive(name, 1), Integer.MAX_VALUE))
                : OptionalInt.empty();
    }

    /** One of an enum's values, in lower case. */
    <E extends Enum<E>> E oneOf(String name, Class<E> values, E byDefault) {
        String expected = Stream.of(values.getEnumConstants())
                .map(value -> "`" + value.name().toLowerCase(Locale.ROOT) + "`")
                .collect(Collectors.joining(" or "));
        return parsed(name, value -> Enum.valueOf(values, value.toUpperCase(Locale.ROOT)), expected)
                .orElse(byDefault);
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
