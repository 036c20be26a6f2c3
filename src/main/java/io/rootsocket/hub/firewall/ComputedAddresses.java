package io.rootsocket.hub.firewall;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint may not be that is made for a message, by {@code toD}, {@code recipientList} and their like: Camel reads
 * all of its address again, whoever has written it. What a route has written in the step that computes the address is the
 * route's own. Safe for threads.
 */
public final class ComputedAddresses {

    /** Endpoints that run what they are given, or steer the hub: a route names them, or they are not called. */
    private static final Set<String> OBEDIENT = Set.of(
            "bean",
            "chunk",
            "class",
            "controlbus",
            "cql",
            "docker",
            "exec",
            "freemarker",
            "jdbc",
            "jolt",
            "jslt",
            "jsonata",
            "jte",
            "language",
            "mustache",
            "mvel",
            "ref",
            "spring-jdbc",
            "sql",
            "sql-stored",
            "ssh",
            "string-template",
            "thymeleaf",
            "velocity",
            "xquery",
            "xslt",
            "xslt-saxon");

    /** What the hub itself puts in the place of a setting; nobody can guess such a name. */
    private static final Pattern OWN =
            Pattern.compile("RAW\\(\\$simple\\{properties:odd\\.[0-9a-f]{32}}\\)|#property:odd\\.[0-9a-f]{32}");

    /** What Camel evaluates in the text of an address. */
    private static final List<String> SYNTAX = List.of("{{", "${", "$simple{");

    /** What makes an object out of the value of an option, or fetches one. */
    private static final Pattern OBJECT =
            Pattern.compile("#(class|type|bean|property|valueAs|autowired)[^&?]*", Pattern.CASE_INSENSITIVE);

    private static final Pattern ESCAPE = Pattern.compile("%([0-7][0-9A-Fa-f])");
    private static final Pattern UNSEEN = Pattern.compile("[\\s\\p{Cc}\\p{Cf}]+");

    /** Camel decodes an address once, a component may once more; there is no meaning in so many. */
    private static final int MAX_ENCODINGS = 8;

    private final ThreadLocal<@Nullable String> step = new ThreadLocal<>();
    private final Set<String> onAnyThread = ConcurrentHashMap.newKeySet();

    /** Whether endpoints of an address with this scheme are made only where a step names the scheme. */
    public static boolean isObedient(String address) {
        return OBEDIENT.contains(scheme(address));
    }

    /**
     * Notes what a route has written in a step that makes the endpoint on whichever thread goes on with a message, as
     * {@code wireTap} does and the later hops of a slip.
     */
    public void note(String text) {
        onAnyThread.add(text);
    }

    /** Runs a step that computes an address, on this thread; what the route has written in the step may be in it. */
    public <T> T within(String text, Supplier<T> running) {
        String outer = step.get();
        step.set(text);
        try {
            return running.get();
        } finally {
            if (outer == null) {
                step.remove();
            } else {
                step.set(outer);
            }
        }
    }

    /**
     * Looks at an address before an endpoint is made of it.
     *
     * @throws UnusableInstructionException if it holds what only a route may say
     */
    public void check(String address) {
        String scheme = scheme(address);
        if (OBEDIENT.contains(scheme) && !isWritten(scheme + ":")) {
            throw new UnusableAddressException(
                    ("A message has chosen `%s:`, which runs what it is given, and which the step does not name. Nothing was sent."
                                    + " Write `%s:` into the step that is to call it.")
                            .formatted(scheme, scheme));
        }
        String text = withoutWhatIsWritten(OWN.matcher(address).replaceAll(""));
        for (int decoded = 0; decoded < MAX_ENCODINGS; decoded++) {
            requirePlain(UNSEEN.matcher(text).replaceAll(""));
            if (Ownership.isMail(scheme) && !HeaderLine.isLine(text)) {
                throw UnusableInstructionException.lines("The address of the mail that was computed for this message");
            }
            String next = ESCAPE.matcher(text).replaceAll(ComputedAddresses::decoded);
            if (next.equals(text)) {
                return;
            }
            text = next;
        }
        throw new UnusableAddressException(
                "The address that was computed for this message is percent-encoded again and again. Nothing was sent.");
    }

    /**
     * Without the path and the options that say just what the step says there. A file's name and a queue are computed by
     * their components: Camel gives these the address with the expressions that the route has written.
     */
    private String withoutWhatIsWritten(String address) {
        if (!address.contains("$") && !address.contains("%24")) {
            return address;
        }
        AddressParts parts = AddressParts.of(address);
        return Stream.concat(Stream.ofNullable(step.get()), onAnyThread.stream())
                .map(AddressParts::of)
                .reduce(parts, AddressParts::without)
                .toString();
    }

    private void requirePlain(String text) {
        for (String syntax : SYNTAX) {
            if (text.contains(syntax)) {
                throw new UnusableAddressException(
                        ("The address that was computed for this message holds `%s`. Camel evaluates that where a file of"
                                        + " routes says it, never in what a message brings. Nothing was sent.")
                                .formatted(syntax));
            }
        }
        Matcher objects = OBJECT.matcher(text);
        while (objects.find()) {
            if (!isWritten(objects.group())) {
                throw new UnusableAddressException(
                        ("The address that was computed for this message holds `#%s`, which makes an object or fetches one, and"
                                        + " which the step does not name so. Nothing was sent.")
                                .formatted(objects.group(1)));
            }
        }
    }

    /**
     * What is wrong with an address of which no endpoint could be made, if a message has chosen what is called; empty if the
     * route has, in the text of its step.
     */
    public static Optional<UnusableInstructionException> unknown(String address, String text) {
        String scheme = scheme(address);
        return text.contains(scheme + ":") || text.contains(address)
                ? Optional.empty()
                : Optional.of(new UnusableAddressException(
                        "The address that was computed for this message names nothing that the hub can call."));
    }

    private boolean isWritten(String part) {
        String ofTheStep = step.get();
        return (ofTheStep != null && ofTheStep.contains(part))
                || onAnyThread.stream().anyMatch(text -> text.contains(part));
    }

    private static String scheme(String address) {
        String before = StringHelper.before(address, ":", address).strip();
        return StringHelper.before(before, "?", before).toLowerCase(Locale.ROOT);
    }

    private static String decoded(MatchResult escape) {
        return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16)));
    }
}
