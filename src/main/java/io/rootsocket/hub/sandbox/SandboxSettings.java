package io.rootsocket.hub.sandbox;

import java.time.Clock;

/**
 * What is decided before a sandbox starts.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 is any free one
 * @param key what requests must carry as {@code Authorization}
 * @param clock the time that tokens live by
 * @param channelAuthorization whether a subscription needs a channel token, as is RootSocket's default
 * @param clientSend whether clients may send to the channels that they are subscribed to
 */
public record SandboxSettings(
        String host, int port, String key, Clock clock, boolean channelAuthorization, boolean clientSend) {

    /** The key of a sandbox that was given none. It opens nothing but a sandbox. */
    public static final String DEFAULT_KEY = "sandbox";

    /** Loopback, port 8001, {@link #DEFAULT_KEY}, the system's clock, with channel authorization and client sends. */
    public static SandboxSettings defaults() {
        return new SandboxSettings("127.0.0.1", 8001, DEFAULT_KEY, Clock.systemUTC(), true, true);
    }

    public SandboxSettings withHost(String newHost) {
        return new SandboxSettings(newHost, port, key, clock, channelAuthorization, clientSend);
    }

    public SandboxSettings withPort(int newPort) {
        return new SandboxSettings(host, newPort, key, clock, channelAuthorization, clientSend);
    }

    public SandboxSettings withKey(String newKey) {
        return new SandboxSettings(host, port, newKey, clock, channelAuthorization, clientSend);
    }

    public SandboxSettings withClock(Clock newClock) {
        return new SandboxSettings(host, port, key, newClock, channelAuthorization, clientSend);
    }

    public SandboxSettings withChannelAuthorization(boolean newChannelAuthorization) {
        return new SandboxSettings(host, port, key, clock, newChannelAuthorization, clientSend);
    }
}
