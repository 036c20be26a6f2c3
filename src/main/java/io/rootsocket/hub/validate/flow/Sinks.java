package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.finding.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What obeys: the one table of endpoints that take instructions from a message. */
final class Sinks {

    private static final Predicate<Call> NEVER = call -> false;
    private static final Predicate<Call> ALWAYS = call -> true;

    /** Programs that run what they read. */
    private static final Set<String> INTERPRETERS = Set.of(
            "sh",
            "bash",
            "dash",
            "zsh",
            "ksh",
            "python",
            "python3",
            "perl",
            "ruby",
            "node",
            "php",
            "cmd",
            "powershell",
            "pwsh");

    private static final List<Sink> ALL = List.of(
            new Sink(
                    Rule.TAINTED_CHANNEL,
                    Set.of("rootsocket"),
                    List.of(),
                    List.of(),
                    NEVER,
                    NEVER,
                    "part of this URI: it picks the channel, and tries to add options with `&`",
                    "Use `to`, and name the channel in the header `CamelRootSocketChannel` with a `setHeader` before it."),
            new Sink(
                    Rule.TAINTED_PROGRAM,
                    Set.of("exec", "ssh", "docker"),
                    List.of("CamelExec*", "CamelSsh*", "CamelDocker*"),
                    List.of(),
                    Sinks::isCommand,
                    ALWAYS,
                    "part of a command line",
                    "Run one fixed program with fixed arguments, and give it the data as the body."),
            new Sink(
                    Rule.TAINTED_SQL,
                    Set.of("sql", "sql-stored", "jdbc", "spring-jdbc", "cql"),
                    List.of("CamelSqlQuery", "CamelSqlTemplate", "CamelSqlStoredTemplate", "CamelCqlQuery"),
                    List.of(),
                    call -> call.scheme().contains("jdbc") || call.isTrue("useMessageBodyForSql"),
                    ALWAYS,
                    "SQL text",
                    "Use `to: sql:…` with a bound parameter, such as `:#${header.id}`."),
            new Sink(
                    Rule.TAINTED_CODE,
                    Set.of("language", "controlbus"),
                    List.of("CamelLanguageScript"),
                    List.of(),
                    Sinks::isScript,
                    ALWAYS,
                    "code that is evaluated",
                    "Write the script into the route, and let it read the value as data."),
            new Sink(
                    Rule.TAINTED_FILE_NAME,
                    Set.of("file", "ftp", "ftps", "sftp", "smb", "scp"),
                    List.of("CamelFileName", "CamelOverruleFileName"),
                    List.of("fileName", "tempFileName", "doneFileName", "moveExisting"),
                    NEVER,
                    NEVER,
                    "a file name",
                    "Make the name here, such as `${exchangeId}.json`, or check the value first with `validate`."),
            new Sink(
                    Rule.TAINTED_HTTP_ADDRESS,
                    Set.of("http", "https", "vertx-http", "netty-http", "rest", "undertow"),
                    List.of("CamelHttpUri", "CamelHttpPath", "CamelHttpQuery", "CamelHttpRawQuery", "CamelRestHttp*"),
                    List.of(),
                    NEVER,
                    NEVER,
                    "part of the address of a request",
                    "Use `to` with a fixed address, or check the value first with `validate`."),
            new Sink(
                    Rule.TAINTED_MAIL,
                    Set.of("smtp", "smtps"),
                    List.of("To", "Cc", "Bcc", "mail.smtp*"),
                    List.of(),
                    NEVER,
                    NEVER,
                    "a recipient or a server of this mail",
                    "Name the recipients in the endpoint, or choose between fixed ones with `choice`."),
            new Sink(
                    Rule.TAINTED_TOPIC,
                    Set.of(
                            "kafka",
                            "jms",
                            "activemq",
                            "activemq6",
                            "amqp",
                            "sjms",
                            "sjms2",
                            "paho-mqtt5",
                            "spring-rabbitmq"),
                    List.of(
                            "CamelKafkaOverrideTopic",
                            "CamelKafkaKey",
                            "CamelKafkaPartition*",
                            "kafka.OVERRIDE_TOPIC",
                            "kafka.KEY",
                            "kafka.PARTITION*",
                            "CamelJmsDestination*",
                            "JMSReplyTo",
                            "JMSDestination",
                            "CamelPahoOverrideTopic",
                            "CamelPaho5OverrideTopic",
                            "CamelSpringRabbitmq*Override*",
                            "CamelSpringRabbitmq.*Override.*"),
                    List.of(),
                    NEVER,
                    NEVER,
                    "a topic, a queue or a key",
                    "Name the destination in the endpoint, or choose between fixed ones with `choice`."),
            new Sink(
                    Rule.TAINTED_TEMPLATE,
                    Set.of(
                            "freemarker",
                            "mustache",
                            "velocity",
                            "xslt",
                            "xslt-saxon",
                            "xquery",
                            "thymeleaf",
                            "jte",
                            "string-template",
                            "chunk",
                            "mvel",
                            "jslt",
                            "jolt",
                            "jsonata",
                            "validator",
                            "json-validator"),
                    List.of("(Camel)?\\w+(Template|ResourceUri|Stylesheet)", "CamelJsltString"),
                    List.of(),
                    NEVER,
                    call -> call.isTrue("allowContextMapAll"),
                    "a template or where one is read from",
                    "Name the template in the endpoint, and give it the value as data."),
            new Sink(
                    Rule.TAINTED_BEAN,
                    Set.of("bean", "class"),
                    List.of("CamelBeanMethodName"),
                    List.of(),
                    NEVER,
                    call -> call.scheme().equals("class"),
                    "the name of a bean, a class or a method",
                    "Name it in the route, or choose between fixed ones with `choice`."));

    /** Where an outsider has a say in an endpoint that the table does not know. */
    private static final Sink ANY = new Sink(
            Rule.TAINTED_ENDPOINT,
            Set.of(),
            List.of(),
            List.of(),
            NEVER,
            // Whoever writes the scheme may write `exec:`, or `rootsocket:` with an address of their own.
            call -> SimpleText.isFilledIn(call.scheme()) || call.scheme().isEmpty(),
            "part of the endpoint that is called",
            "Use `to` with fixed endpoints, and `choice` to choose between them.");

    private static final Map<String, Sink> BY_SCHEME = byScheme();

    private Sinks() {}

    static Sink of(Call call) {
        return BY_SCHEME.getOrDefault(call.scheme(), ANY);
    }

    private static Map<String, Sink> byScheme() {
        var all = new HashMap<String, Sink>();
        ALL.forEach(sink -> sink.schemes().forEach(scheme -> all.put(scheme, sink)));
        return Map.copyOf(all);
    }

    private static boolean isCommand(Call call) {
        String program = call.path().replaceFirst(".*[/\\\\]", "").replaceFirst("\\.exe$", "");
        return call.scheme().equals("ssh")
                || (call.scheme().equals("exec")
                        && INTERPRETERS.contains(program)
                        && call.option("args").isEmpty());
    }

    private static boolean isScript(Call call) {
        boolean language = call.scheme().equals("language") && !call.path().contains(":");
        return (language
                        && call.option("script").isEmpty()
                        && call.option("resourceUri").isEmpty())
                || (call.scheme().equals("controlbus") && call.path().startsWith("language"));
    }
}
