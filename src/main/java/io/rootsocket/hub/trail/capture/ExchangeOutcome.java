package io.rootsocket.hub.trail.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rootsocket.hub.failure.FailedExchange;
import io.rootsocket.hub.failure.Interruption;
import io.rootsocket.hub.failure.StoppedException;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.webhook.WebhookCall;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * How the first route of an exchange has ended it.
 *
 * @param failure why it did not end well
 * @param status what the caller of a webhook hears
 */
record ExchangeOutcome(Result result, Optional<String> failure, Optional<Integer> status) {

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int FIRST_ERROR = 400;
    private static final int UNAVAILABLE = 503;

    private static final Interruption.OfSchedules ENDS = new Interruption.OfSchedules();

    static ExchangeOutcome of(Exchange exchange, TracedExchange traced) {
        Optional<Integer> status = traced.isOfWebhook() ? Optional.of(status(exchange)) : Optional.empty();
        if (exchange.getException() instanceof StoppedException stopped) {
            return new ExchangeOutcome(Result.STOPPED, Optional.ofNullable(stopped.getMessage()), status);
        }
        Exception failure = givenUp(exchange);
        if (failure != null) {
            return new ExchangeOutcome(Result.FAILED, Optional.of(words(failure, traced)), status);
        }
        if (status.filter(code -> code >= FIRST_ERROR).isPresent()) {
            return new ExchangeOutcome(refusal(exchange), Optional.of(said(exchange, status.get())), status);
        }
        Optional<String> parts = traced.deadParts();
        if (parts.isPresent()) {
            return new ExchangeOutcome(Result.FAILED, parts, status);
        }
        return new ExchangeOutcome(ended(exchange), Optional.empty(), status);
    }

    /** Why a route gave up, whatever its source was told; null if it did not. */
    private static @Nullable Exception givenUp(Exchange exchange) {
        if (exchange.getException() != null) {
            return exchange.getException();
        }
        return ENDS.failureOf(exchange).isPresent()
                ? exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class)
                : null;
    }

    static String words(Exception failure, TracedExchange traced) {
        String reason = FailedExchange.reason(failure).message();
        return traced.placeOf(failure)
                .map(step -> "%s In the step %s.".formatted(sentence(reason), step.told()))
                .orElse(reason);
    }

    private static String sentence(String words) {
        return words.matches("(?s).*[.!?…]\\s*") ? words.strip() : words.strip() + ".";
    }

    private static int status(Exchange exchange) {
        if (WebhookCall.by(exchange).filter(WebhookCall::isGivenUp).isPresent()) {
            return UNAVAILABLE;
        }
        Message answer = exchange.getMessage();
        return Objects.requireNonNullElseGet(
                answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class),
                () -> answer.getBody() == null ? NO_CONTENT : OK);
    }

    private static Result refusal(Exchange exchange) {
        return isRepeat(exchange) ? Result.REPEATED : Result.FAILED;
    }

    /** What the caller was told. */
    private static String said(Exchange exchange, int status) {
        if (WebhookCall.by(exchange).filter(WebhookCall::isGivenUp).isPresent()) {
            return "It took too long, and its caller was told to come back.";
        }
        String otherwise = "Its caller was answered %d.".formatted(status);
        if (!(exchange.getMessage().getBody() instanceof String body) || !body.startsWith("{")) {
            return otherwise;
        }
        try {
            return Wire.readTree(body).path("detail").asText(otherwise);
        } catch (JsonProcessingException another) {
            return otherwise;
        }
    }

    private static Result ended(Exchange exchange) {
        if (isRepeat(exchange)) {
            return Result.REPEATED;
        }
        return exchange.isRouteStop() ? Result.STOPPED : Result.HANDLED;
    }

    private static boolean isRepeat(Exchange exchange) {
        return Boolean.TRUE.equals(exchange.getProperty(ExchangePropertyKey.DUPLICATE_MESSAGE));
    }
}
