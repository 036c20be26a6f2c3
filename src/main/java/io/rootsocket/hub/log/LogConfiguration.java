package io.rootsocket.hub.log;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.Filter.Result;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.appender.ConsoleAppender.Target;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.filter.BurstFilter;
import org.apache.logging.log4j.core.filter.RegexFilter;
import org.apache.logging.log4j.core.filter.ThreadContextMapFilter;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.core.util.KeyValuePair;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;
import org.apache.logging.log4j.util.PropertiesUtil;
import org.jspecify.annotations.Nullable;

/**
 * What is logged, and how: text for a terminal, or one JSON object per line. It is told by the system properties {@code
 * hub.log} ({@code text}, {@code traces}, {@code json}), {@code hub.log.level} and {@code hub.log.root}, at its beginning.
 *
 * <p>It is written out here, as the same in a file of Log4j's would take a command a third of its time to read.
 */
public final class LogConfiguration extends AbstractConfiguration {

    /** Who speaks, in an operator's words instead of Java's: the part of the hub, the route by its id, or a library. */
    private static final String NAMES = renamed(
            renamed(
                    renamed(
                            renamed(
                                    renamed("%c", ofHub("failure|reload|intake|validate|routes"), "routes"),
                                    ofHub("outbox|deadletters|component"),
                                    "delivery"),
                            ofHub("cli|settings"),
                            "hub"),
                    "^org\\.apache\\.activemq\\b.*",
                    "broker"),
            "^org\\.apache\\.(camel)\\b.*|^io\\.rootsocket\\.hub\\.([a-z]+)\\b.*|^.*\\.",
            "$1$2");

    private static final String BEGINNING = "%d{HH:mm:ss.SSS} %-5p " + NAMES + " ";

    /**
     * One line for each event, whatever strangers have put into it: nothing in it ends the line or steers a terminal. The set
     * is that of {@code io.rootsocket.hub.text.Printable}.
     */
    private static final String STEERING = "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]";

    private static final String TEXT = BEGINNING + "%replace{%m%notEmpty{ %throwable{1}}}{" + STEERING + "+}{ }%n";

    /** The same with stack traces. */
    private static final String TRACES = BEGINNING + "%replace{%m}{" + STEERING + "+}{ }%n%replace{%throwable}{["
            + STEERING + "&&[^\\r\\n\\t]]+}{ }";

    /** Once a minute. */
    private static final float SELDOM = 0.0167f;

    private final @Nullable String rootLevel = System.getProperty("hub.log.root");

    LogConfiguration(@Nullable LoggerContext context) {
        super(context, ConfigurationSource.NULL_SOURCE);
        setName("hub");
        // What stops the hub is a shutdown hook too; what it says and gives up must still be logged.
        isShutdownHookEnabled = false;
    }

    /**
     * Begins to log like this, if nothing of this process has logged yet. Log4j would do that by itself for the first logger,
     * but only after it has loaded what reads files of each format. Safe twice.
     */
    public static void begin() {
        // Who names a file in JAVA_OPTS is left alone.
        if (PropertiesUtil.getProperties().getStringProperty(ConfigurationFactory.CONFIGURATION_FILE_PROPERTY)
                == null) {
            Configurator.initialize(new LogConfiguration(null));
        }
    }

    @Override
    protected void doConfigure() {
        String format = System.getProperty("hub.log", "text");
        boolean json = format.equals("json");
        addAppender(console(format, Target.SYSTEM_ERR, json ? json() : text(format), rehearsed()));
        LoggerConfig root = getRootLogger();
        // A command that speaks for itself sets it to error.
        root.setLevel(Level.toLevel(rootLevel, Level.INFO));
        // The broker would warn of each repeat that it drops, with the key, which may be the payload. The ledger says
        // so
        // of a schedule. Here, as a logger takes one filter and the broker's has one.
        root.addAppender(getAppender(format), null, without("(?s)AMQ222059.*"));
        // Among the others, for who goes through all of them.
        addLogger(LogManager.ROOT_LOGGER_NAME, root);
        if (json) {
            printed();
        }
        logger("io.rootsocket.hub", Level.toLevel(System.getProperty("hub.log.level"), Level.INFO));
        ofLibraries();
        ofBroker();
        ofDatabase();
    }

    /** {@code io.rootsocket.hub.cli.PrintedLines} makes events of what is printed; they go where it would have gone. */
    private void printed() {
        Appender printed = console("printed", Target.SYSTEM_OUT, json(), null);
        addAppender(printed);
        LoggerConfig logger = new LoggerConfig("stdout", Level.INFO, false);
        logger.addAppender(printed, null, null);
        addLogger("stdout", logger);
    }

