package io.rootsocket.hub.trail.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void isThatOfTheMessage() {
        assertThat(Traceparent.of(exchange(TRACE))).contains(TRACE);
        assertThat(Traceparent.of(exchange(null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-and-more"
            })
    void isNotWhatOnlyLooksLikeOne(String header) {
        assertThat(Traceparent.of(exchange(header))).isEmpty();
    }

    @Test
    void isNotAHeaderOfAnotherType() {
        assertThat(Traceparent.of(exchange(new Object[] {TRACE}))).isEmpty();
    }

    private static Exchange exchange(@Nullable Object header) {
        var exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader("traceparent", header);
        return exchange;
    }
}
