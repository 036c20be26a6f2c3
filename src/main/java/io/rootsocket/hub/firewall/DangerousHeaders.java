package io.rootsocket.hub.firewall;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The one table of headers that components take for instructions: where to send, what to run, which file, which template.
 * Names are compared as Camel compares headers, without regard to case in any alphabet: {@code CAMELFILENAME} is
 * {@code CamelFileName}, and so is a name with a dotless i or a long s in it. Values, safe for threads.
 */
public final class DangerousHeaders {

    /** Nobody outside may set them: they are read as instructions wherever they come by. */
    private static final List<String> PREFIXES = List.of(
            "Camel",
            "org.apache.camel",
            // Properties of a mail session: the server, its proxy, its certificates.
            "mail.",
            "kafka.",
            "org.apache.kafka",
            // Where to reply, how urgent, which group.
            "JMS",
            // What a broker obeys: when to deliver, what to drop as a duplicate.
            "_AMQ",
            "AMQ_",
            "RootSocketHub");

    private static final List<String> NAMES = List.of(
            "MustacheTemplate",
            "MustacheResourceUri",
            "ChunkTemplate",
            "ChunkResourceUri",
            "Long-Running-Action",
            "breadcrumbId",
            // The properties of the outbox's messages.
            "HubId",
            "HubExchangeId",
            "HubNumber",
            "HubTraceparent",
            "HubAccount",
            "HubChannel",
            "HubRoute",
            "HubSource",
            "HubSourceId",
            "HubAcceptedAt",
            "HubExpiresAt",
            "HubPriority",
            "HubHoldIfAmbiguous",
            "HubKind",
            "HubStatus",
            "HubDetail",
            "HubReason",
            "HubFailures",
            "HubFailedAt",
            "HubAttempts",
            "HubEncoding",
            "HubPart");

    /** Words of everyday use that only mail obeys: a route may read them, and {@code smtp:} does not see them. */
    private static final List<String> MAIL = List.of(
            "To",
            "Cc",
            "Bcc",
            "From",
            "Sender",
            "Reply-To",
            "Subject",
            "Return-Path",
            "Errors-To",
            "Disposition-Notification-To",
            "contentType");

    private static final List<String> MAIL_PREFIXES = List.of("Resent-");

    /** They say what a body is, which is for its sender to know. */
    private static final List<String> DESCRIPTIONS =
            List.of("Content-Type", "Content-Encoding", "Content-Language", "Accept");

    /** What a way in sets itself, by the scheme; anything else in the table is somebody else's. */
    private static final Map<String, Own> OWN = Map.ofEntries(
            Map.entry(
                    "platform-http",
                    new Own(
                            List.of("CamelHttp", "CamelAuthentication", "CamelVertxPlatformHttp"),
                            List.of(
                                    "CamelAttachmentsSize",
                                    "CamelFileLength",
                                    "CamelFilePath",
                                    "CamelFileContentType"))),
            Map.entry("http", Own.starting("CamelHttp")),
            Map.entry("https", Own.starting("CamelHttp")),
            Map.entry("jms", Own.starting("JMS", "CamelJms", "CamelMessageTimestamp")),
            Map.entry("kafka", Own.starting("CamelKafka", "CamelMessageTimestamp")),
            Map.entry("paho-mqtt5", Own.starting("CamelMqtt")),
            Map.entry("imap", Own.MAIL_READER),
            Map.entry("imaps", Own.MAIL_READER),
            Map.entry("pop3", Own.MAIL_READER),
            Map.entry("pop3s", Own.MAIL_READER),
            Map.entry("smtp", Own.MAIL_READER),
            Map.entry("smtps", Own.MAIL_READER),
            Map.entry("file", Own.FILES),
            Map.entry("ftp", Own.FILES),
            Map.entry("ftps", Own.FILES),
            Map.entry("sftp", Own.FILES),
            Map.entry("exec", Own.starting("CamelExec")),
            Map.entry("sql", Own.starting("CamelSql")),
            Map.entry("sql-stored", Own.starting("CamelSql")));

    /** Components that bring nothing from outside the process. */
    private static final Set<String> INSIDE = Set.of(
            "bean",
            "browse",
            "class",
            "controlbus",
            "cron",
            "dataformat",
            "direct",
            "freemarker",
            "hub",
            "kamelet",
            "language",
            "log",
            "mock",
            "mustache",
            "quartz",
            "ref",
            "rootsocket",
            "schedule",
            "scheduler",
            "seda",
            "stub",
            "timer",
            "validator",
            "xslt",
            "xslt-saxon");

    private DangerousHeaders() {}

    /**
     * Whether some component takes a header of this name for an instruction, so that its value must come from the route
     * and not from outside.
     */
    public static boolean isInstruction(String header) {
        return isNeverTheirs(header) || isInstructionToMail(header);
    }

    /** Whether {@code smtp:} takes a header of this name for an instruction. */
    public static boolean isInstructionToMail(String header) {
        return isOneOf(MAIL, header) || startsWithOneOf(MAIL_PREFIXES, header);
    }

    /**
     * Whether what comes from a component comes from outside, and may be a stranger's.
     *
     * @param scheme the scheme of its endpoints; of one that is not known here, it does
     */
    public static boolean isFromOutside(String scheme) {
        return !INSIDE.contains(scheme.toLowerCase(Locale.ROOT));
    }

    /** Whether nobody outside may set the header, whoever reads it. */
    static boolean isNeverTheirs(String header) {
        return startsWithOneOf(PREFIXES, header) || isOneOf(NAMES, header);
    }

    /** Whether a header only says what the body is. */
    static boolean isDescription(String header) {
        return isOneOf(DESCRIPTIONS, header);
    }

    /** Whether the table knows what the component sets itself. */
    static boolean knows(String scheme) {
        return OWN.containsKey(scheme);
    }

    /** Whether a component that the table knows sets the header itself. */
    static boolean isOwn(String scheme, String header) {
        Own own = OWN.get(scheme);
        return own != null && (startsWithOneOf(own.prefixes(), header) || isOneOf(own.names(), header));
    }

    /** A loop, as this is asked of each header of each message. */
    private static boolean isOneOf(List<String> names, String header) {
        for (String name : names) {
            if (header.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWithOneOf(List<String> prefixes, String header) {
        for (String prefix : prefixes) {
            if (header.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return true;
            }
        }
        return false;
    }

    private record Own(List<String> prefixes, List<String> names) {

        static final Own FILES = starting("CamelFile", "CamelRemoteFile", "CamelFtp", "CamelMessageTimestamp");
        static final Own MAIL_READER = starting("CamelMail", "CamelMessageTimestamp");

        static Own starting(String... prefixes) {
            return new Own(List.of(prefixes), List.of());
        }
    }
}
