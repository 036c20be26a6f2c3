package io.rootsocket.hub.webhook;

import java.util.Map;

/** The properties of a {@link WebhookSignature}. */
public final class WebhookSignatureConfigurer extends ExactProperties<WebhookSignature> {

    public WebhookSignatureConfigurer() {
        super(
                WebhookSignature.class,
                Map.of(
                        "sender", WebhookSignature::setSender,
                        "secret", WebhookSignature::setSecret,
                        "formerSecrets", WebhookSignature::setFormerSecrets,
                        "header", WebhookSignature::setHeader,
                        "prefix", WebhookSignature::setPrefix,
                        "encoding", WebhookSignature::setEncoding,
                        "algorithm", WebhookSignature::setAlgorithm,
                        "window", WebhookSignature::setWindow));
    }
}
