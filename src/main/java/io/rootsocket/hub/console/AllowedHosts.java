package io.rootsocket.hub.console;

import io.rootsocket.hub.settings.ListenAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names under which a door may be reached. A web page can make a name of its own point here (DNS rebinding), and the
 * browser then takes the hub for that page's site; so what is addressed to any other name is not meant for the hub.
 * Addresses cannot be made to point elsewhere. Never asks the DNS. Safe for threads.
 */
final class AllowedHosts {

    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile("(?:%1$s\\.){3}%1$s".formatted(BYTE));

    private final String bound;
    private final boolean everywhere;
    private final List<Authority> named;

    /**
     * @param named what else it is called, for example by a reverse proxy; a port in it counts for {@code Origin} only
     */
    AllowedHosts(ListenAddress door, List<String> named) {
        this.bound = door.host().contains(":") ? "[%s]".formatted(door.host()) : door.host();
        this.everywhere = door.isEverywhere();
        this.named =
                named.stream().map(Authority::parse).flatMap(Optional::stream).toList();
    }

    /** Whether a request to that host is meant for this door. The port may be another one: a proxy can listen there. */
    boolean isOurs(Authority host) {
        return host.host().equals("localhost")
                || address(host.host()).filter(this::isOurs).isPresent()
                || !everywhere && host.host().equalsIgnoreCase(bound)
                || named.stream().anyMatch(name -> name.host().equals(host.host()));
    }

    private boolean isOurs(InetAddress address) {
        try {
            return address.isLoopbackAddress() || everywhere && NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    /**
     * Whether a page of that origin is one of this door's: it came from where the request goes, or from a name that a
     * proxy has replaced.
     */
    boolean isOurs(String origin, Authority host) {
        boolean secure = origin.startsWith("https://");
        if (!secure && !origin.startsWith("http://")) {
            return false;
        }
        int byDefault = secure ? 443 : 80;
        return Authority.parse(origin.substring(origin.indexOf("//") + 2))
                .filter(from ->
                        from.sameAs(host, byDefault) || named.stream().anyMatch(name -> from.sameAs(name, byDefault)))
                .isPresent();
    }

    private static Optional<InetAddress> address(String host) {
        boolean literal = host.startsWith("[") || IPV4.matcher(host).matches();
        try {
            return literal ? Optional.of(InetAddress.getByName(host)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
