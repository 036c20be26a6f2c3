package io.rootsocket.hub.settings;

import io.rootsocket.hub.text.DurationText;
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
import org.jspecify.annotations.Nullable;

/**
 * The values of the {@link Variable}s in an environment, read with errors that name the variable. An empty variable counts
 * as not set. Immutable.
 */
public final class Variables {

    private static final Pattern HOST = Pattern.compile("([a-z0-9_-]+(\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+])(:\\d{1,5})?");

    private static final Pattern SERVICE_LINK = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Map<String, String> environment;

    /** @param environment usually {@link System#getenv()} */
    public Variables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * What a variable is set to, or its file holds.
     *
     * @throws HubConfigurationException if it names a file that cannot be used
     */
    public Optional<String> text(Variable variable) {
        return variable.isSecret() ? fromFile(variable).or(() -> given(variable)) : given(variable);
    }

    /** All that are set and whose names begin so, which are not the hub's own. */
    public Map<String, String> startingWith(String prefix) {
        return environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(prefix)
                        && !variable.getValue().isBlank())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What may be shown of a variable such as {@code ROOTSOCKET_KEY_FILE}: not what is perhaps the key itself. */
    public static Optional<String> shownFile(String value) {
        return SecretFile.shown(value);
    }

    private Optional<String> given(Variable variable) {
        return Optional.ofNullable(environment.get(variable.name()))
                .map(String::strip)
                .filter(value -> !value.isEmpty() && !isServiceLink(variable, value));
    }

    /**
     * Whether it is an address such as {@code tcp://10.0.0.1:8080}, which Kubernetes sets for a service called {@code hub}
     * where a port is meant. Nobody can have chosen it, as what a pod sets itself wins.
     */
    static boolean isServiceLink(Variable variable, String value) {
        return variable.name().endsWith("_PORT")
                && SERVICE_LINK.matcher(value.strip()).matches();
    }

    private Optional<String> fromFile(Variable variable) {
        Optional<String> secret = SecretFile.secret(environment, variable.name());
        if (secret.filter(value -> value.lines().count() > 1).isPresent()) {
            throw new HubConfigurationException(
                    "The file that %s names has several lines. Put the secret alone into it."
                            .formatted(variable.name() + Variable.FILE));
        }
        return secret;
    }

    /** What a variable is set to, or else its default. */
    public String textOrDefault(Variable variable) {
        return text(variable).or(variable::byDefault).orElseThrow();
    }

    /** Names or addresses of hosts, each perhaps with a port, separated by commas. */
    public List<String> hosts(Variable variable) {
        List<String> hosts = text(variable).stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (hosts.stream().allMatch(HOST.asMatchPredicate())) {
            return hosts;
        }
        throw notA("a list of host names such as `hub.example.com,hub:9090`", variable, null);
    }

    public Path path(Variable variable) {
        return parsed(variable, Path::of, "a path");
    }

    /** A port that can be listened on. */
    public int port(Variable variable) {
        int port = parsed(variable, Integer::valueOf, "a port number");
        if (port < 1 || port > 65_535) {
            throw notA("a port number from 1 to 65535", variable, null);
        }
        return port;
    }

    public long positive(Variable variable) {
        long value = parsed(variable, Long::valueOf, "a whole number");
        if (value < 1) {
            throw notA("a whole number above 0", variable, null);
        }
        return value;
    }

    /** A whole number from 0 to {@value Integer#MAX_VALUE}. */
    public int zeroOrMore(Variable variable) {
        long value = parsed(variable, Long::valueOf, "a whole number");
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw notA("a whole number from 0 on", variable, null);
        }
        return (int) value;
    }

    /** A whole number above 0 that need not be set. */
    public OptionalInt positiveIfSet(Variable variable) {
        return text(variable).isPresent() ? OptionalInt.of(positiveInt(variable)) : OptionalInt.empty();
    }

    public int positiveInt(Variable variable) {
        return (int) Math.min(positive(variable), Integer.MAX_VALUE);
    }

    /** One of an enum's values, in lower case. */
    public <E extends Enum<E>> E oneOf(Variable variable, Class<E> values) {
        String expected = Stream.of(values.getEnumConstants())
                .map(value -> "`" + value.name().toLowerCase(Locale.ROOT) + "`")
                .collect(Collectors.joining(" or "));
        return parsed(variable, value -> Enum.valueOf(values, value.toUpperCase(Locale.ROOT)), expected);
    }

    public Duration duration(Variable variable) {
        return parsed(
                variable,
                text -> DurationText.parse(text.equals("0") ? "0s" : text)
                        .orElseThrow(() -> new IllegalArgumentException("no time")),
                "a time with its unit, such as `30s` or `2m`");
    }

    private <T> T parsed(Variable variable, Function<String, T> parser, String what) {
        try {
            return parser.apply(textOrDefault(variable));
        } catch (IllegalArgumentException e) {
            throw notA(what, variable, e);
        }
    }

    private HubConfigurationException notA(String what, Variable variable, @Nullable Exception cause) {
        String message = "%s=%s is not %s.".formatted(variable, text(variable).orElse(""), what);
        return cause == null ? new HubConfigurationException(message) : new HubConfigurationException(message, cause);
    }
}
