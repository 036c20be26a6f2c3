package io.rootsocket.hub.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many connections this process can bear, by its open files and its memory. */
public final class ConnectionBudget {

    private static final long MAX_CONNECTIONS = 10_000;
    private static final long MIN_CONNECTIONS = 16;

    private ConnectionBudget() {}

    /**
     * For a door that strangers reach: the other half of the files that may still be opened is for the other door, the
     * broker, the routes' files and their own connections. The bodies of all together fit into half of the memory.
     *
     * @param bodyLimit the largest body, in bytes
     */
    public static int forStrangers(long bodyLimit) {
        long bodies = Runtime.getRuntime().maxMemory() / 2 / bodyLimit;
        return (int) Math.max(MIN_CONNECTIONS, Math.min(MAX_CONNECTIONS, Math.min(freeFiles() / 2, bodies)));
    }

    private static long freeFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount()
                : MAX_CONNECTIONS;
    }
}
