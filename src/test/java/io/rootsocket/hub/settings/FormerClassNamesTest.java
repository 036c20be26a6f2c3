package io.rootsocket.hub.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.webhook.WebhookSignature;
import org.apache.camel.support.DefaultRegistry;
import org.junit.jupiter.api.Test;

class FormerClassNamesTest {

    private final SettingsContext camel = new SettingsContext(new DefaultRegistry());

    @Test
    void knowsTheSignatureByTheNameInOlderCopiesOfItsKamelet() {
        assertThat(camel.getClassResolver().resolveClass("io.rootsocket.hub.engine.WebhookSignature"))
                .isEqualTo(WebhookSignature.class);
    }

    @Test
    void knowsNoOtherNameThatThereWas() {
        assertThat(camel.getClassResolver().resolveClass("io.rootsocket.hub.engine.Hub"))
                .isNull();
    }
}
