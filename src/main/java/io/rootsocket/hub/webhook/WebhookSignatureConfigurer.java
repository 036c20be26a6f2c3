package io.rootsocket.hub.webhook;

import java.lang.reflect.RecordComponent;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The properties of a {@link WebhookSignature}: one for each of the {@link SignatureOptions}. */
public final class WebhookSignatureConfigurer extends ExactProperties<WebhookSignature> {

    public WebhookSignatureConfigurer() {
        super(
                WebhookSignature.class,
                Stream.of(SignatureOptions.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .collect(Collectors.toMap(Function.identity(), WebhookSignatureConfigurer::setter)));
    }

    private static BiConsumer<WebhookSignature, String> setter(String option) {
        return (signature, value) -> signature.set(option, value);
    }
}
