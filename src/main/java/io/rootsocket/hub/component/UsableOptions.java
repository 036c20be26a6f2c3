package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.InvalidChannelNameException;
import io.rootsocket.hub.protocol.Operation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks the options of an endpoint when its route starts, so that a mistake does not wait for the first message. */
final class UsableOptions {

    private UsableOptions() {}

    /** @throws RootSocketConfigurationException if an option cannot be used */
    static void check(Operation operation, RootSocketConfiguration configuration)
            throws RootSocketConfigurationException {
        channel(operation, configuration.getChannel());
        positive(operation, "connectTimeout", configuration.getConnectTimeout());
        positive(operation, "responseTimeout", configuration.getResponseTimeout());
        positive(operation, "maxConnections", configuration.getMaxConnections());
        positive(operation, "maxMessageSize", configuration.getMaxMessageSize());
        if (configuration.getPriority() < 0 || configuration.getPriority() > DurableMessages.HIGHEST_PRIORITY) {
            throw wrong(operation, "Option `priority` must be 0 to %d.".formatted(DurableMessages.HIGHEST_PRIORITY));
        }
        Duration expiresAfter = configuration.getExpiresAfter();
        if (expiresAfter != null) {
            positive(operation, "expiresAfter", expiresAfter);
        }
        if ((configuration.getProxyHost() == null) != (configuration.getProxyPort() == null)) {
            throw wrong(operation, "Only one of `proxyHost` and `proxyPort` is set. Set both or neither.");
        }
    }

    /**
     * The key.
     *
     * @param configuration the endpoint's options, without the component's key
     * @param ofComponent the component's options
     * @throws RootSocketConfigurationException if there is none that may be sent, or it cannot be an HTTP header
     */
    static String key(Operation operation, RootSocketConfiguration configuration, RootSocketConfiguration ofComponent)
            throws RootSocketConfigurationException {
        String key = HomeKey.of(operation, configuration, ofComponent);
        if (key == null || key.isBlank()) {
            throw wrong(
                    operation,
                    "There is no key. Set the option `key` to a key of your RootSocket application,"
                            + " best for the whole component.");
        }
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw wrong(
                    operation,
                    "The key has a space, a line break or a character outside ASCII. Copy it again without them.");
        }
        return key;
    }

    private static void channel(Operation operation, @Nullable String channel) throws RootSocketConfigurationException {
        if (channel == null || !operation.needsChannel()) {
            return;
        }
        try {
            new ChannelName(channel);
        } catch (InvalidChannelNameException e) {
            throw new RootSocketConfigurationException(
                    "Option `channel` of `rootsocket:%s`: %s".formatted(operation.word(), e.getMessage()),
                    Failure.unsent(operation, channel, e));
        }
    }

    private static void positive(Operation operation, String option, Duration value)
            throws RootSocketConfigurationException {
        positive(operation, option, value.toMillis());
    }

    private static void positive(Operation operation, String option, long value)
            throws RootSocketConfigurationException {
        if (value <= 0) {
            throw wrong(operation, "Option `%s` must be above zero.".formatted(option));
        }
    }

    private static RootSocketConfigurationException wrong(Operation operation, String why) {
        return new RootSocketConfigurationException(
                "`rootsocket:%s` cannot start. %s".formatted(operation.word(), why), Failure.unsent(operation, null));
    }
}
