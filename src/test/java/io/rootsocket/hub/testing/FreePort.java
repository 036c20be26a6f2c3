package io.rootsocket.hub.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports that nobody listens on. Not from the range out of which the system gives ports to connections: one of these could
 * take the port before a hub that is still starting does.
 */
public final class FreePort {

    /** Six forks share those from 10,000 to where the system's own begin, 32,768. */
    private static final int COUNT = 3_700;

    /** Each fork of the build has a range of its own: nobody listens yet on what another fork has just been given. */
    private static final int FIRST = 10_000 + COUNT * (Integer.getInteger("test.fork", 1) - 1);

    private static final AtomicInteger TURN =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePort() {}

    /** Another one each time. */
    public static int next() {
        int port = candidate();
        while (!isFree(port)) {
            port = candidate();
        }
        return port;
    }

    private static int candidate() {
        return FIRST + TURN.getAndIncrement() % COUNT;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
