package io.rootsocket.hub.webhook;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.webhook.SignatureScheme.Claim;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets a webhook pass only if its sender has signed it, just now and for the first time; any other gets an answer that says
 * so and ends here. The kamelets {@code webhook} and {@code signed-webhook} use it.
 *
 * <p>What is signed are the bytes of the request, whatever its content type. A bean for Camel to fill before the route
 * starts, which does not start without a secret; safe for threads after that.
 */
public final class WebhookSignature extends ServiceSupport implements Processor {

    /** The name of the {@link Clock} that is asked instead of the machine's, if Camel's registry has one. */
    public static final String CLOCK = "rootSocketHubWebhookClock";

    private static final String MULTIPART = "multipart/";

    private final Map<String, String> written = new HashMap<>();
    private @Nullable SignatureOptions options;

    /** @throws HubConfigurationException if it could not tell who has signed */
    @Override
    protected void doInit() {
        options = usable();
    }

    private SignatureOptions usable() {
        var usable = SignatureOptions.of(written);
        usable.problem().ifPresent(problem -> {
            throw new HubConfigurationException("%s %s".formatted(problem.message(), problem.fix()));
        });
        return usable;
    }

    @Override
    public void process(Exchange exchange) {
        SignatureOptions signed = options == null ? usable() : options;
        if (!signed.isSigned()) {
            return;
        }
        Message message = exchange.getMessage();
        if (requireNonNullElse(message.getHeader(Exchange.CONTENT_TYPE, String.class), "")
                .strip()
                .toLowerCase(Locale.ROOT)
                .startsWith(MULTIPART)) {
            RefusedCall.end(exchange, 415, "The parts of a multipart body are not what is signed. Send another type.");
            return;
        }
        byte[] body = WebhookCall.by(exchange).flatMap(WebhookCall::body).orElseGet(() -> bytes(message));
        Optional<Claim> claim = signed.scheme()
                .claim(once(message), body)
                .filter(given -> signed.keys().haveSigned(given.content(), given.signatures()));
        if (claim.isEmpty()) {
            RefusedCall.end(exchange, 401, "The signature is missing or wrong.");
            return;
        }
        if (isTooFar(exchange, claim.get(), signed.within())) {
            RefusedCall.end(
                    exchange,
                    401,
                    ("The signature is right, and its time is more than %s from now. "
                                    + "If the request was just sent, one of the two clocks is wrong.")
                            .formatted(signed.window()));
            return;
        }
        if (!RepeatedCall.isOne(exchange, claim.get(), signed.within())) {
            goOn(exchange, signed, body);
        }
    }

    private static byte[] bytes(Message message) {
        byte[] body = message.getBody(byte[].class);
        MessageHelper.resetStreamCache(message);
        return body == null ? new byte[0] : body;
    }

    /** A header that comes twice says nothing: who is to know which one is meant? */
    private static Function<String, Optional<String>> once(Message message) {
        return name -> Optional.ofNullable(message.getHeader(name))
                .filter(value -> !(value instanceof Collection))
                .map(String::valueOf);
    }

    private static boolean isTooFar(Exchange exchange, Claim claim, Duration window) {
        Clock set = exchange.getContext().getRegistry().lookupByNameAndType(CLOCK, Clock.class);
        Clock clock = set == null ? Clock.systemUTC() : set;
        return claim.time()
                .map(time -> Duration.between(time, clock.instant()).abs().compareTo(window) > 0)
                .orElse(false);
    }

    private void goOn(Exchange exchange, SignatureOptions signed, byte[] body) {
        Message message = exchange.getMessage();
        if (message.getBody() instanceof Map) {
            // Of a form, what was signed goes on, and not what was read out of it.
            message.setBody(body);
            ExchangeEntry.noteOriginal(exchange);
        }
        if (signed.sender().equals("slack")) {
            challenge(body).ifPresent(challenge -> {
                WebhookReply.forget(exchange);
                message.removeHeaders("*");
                message.setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=utf-8");
                message.setBody(challenge);
                exchange.setRouteStop(true);
            });
        }
    }

    /** What Slack wants to hear again before it sends its first event to an address. */
    private static Optional<String> challenge(byte[] body) {
        try {
            JsonNode json = Wire.readTree(new String(body, StandardCharsets.UTF_8));
            return json.path("type").asText().equals("url_verification")
                    ? Optional.of(json.path("challenge").asText()).filter(challenge -> !challenge.isEmpty())
                    : Optional.empty();
        } catch (JsonProcessingException form) {
            return Optional.empty();
        }
    }

    /**
     * Sets one of the {@link SignatureOptions}.
     *
     * @param option the name of its field
     */
    void set(String option, String value) {
        written.put(option, value);
    }
}
