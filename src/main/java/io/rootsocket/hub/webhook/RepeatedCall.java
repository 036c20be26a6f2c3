package io.rootsocket.hub.webhook;

import io.rootsocket.hub.webhook.AcceptedRequests.Known;
import io.rootsocket.hub.webhook.SignatureScheme.Claim;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.Synchronization;

/** Ends a signed call that comes again, be it from its sender, who has not heard the answer, or from who has overheard it. */
final class RepeatedCall {

    private static final int FIRST_REFUSAL = 300;

    private RepeatedCall() {}

    /**
     * Whether the same was taken before, or is just being worked on; its caller is answered then. Nobody can say so where no
     * time is signed: who signs one would sign another one for another call.
     *
     * @param window how far from now a time may be: the same call can come until it is as far in the past as it was in the
     *     future at first
     */
    static boolean isOne(Exchange exchange, Claim claim, Duration window) {
        Duration remembered = window.multipliedBy(2);
        if (claim.time().isEmpty()) {
            return false;
        }
        String request = "%s %s"
                .formatted(
                        exchange.getFromEndpoint(),
                        claim.id().orElseGet(() -> HexFormat.of().formatHex(hash(claim.content()))));
        var accepted = AcceptedRequests.of(exchange.getContext());
        Known known = accepted.begin(request, remembered);
        if (known == Known.NO) {
            exchange.getExchangeExtension().addOnCompletion(new Outcome(accepted, request, remembered));
            return false;
        }
        exchange.setProperty(ExchangePropertyKey.DUPLICATE_MESSAGE, true);
        if (known == Known.IN_WORK) {
            RefusedCall.end(exchange, 409, "The same request is being worked on.");
        } else {
            WebhookReply.end(exchange);
        }
        return true;
    }

    private static byte[] hash(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Remembers a request once it is known to be accepted: one that was not may be sent again. */
    private record Outcome(AcceptedRequests accepted, String request, Duration remembered) implements Synchronization {

        @Override
        public void onComplete(Exchange exchange) {
            Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
            boolean givenUp =
                    WebhookCall.by(exchange).filter(WebhookCall::isGivenUp).isPresent();
            if (givenUp || status != null && status >= FIRST_REFUSAL) {
                accepted.forget(request);
            } else {
                accepted.accept(request, remembered);
            }
        }

        @Override
        public void onFailure(Exchange exchange) {
            accepted.forget(request);
        }
    }
}
