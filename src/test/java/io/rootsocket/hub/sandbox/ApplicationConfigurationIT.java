package io.rootsocket.hub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.Subscriber;
import org.junit.jupiter.api.Test;

/** What an application's settings page can switch off. */
class ApplicationConfigurationIT {

    private static final SandboxSettings DEFAULTS = SandboxSettings.defaults().withPort(0);

    @Test
    void subscribesWithoutAChannelTokenWhereTheApplicationAsksForNone() {
        try (Sandbox sandbox = Sandbox.start(DEFAULTS.withChannelAuthorization(false));
                Subscriber subscriber = Subscriber.to(sandbox)) {
            subscriber.subscribe("news", null).send("news", "hello");

            assertThat(subscriber.received("news")).containsExactly("hello");
        }
    }

    @Test
    void refusesEverySubscriptionWhereTheApplicationAllowsNone() {
        try (Sandbox sandbox = Sandbox.start(DEFAULTS.withChannelSubscription(false));
                Subscriber subscriber = Subscriber.to(sandbox)) {
            subscriber.subscribe("news");

            assertThat(subscriber.errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.detail()).startsWith("cannot subscribe"));
        }
    }

    @Test
    void refusesClientsMessagesWhereTheApplicationAllowsNone() {
        try (Sandbox sandbox = Sandbox.start(DEFAULTS.withClientSend(false));
                Subscriber subscriber = Subscriber.to(sandbox, "news")) {
            subscriber.send("news", "hello");

            assertThat(subscriber.received()).isEmpty();
            assertThat(subscriber.errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.detail()).startsWith("cannot send"));
        }
    }
}
