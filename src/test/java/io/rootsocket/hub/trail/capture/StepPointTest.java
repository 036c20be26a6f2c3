package io.rootsocket.hub.trail.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepPointTest {

    @ParameterizedTest
    @CsvSource({
        "jms:queue:orders?exchangePattern=InOnly, jms:queue:orders",
        "https://user:secret@example.com/a?token=x, https://example.com/a",
        "kamelet:send-message/orders-kamelet-12?channel=a, kamelet:send-message",
        "kamelet:send-message, kamelet:send-message",
        "file:{{?folder}}/in?delay=1, file:{{?folder}}/in",
        "{{address}}, {{address}}"
    })
    void tellsAnAddressAsItIsWrittenWithoutOptionsAndSecrets(String uri, String told) {
        assertThat(StepPoint.address(uri)).isEqualTo(told);
    }
}
