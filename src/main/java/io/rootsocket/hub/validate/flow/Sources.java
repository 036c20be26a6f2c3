package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.validate.flow.Outsider.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is an outsider: the one table of what routes begin with. */
final class Sources {

    /** What these bring is the hub's own, or came from another route. */
    private static final Set<String> OURS = Set.of(
            "timer",
            "scheduler",
            "quartz",
            "cron",
            "schedule",
            "direct",
            "seda",
            "vm",
            "stub",
            "mock",
            "dataset",
            "dataset-test",
            "controlbus",
            "event",
            "sql",
            "jpa",
            "browse",
            "log",
            "master",
            "");

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("platform-http", Kind.WEBHOOK),
            Map.entry("rest", Kind.WEBHOOK),
            Map.entry("servlet", Kind.WEBHOOK),
            Map.entry("jetty", Kind.WEBHOOK),
            Map.entry("undertow", Kind.WEBHOOK),
            Map.entry("netty-http", Kind.WEBHOOK),
            Map.entry("webhook", Kind.WEBHOOK),
            Map.entry("jms", Kind.QUEUE),
            Map.entry("activemq", Kind.QUEUE),
            Map.entry("activemq6", Kind.QUEUE),
            Map.entry("amqp", Kind.QUEUE),
            Map.entry("sjms", Kind.QUEUE),
            Map.entry("sjms2", Kind.QUEUE),
            Map.entry("kafka", Kind.QUEUE),
            Map.entry("paho-mqtt5", Kind.QUEUE),
            Map.entry("spring-rabbitmq", Kind.QUEUE),
            Map.entry("imap", Kind.MAIL),
            Map.entry("imaps", Kind.MAIL),
            Map.entry("pop3", Kind.MAIL),
            Map.entry("pop3s", Kind.MAIL),
            Map.entry("file", Kind.FILE),
            Map.entry("ftp", Kind.REMOTE_FILE),
            Map.entry("ftps", Kind.REMOTE_FILE),
            Map.entry("sftp", Kind.REMOTE_FILE),
            Map.entry("smb", Kind.REMOTE_FILE),
            Map.entry("http", Kind.ANSWER),
            Map.entry("https", Kind.ANSWER),
            Map.entry("vertx-http", Kind.ANSWER));

    /** Those whose method can be restricted, and whose route otherwise runs for every one. */
    static final Set<String> WEBHOOKS = Set.of("platform-http", "servlet", "jetty", "undertow", "netty-http");

    private Sources() {}

    /** @param at where messages come in */
    static Optional<Outsider> origin(Call from, Line at) {
        String scheme = from.scheme();
        if (OURS.contains(scheme) || scheme.contains("{")) {
            return Optional.empty();
        }
        // It answers nobody who asks it, unlike what is in the table.
        Kind kind = scheme.equals("hub") ? Kind.ALARM : KINDS.getOrDefault(scheme, Kind.OTHER);
        return Optional.of(new Outsider(kind, at, who(kind).formatted("`%s`".formatted(from.name()))));
    }

    static Outsider rest(Line at) {
        return new Outsider(Kind.WEBHOOK, at, "a caller of this REST operation");
    }

    /** The answer of a server that a step asks, or what it picks up. */
    static Optional<Outsider> answer(Call asked, Line at) {
        return Optional.ofNullable(KINDS.get(asked.scheme()))
                .filter(kind -> !kind.isWebhook())
                .map(kind -> new Outsider(kind, at, who(kind).formatted("`%s`".formatted(asked.name()))));
    }

    private static String who(Kind kind) {
        return switch (kind) {
            case WEBHOOK, SIGNED_WEBHOOK -> "a caller of %s";
            case QUEUE -> "a sender to %s";
            case MAIL -> "the sender of a mail in %s";
            case FILE, REMOTE_FILE -> "whoever puts a file into %s";
            case ANSWER -> "the server behind %s";
            case ALARM -> "whoever is quoted by %s";
            case OTHER -> "whoever sends to %s";
        };
    }
}
