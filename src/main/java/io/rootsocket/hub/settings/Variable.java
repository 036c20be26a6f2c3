package io.rootsocket.hub.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every environment variable that the hub and its commands read, in the order of the table in settings.md. {@code HubSettings}
 * says what each is for. A secret may also come from a file, whose name is in the variable with {@value #FILE} after it.
 */
public enum Variable {
    ROOTSOCKET_KEY(null, true),
    ROOTSOCKET_REGION("eu-central-1"),
    ROOTSOCKET_API_URL,
    HUB_ROUTES("routes"),
    HUB_ROUTES_PATTERN("*.{yaml,yml}"),
    HUB_MAX_CHANGE,
    HUB_DATA("data"),
    HUB_DATABASE_URL,
    HUB_DATABASE_USER,
    HUB_DATABASE_PASSWORD(null, true),
    HUB_DATABASE_WAIT("60s"),
    HUB_NODE,
    HUB_TAKEOVER("15s"),
    HUB_LEDGER_KEEP("90d"),
    HUB_TRAIL_BYTES("1000000000"),
    HUB_TRAIL_DAYS("7"),
    HUB_TRAIL_PAYLOAD("16384"),
    HUB_TRAIL_REDACT,
    HUB_HOST("0.0.0.0"),
    HUB_PORT("8080"),
    HUB_BODY_LIMIT("1000000"),
    HUB_REQUEST_TIMEOUT("30s"),
    HUB_IDLE_TIMEOUT("75s"),
    HUB_MAX_CONNECTIONS,
    HUB_WEBHOOK_TIMEOUT("30s"),
    HUB_WEBHOOK_MAX_CALLS("100"),
    HUB_ADMIN_HOST("127.0.0.1"),
    HUB_ADMIN_PORT("9090"),
    HUB_ADMIN_TOKEN(null, true),
    HUB_ADMIN_NAMES,
    HUB_BROKER_URL,
    HUB_BROKER_USER,
    HUB_BROKER_PASSWORD(null, true),
    HUB_BROKER_PORT("61616"),
    HUB_JOURNAL_TIMEOUT,
    HUB_DELIVERY("durable"),
    HUB_OUTBOX_CONCURRENCY("64"),
    HUB_OUTBOX_RATE,
    HUB_OUTBOX_FIRST_RETRY("500ms"),
    HUB_OUTBOX_LONGEST_RETRY("30s"),
    HUB_OUTBOX_MAX_ATTEMPTS,
    HUB_OUTBOX_MAX_MESSAGES("5000000"),
    HUB_OUTBOX_STALE_AFTER("5m"),
    HUB_DEAD_LETTERS_MAX_BYTES("1000000000"),
    HUB_MAX_DISK_USAGE("90"),
    HUB_DEDUPLICATION_WINDOW("20000"),
    HUB_ALARM_REPEAT("4h"),
    HUB_ALARM_CLEAR("2m"),
    HUB_ALARM_FAILURES("3"),
    HUB_ALARM_STUCK("10m"),
    HUB_HEARTBEAT_URL(null, true),
    HUB_HEARTBEAT_EVERY("1m"),
    HUB_SHUTDOWN_DELAY("0s"),
    HUB_SHUTDOWN_TIMEOUT("30s"),
    HUB_SANDBOX_PORT("8001"),
    HUB_LOG("text"),
    HUB_LOG_LEVEL("info");

    /** What stands after the name of a secret in the variable that names its file. */
    public static final String FILE = "_FILE";

    private final @Nullable String byDefault;
    private final boolean secret;

    Variable() {
        this(null);
    }

    Variable(@Nullable String byDefault) {
        this(byDefault, false);
    }

    Variable(@Nullable String byDefault, boolean secret) {
        this.byDefault = byDefault;
        this.secret = secret;
    }

    /** What counts if it is not set; none: the hub then does without, or finds it out. */
    public Optional<String> byDefault() {
        return Optional.ofNullable(byDefault);
    }

    /** Whether its value is shown nowhere, and may come from a file. */
    public boolean isSecret() {
        return secret;
    }

    /** All names, those that name files too. */
    static Set<String> names() {
        var names = new TreeSet<String>();
        Stream.of(values()).forEach(variable -> {
            names.add(variable.name());
            if (variable.secret) {
                names.add(variable.name() + FILE);
            }
        });
        return names;
    }

    /** The variable that sets a route's own setting: {@code ORDERS_QUEUE} for {@code orders.queue}. */
    public static String of(String setting) {
        return setting.strip().replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
