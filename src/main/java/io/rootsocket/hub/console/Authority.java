package io.rootsocket.hub.console;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Host} header or an {@code Origin} names. Immutable.
 *
 * @param host in lower case and without the dot at its end; an IPv6 address in brackets
 * @param port empty if none is named
 */
record Authority(String host, OptionalInt port) {

    /** A name of the DNS has 253 characters at most. */
    private static final int MAX_LENGTH = 253 + ":65535".length();

    private static final Pattern FORM = Pattern.compile(
            "(?<host>[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]*:[0-9a-f:.]*])\\.?(?::(?<port>\\d{1,5}))?");

    /** Empty if the text is none: user names, spaces, empty labels and other characters are not for a host. */
    static Optional<Authority> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        String port = form.group("port");
        if (port == null) {
            return Optional.of(new Authority(form.group("host"), OptionalInt.empty()));
        }
        int number = Integer.parseInt(port);
        return number < 1 || number > 65_535
                ? Optional.empty()
                : Optional.of(new Authority(form.group("host"), OptionalInt.of(number)));
    }

    /** Whether both name the same door, for who takes {@code byDefault} where no port is named. */
    boolean sameAs(Authority other, int byDefault) {
        return host.equals(other.host) && port.orElse(byDefault) == other.port.orElse(byDefault);
    }
}
