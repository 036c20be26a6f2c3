package io.rootsocket.hub.firewall;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The address of an endpoint, in the parts that a step can have written. */
record AddressParts(String path, List<String> options) {

    AddressParts {
        options = List.copyOf(options);
    }

    static AddressParts of(String address) {
        int query = address.indexOf('?');
        return query < 0
                ? new AddressParts(address, List.of())
                : new AddressParts(
                        address.substring(0, query),
                        List.of(address.substring(query + 1).split("&", -1)));
    }

    /** What these parts say and those of another address do not, however either escapes it. */
    AddressParts without(AddressParts written) {
        Set<String> known = written.options.stream().map(AddressParts::plain).collect(Collectors.toUnmodifiableSet());
        return new AddressParts(
                plainPath(path).equals(plainPath(written.path)) ? "" : path,
                options.stream()
                        .filter(option -> !known.contains(plain(option)))
                        .toList());
    }

    /** Camel writes {@code jms://queue:a} for {@code jms:queue:a}. */
    private static String plainPath(String path) {
        return plain(path).replaceFirst(":/+", ":");
    }

    private static String plain(String part) {
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part;
        }
    }

    @Override
    public String toString() {
        return Stream.concat(Stream.of(path), options.stream()).collect(Collectors.joining("&"));
    }
}
