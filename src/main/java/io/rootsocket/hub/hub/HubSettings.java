package io.rootsocket.hub.hub;

import io.rootsocket.hub.alarm.AlarmRules;
import io.rootsocket.hub.alarm.AlarmSettings;
import io.rootsocket.hub.component.DeliveryMode;
import io.rootsocket.hub.outbox.OutboxSettings;
import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import io.rootsocket.hub.settings.ConnectionLimits;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.settings.ListenAddress;
import io.rootsocket.hub.settings.Variable;
import io.rootsocket.hub.settings.Variables;
import io.rootsocket.hub.trail.TrailSettings;
import io.rootsocket.hub.trail.redaction.RedactedNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that is decided before the hub starts. Immutable.
 *
 * @param routes the folder of route files; {@code HUB_ROUTES}, default {@code routes}
 * @param routesPattern the file names that are route files, as a glob; {@code HUB_ROUTES_PATTERN}, default
 *     {@code *.{yaml,yml}}
 * @param maxChange how many of a hundred of the last inputs may come out differently after a change of the routes; {@code
 *     HUB_MAX_CHANGE}; none: any number
 * @param data the folder of everything the hub keeps; {@code HUB_DATA}, default {@code data}
 * @param rootSocket which RootSocket the hub delivers to
 * @param webhooks where the routes' webhooks listen; {@code HUB_HOST} and {@code HUB_PORT}, default {@code 0.0.0.0}
 *     and 8080
 * @param bodyLimit the largest webhook body in bytes; {@code HUB_BODY_LIMIT}, default 1,000,000
 * @param limits what callers may take of time and connections; {@code HUB_REQUEST_TIMEOUT}, {@code HUB_IDLE_TIMEOUT},
 *     {@code HUB_MAX_CONNECTIONS}, {@code HUB_WEBHOOK_TIMEOUT}, {@code HUB_WEBHOOK_MAX_CALLS}
 * @param admin where health and metrics listen; {@code HUB_ADMIN_HOST} and {@code HUB_ADMIN_PORT}, default
 *     {@code 127.0.0.1} and 9090
 * @param adminToken what an admin request must carry as {@code Authorization: Bearer}; {@code HUB_ADMIN_TOKEN}; required
 *     when {@code admin} is not loopback
 * @param adminNames further names under which the admin door is reached, each with or without a port; {@code
 *     HUB_ADMIN_NAMES}, separated by commas
 * @param broker the JMS broker
 * @param schedules where the schedules are kept
 * @param outbox how waiting messages are delivered; {@code HUB_OUTBOX_CONCURRENCY}, {@code HUB_OUTBOX_FIRST_RETRY},
 *     {@code HUB_OUTBOX_LONGEST_RETRY}, {@code HUB_OUTBOX_MAX_ATTEMPTS}, {@code HUB_OUTBOX_RATE}, {@code
 *     HUB_OUTBOX_MAX_MESSAGES}, {@code HUB_DEAD_LETTERS_MAX_BYTES}, {@code HUB_MAX_DISK_USAGE}, {@code
 *     HUB_DEDUPLICATION_WINDOW}
 * @param trail what is remembered of what goes through; {@code HUB_TRAIL_BYTES}, {@code HUB_TRAIL_DAYS}, {@code
 *     HUB_TRAIL_PAYLOAD}, {@code HUB_TRAIL_REDACT}
 * @param alarms when people hear of what goes wrong; {@code HUB_ALARM_…}, {@code HUB_HEARTBEAT_…}
 * @param telemetry how traces are told to others; {@code OTEL_…}, as OpenTelemetry names it
 * @param delivery what {@code rootsocket:message} does unless it says otherwise; {@code HUB_DELIVERY}, default {@code
 *     durable}
 * @param staleAfter how long a message may wait before the hub's health says so; {@code HUB_OUTBOX_STALE_AFTER}, default
 *     5 minutes
 * @param shutdownDelay how long the hub goes on as before once it is told to stop, and only says that it is not ready; {@code
 *     HUB_SHUTDOWN_DELAY}, default none
 * @param shutdownTimeout how long work in flight may take to finish at a stop; {@code HUB_SHUTDOWN_TIMEOUT}, default 30
 *     s
 * @param logContext whether each log line knows its route and exchange, which costs each message time; so with {@code
 *     HUB_LOG=json}, as the text does not show them
 * @param dryRun whether messages are printed instead of sent
 */
