package io.rootsocket.hub.sandbox;

import java.time.Clock;

/**
 * How a sandbox is set up: where it listens, and what an application's settings page would say.
 *
 * @param host the address to listen on; beyond loopback anybody who reaches it can read and send
 * @param port the port to listen on, 0 for any free one
 * @param key what requests must carry as {@code Authorization}
 * @param clock what tells the age of tokens, faults and messages
 * @param channelSubscription whether clients may subscribe
 * @param channelAuthorization whether a subscription needs a channel token
 * @param clientSend whether clients may send to the channels they are subscribed to
 * @param historyPerChannel how many messages of each channel are kept
 */
public record SandboxSettings(
        String host,
        int port,
        String key,
        Clock clock,
        boolean channelSubscription,
        boolean channelAuthorization,
        boolean clientSend,
        int historyPerChannel) {

    /** The key of a sandbox that nobody gave one. It is no secret, and no word that a mask would also hide elsewhere. */
    public static final String DEFAULT_KEY = "sandbox-key";

    /** The port that RootSocket's own examples use for local development. */
    public static final int DEFAULT_PORT = 8001;

    /**
     * @throws IllegalArgumentException if a value is empty or out of range
     */
    public SandboxSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("The sandbox's host is empty. Use 127.0.0.1, or 0.0.0.0 for all.");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The sandbox's port is %d. Use 1 to 65535, or 0.".formatted(port));
        }
        if (key.isBlank()) {
            throw new IllegalArgumentException("The sandbox's key is empty. `%s` will do.".formatted(DEFAULT_KEY));
        }
        if (historyPerChannel < 1) {
            throw new IllegalArgumentException("The sandbox must keep at least 1 message of each channel.");
        }
    }

    /**
     * On 127.0.0.1:8001 with the key {@value #DEFAULT_KEY}, 100 messages of each channel, and all that an application can
     * allow: clients may subscribe, with a channel token as is RootSocket's default, and send.
     */
    public static SandboxSettings defaults() {
        return new SandboxSettings("127.0.0.1", DEFAULT_PORT, DEFAULT_KEY, Clock.systemUTC(), true, true, true, 100);
    }

    public SandboxSettings withHost(String host) {
        return new SandboxSettings(
                host, port, key, clock, channelSubscription, channelAuthorization, clientSend, historyPerChannel);
    }

    public SandboxSettings withPort(int port) {
        return new SandboxSettings(
                host, port, key, clock, channelSubscription, channelAuthorization, clientSend, historyPerChannel);
    }

    public SandboxSettings withKey(String key) {
        return new SandboxSettings(
                host, port, key, clock, channelSubscription, channelAuthorization, clientSend, historyPerChannel);
    }

    public SandboxSettings withClock(Clock clock) {
        return new SandboxSettings(
                host, port, key, clock, channelSubscription, channelAuthorization, clientSend, historyPerChannel);
    }

    public SandboxSettings withChannelSubscription(boolean channelSubscription) {
        return new SandboxSettings(
                host, port, key, clock, channelSubscription, channelAuthorization, clientSend, historyPerChannel);
    }

    public SandboxSettings withChannelAuthorization(boolean channelAuthorization) {
        return new SandboxSettings(
                host, port, key, clock, channelSubscription, channelAuthorization, clientSend, historyPerChannel);
    }

    public SandboxSettings withClientSend(boolean clientSend) {
        return new SandboxSettings(
                host, port, key, clock, channelSubscription, channelAuthorization, clientSend, historyPerChannel);
    }

    boolean loopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    /** Everything but the key, which may be a real one. */
    @Override
    public String toString() {
        return ("SandboxSettings[host=%s, port=%d, key=%s, channelSubscription=%s, "
                        + "channelAuthorization=%s, clientSend=%s, historyPerChannel=%d]")
                .formatted(
                        host,
                        port,
                        key.equals(DEFAULT_KEY) ? key : "xxxxxx",
                        channelSubscription,
                        channelAuthorization,
                        clientSend,
                        historyPerChannel);
    }
}