    private void ofLibraries() {
        // What a route says with `log` is under its own id. Of what libraries say, only what is wrong is of use.
        logger("org", ofOthers());
        logger("com", ofOthers());
        logger("io", ofOthers());
        // It would log each mistake of a stranger with its stack trace. What is an error of ours, our own handlers log:
        // FailedRequest at the hub's doors, SandboxServer in the sandbox.
        logger("io.vertx.ext.web.RoutingContext", Level.OFF);
        // Without open files that are free, each connection that cannot be taken would be a line, for each second in
        // which
        // somebody wants one; and a route that is slow would be a stack trace of Vert.x' each second until it is done.
        logger("io.netty.channel.DefaultChannelPipeline", Level.WARN).addFilter(atMost(SELDOM, 1));
        logger("io.vertx.core.impl.BlockedThreadChecker", Level.WARN).addFilter(atMost(SELDOM, 1));
        // It names what is no XML at ERROR, before the route fails and says so.
        logger("org.apache.camel.converter.jaxp.XmlConverter", Level.OFF);
        // It tells of each file that failed that it is moved, in names of Java; that it failed is said already.
        logger("org.apache.camel.component.file.GenericFileOnCompletion", Level.ERROR);
        // They name what failed in a handler of failures, and what an aggregation has let go, in several lines; both
        // are given
        // up in one line of their own.
        logger("org.apache.camel.processor.FatalFallbackErrorHandler", Level.OFF);
        logger("org.apache.camel.processor.aggregate.AggregateProcessor", Level.ERROR);
        // Camel names one meter with two sets of tags; the second is left out, which nobody needs to hear about.
        logger("io.micrometer.prometheusmetrics", Level.ERROR);
        // Camel's YAML schema has keywords of its own, which the validator would name each time.
        logger("com.networknt.schema", Level.ERROR);
        // It advises a longer way of writing routes, once for each file that it loads. Both ways mean the same.
        logger("org.apache.camel.dsl.yaml.common.YamlDeserializerBase", Level.ERROR);
        // It does not know that a Pipe has no configurations. What is no file of routes is said by the hub.
        logger("org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader", Level.ERROR);
    }

    private void ofBroker() {
        // Artemis audits each act on these.
        logger("org.apache.activemq.audit", Level.OFF);
        // It logs each message that it refuses while the disk is too full: thousands a second. Their senders hear it,
        // and
        // health says it.
        logger("org.apache.activemq.artemis.core.server", ofOthers()).addFilter(atMost(1, 20));
    }

    /** Quartz logs under the name of the hub's store, and Flyway and Hikari tell of each step. */
    private void ofDatabase() {
        // While the database is away, it would write several stack traces a second.
        // io.rootsocket.hub.schedule.NodeUpkeep says
        // that it is away, and QuartzErrors logs what has another cause.
        logger("io.rootsocket.hub.schedule.store.LedgerJobStore", Level.WARN)
                .addFilter(without("(?s)(ClusterManager: Error managing cluster|Couldn't rollback jdbc connection).*"));
        logger("org.quartz.impl.jdbcjobstore", Level.OFF);
        logger("org.quartz.core.ErrorLogger", Level.OFF);
        logger("com.zaxxer.hikari", Level.ERROR);
        logger("io.rootsocket.hub.intake.SharedFiles$FileLocks", Level.OFF);
    }

    private Level ofOthers() {
        return Level.toLevel(rootLevel, Level.WARN);
    }

    private LoggerConfig logger(String name, Level level) {
        LoggerConfig logger = new LoggerConfig(name, level, true);
        addLogger(name, logger);
        return logger;
    }

    private Layout<?> text(String format) {
        return PatternLayout.newBuilder()
                .setConfiguration(this)
                .setPattern(format.equals("traces") ? TRACES : TEXT)
                .setAlwaysWriteExceptions(false)
                .build();
    }

    private Layout<?> json() {
        return JsonTemplateLayout.newBuilder()
                .setConfiguration(this)
                .setEventTemplateUri("classpath:EcsLayout.json")
                .build();
    }

    private Appender console(String name, Target target, Layout<?> layout, @Nullable Filter filter) {
        Appender console = ConsoleAppender.newBuilder()
                .setConfiguration(this)
                .setName(name)
                .setTarget(target)
                .setLayout(layout)
                .setFilter(filter)
                .build();
        console.start();
        return console;
    }

    /** What {@code io.rootsocket.hub.routetest.RecordedRun} tries has not happened, so no log may say that it has. */
    private static Filter rehearsed() {
        var tried = new KeyValuePair[] {new KeyValuePair("hub.rehearsed", "true")};
        return ThreadContextMapFilter.createFilter(tried, null, Result.DENY, Result.NEUTRAL);
    }

    private static Filter without(String events) {
        try {
            return RegexFilter.createFilter(events, null, false, Result.DENY, Result.NEUTRAL);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Filter atMost(float perSecond, long atOnce) {
        return BurstFilter.newBuilder()
                .setLevel(Level.ERROR)
                .setRate(perSecond)
                .setMaxBurst(atOnce)
                .build();
    }

    private static String ofHub(String parts) {
        return "^io\\.rootsocket\\.hub\\.(" + parts + ")\\b.*";
    }

    private static String renamed(String name, String pattern, String word) {
        return "%replace{" + name + "}{" + pattern + "}{" + word + "}";
    }
}