public record HubSettings(
        Path routes,
        String routesPattern,
        OptionalInt maxChange,
        Path data,
        RootSocketSettings rootSocket,
        ListenAddress webhooks,
        long bodyLimit,
        ConnectionLimits limits,
        ListenAddress admin,
        Optional<String> adminToken,
        List<String> adminNames,
        BrokerSettings broker,
        ScheduleSettings schedules,
        OutboxSettings outbox,
        TrailSettings trail,
        AlarmSettings alarms,
        Map<String, String> telemetry,
        DeliveryMode delivery,
        Duration staleAfter,
        Duration shutdownDelay,
        Duration shutdownTimeout,
        boolean logContext,
        boolean dryRun) {

    private static final int MAX_JOURNAL_TIMEOUT = 1_000_000;
    private static final String NO_HEARTBEAT =
            "HUB_HEARTBEAT_URL is not the address of a dead man's switch. It should look like https://hc-ping.com/your-id.";

    /**
     * @throws HubConfigurationException if the admin door is open beyond loopback without a token
     */
    public HubSettings {
        adminNames = List.copyOf(adminNames);
        telemetry = Map.copyOf(telemetry);
        if (!admin.isLoopback() && adminToken.isEmpty()) {
            throw new HubConfigurationException(
                    ("The admin port would listen on %s, which others can reach, without a token. "
                                    + "Set HUB_ADMIN_TOKEN to a secret of your own, or HUB_ADMIN_HOST to 127.0.0.1.")
                            .formatted(admin.host()));
        }
    }

    /**
     * Which RootSocket the hub delivers to.
     *
     * @param key {@code ROOTSOCKET_KEY}
     * @param region {@code ROOTSOCKET_REGION}
     * @param apiUrl {@code ROOTSOCKET_API_URL}; wins over the region
     * @param sandbox whether it is a sandbox that was started for this hub
     */
    public record RootSocketSettings(
            Optional<String> key, Optional<String> region, Optional<String> apiUrl, boolean sandbox) {

        /** Where it is. */
        public String url() {
            return apiUrl.orElseGet(() -> "https://%s.rootsocket.com"
                    .formatted(region.orElse("eu-central-1").toLowerCase(Locale.ROOT)));
        }

        /** Never shows the key. */
        @Override
        public String toString() {
            return "RootSocketSettings[key=%s, region=%s, apiUrl=%s]".formatted(key.map(k -> "xxxxxx"), region, apiUrl);
        }
    }

    /**
     * The JMS broker.
     *
     * @param url an external broker; {@code HUB_BROKER_URL}; none means the embedded one
     * @param user {@code HUB_BROKER_USER}: who the hub is to an external broker, or a client to the embedded one
     * @param password {@code HUB_BROKER_PASSWORD}: the password to that; none, with the embedded broker: one that the hub
     *     makes up and keeps
     * @param port the loopback port on which the embedded broker takes JMS clients; {@code HUB_BROKER_PORT}, default
     *     61616
     * @param journalTimeout how long the embedded broker gathers what it forces to disk together; {@code
     *     HUB_JOURNAL_TIMEOUT}, in microseconds; none: as long as one forced write takes on its disk
     */
    public record BrokerSettings(
            Optional<String> url,
            Optional<String> user,
            Optional<String> password,
            int port,
            Optional<Duration> journalTimeout) {

        /** Never shows the password. */
        @Override
        public String toString() {
            return "BrokerSettings[url=%s, port=%d]".formatted(url, port);
        }
    }

    /**
     * The settings that the environment gives.
     *
     * @param environment usually {@link System#getenv()}
     * @throws HubConfigurationException if a value cannot be read; the message names the variable
     */
    public static HubSettings of(Map<String, String> environment) {
        return of(new Variables(environment));
    }

    /** The same, of variables that are read already. */
    public static HubSettings of(Variables variables) {
        return new HubSettings(
                variables.path(Variable.HUB_ROUTES),
                variables.textOrDefault(Variable.HUB_ROUTES_PATTERN),
                maxChange(variables),
                variables.path(Variable.HUB_DATA),
                new RootSocketSettings(
                        variables.text(Variable.ROOTSOCKET_KEY),
                        variables.text(Variable.ROOTSOCKET_REGION),
                        variables.text(Variable.ROOTSOCKET_API_URL),
                        false),
                new ListenAddress(variables.textOrDefault(Variable.HUB_HOST), variables.port(Variable.HUB_PORT)),
                variables.positive(Variable.HUB_BODY_LIMIT),
                new ConnectionLimits(
                        variables.duration(Variable.HUB_REQUEST_TIMEOUT),
                        variables.duration(Variable.HUB_IDLE_TIMEOUT),
                        variables.positiveIfSet(Variable.HUB_MAX_CONNECTIONS),
                        variables.duration(Variable.HUB_WEBHOOK_TIMEOUT),
                        variables.positiveInt(Variable.HUB_WEBHOOK_MAX_CALLS)),
                new ListenAddress(
                        variables.textOrDefault(Variable.HUB_ADMIN_HOST), variables.port(Variable.HUB_ADMIN_PORT)),
                variables.text(Variable.HUB_ADMIN_TOKEN),
                variables.hosts(Variable.HUB_ADMIN_NAMES),
                new BrokerSettings(
                        variables.text(Variable.HUB_BROKER_URL),
                        variables.text(Variable.HUB_BROKER_USER),
                        variables.text(Variable.HUB_BROKER_PASSWORD),
                        variables.port(Variable.HUB_BROKER_PORT),
                        journalTimeout(variables)),
                schedules(variables),
                outbox(variables),
                trail(variables),
                alarms(variables),
                variables.startingWith("OTEL_"),
                variables.oneOf(Variable.HUB_DELIVERY, DeliveryMode.class),
                variables.duration(Variable.HUB_OUTBOX_STALE_AFTER),
                variables.duration(Variable.HUB_SHUTDOWN_DELAY),
                variables.duration(Variable.HUB_SHUTDOWN_TIMEOUT),
                variables
                        .text(Variable.HUB_LOG)
                        .filter("json"::equalsIgnoreCase)
                        .isPresent(),
                false);
    }

    private static OptionalInt maxChange(Variables variables) {
        Optional<String> percent = variables.text(Variable.HUB_MAX_CHANGE);
        if (percent.isPresent() && !percent.get().matches("100|\\d\\d?")) {
            throw new HubConfigurationException("%s=%s is no percentage. It should be a whole number from 0 to 100."
                    .formatted(Variable.HUB_MAX_CHANGE, percent.get()));
        }
        return percent.isPresent() ? OptionalInt.of(Integer.parseInt(percent.get())) : OptionalInt.empty();
    }

    private static Optional<Duration> journalTimeout(Variables variables) {
        OptionalInt micros = variables.positiveIfSet(Variable.HUB_JOURNAL_TIMEOUT);
        if (micros.isPresent() && micros.getAsInt() > MAX_JOURNAL_TIMEOUT) {
            throw new HubConfigurationException("%s=%d is more than a second: it is in microseconds, at most %d."
                    .formatted(Variable.HUB_JOURNAL_TIMEOUT, micros.getAsInt(), MAX_JOURNAL_TIMEOUT));
        }
        return micros.isPresent() ? Optional.of(Duration.of(micros.getAsInt(), ChronoUnit.MICROS)) : Optional.empty();
    }

    private static ScheduleSettings schedules(Variables variables) {
        try {
            return new ScheduleSettings(
                    variables.text(Variable.HUB_DATABASE_URL),
                    variables.text(Variable.HUB_DATABASE_USER),
                    variables.text(Variable.HUB_DATABASE_PASSWORD),
                    variables.path(Variable.HUB_DATA),
                    variables.duration(Variable.HUB_DATABASE_WAIT),
                    variables.text(Variable.HUB_NODE),
                    variables.duration(Variable.HUB_TAKEOVER),
                    variables.duration(Variable.HUB_LEDGER_KEEP));
        } catch (IllegalArgumentException e) {
            throw new HubConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    private static OutboxSettings outbox(Variables variables) {
        return new OutboxSettings(
                (int) variables.positive(Variable.HUB_OUTBOX_CONCURRENCY),
                variables.duration(Variable.HUB_OUTBOX_FIRST_RETRY),
                variables.duration(Variable.HUB_OUTBOX_LONGEST_RETRY),
                variables.positiveIfSet(Variable.HUB_OUTBOX_MAX_ATTEMPTS),
                variables.positiveIfSet(Variable.HUB_OUTBOX_RATE),
                variables.positive(Variable.HUB_OUTBOX_MAX_MESSAGES),
                variables.positive(Variable.HUB_DEAD_LETTERS_MAX_BYTES),
                (int) variables.positive(Variable.HUB_MAX_DISK_USAGE),
                (int) variables.positive(Variable.HUB_DEDUPLICATION_WINDOW));
    }

    private static TrailSettings trail(Variables variables) {
        try {
            return new TrailSettings(
                    variables.path(Variable.HUB_DATA).resolve("trail"),
                    variables.positive(Variable.HUB_TRAIL_BYTES),
                    Duration.ofDays(variables.zeroOrMore(Variable.HUB_TRAIL_DAYS)),
                    variables.zeroOrMore(Variable.HUB_TRAIL_PAYLOAD),
                    RedactedNames.of(variables.text(Variable.HUB_TRAIL_REDACT).orElse("")));
        } catch (IllegalArgumentException e) {
            throw new HubConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    private static AlarmSettings alarms(Variables variables) {
        Duration heartbeatEvery = variables.duration(Variable.HUB_HEARTBEAT_EVERY);
        if (heartbeatEvery.toSeconds() < 1) {
            throw new HubConfigurationException(
                    "%s must be at least 1s. Set it to what whoever waits for the heartbeat expects."
                            .formatted(Variable.HUB_HEARTBEAT_EVERY));
        }
        return new AlarmSettings(
                new AlarmRules(
                        variables.duration(Variable.HUB_ALARM_REPEAT),
                        variables.duration(Variable.HUB_ALARM_CLEAR),
                        variables.positiveInt(Variable.HUB_ALARM_FAILURES),
                        variables.duration(Variable.HUB_ALARM_STUCK),
                        variables.duration(Variable.HUB_LEDGER_KEEP)),
                variables.text(Variable.HUB_HEARTBEAT_URL).map(HubSettings::heartbeat),
                heartbeatEvery);
    }

    /** Who knows it can send it, so it is not shown. */
    private static URI heartbeat(String text) {
        try {
            URI url = new URI(text.strip());
            boolean isWeb = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (isWeb && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw new HubConfigurationException(NO_HEARTBEAT);
        }
        throw new HubConfigurationException(NO_HEARTBEAT);
    }

    /** Where the parts of an upload lie while it comes in. */
    public Path uploads() {
        return data.resolve("uploads");
    }

    /** These settings with another RootSocket. */
    public HubSettings withRootSocket(RootSocketSettings other) {
        return with(other, dryRun);
    }

    /** These settings, with messages printed instead of sent. */
    public HubSettings withDryRun(boolean newDryRun) {
        return with(rootSocket, newDryRun);
    }

    private HubSettings with(RootSocketSettings otherRootSocket, boolean newDryRun) {
        return new HubSettings(
                routes,
                routesPattern,
                maxChange,
                data,
                otherRootSocket,
                webhooks,
                bodyLimit,
                limits,
                admin,
                adminToken,
                adminNames,
                broker,
                schedules,
                outbox,
                trail,
                alarms,
                telemetry,
                delivery,
                staleAfter,
                shutdownDelay,
                shutdownTimeout,
                logContext,
                newDryRun);
    }

    /** Never shows a secret. */
    @Override
    public String toString() {
        return "HubSettings[routes=%s, data=%s, rootSocket=%s, webhooks=%s, admin=%s, broker=%s, schedules=%s, dryRun=%s]"
                .formatted(routes, data, rootSocket, webhooks, admin, broker, schedules, dryRun);
    }
}
