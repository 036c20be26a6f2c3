package io.rootsocket.hub.webhook;

import io.rootsocket.hub.settings.HubConfigurationException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.MessageHelper;
import org.jspecify.annotations.Nullable;

/**
 * Lets a webhook pass only if its body is signed with HMAC SHA-256 and the shared secret; any other gets 401 and ends
 * here. The kamelet {@code signed-webhook} uses it.
 *
 * <p>A bean for Camel to fill before the route starts; safe for threads after that.
 */
public final class WebhookSignature implements Processor {

    private static final String ALGORITHM = "HmacSHA256";

    private @Nullable String secret;
    private String header = "X-Hub-Signature-256";
    private String prefix = "sha256=";

    /** @throws HubConfigurationException if there is no secret: everything would pass that has none either */
    @Override
    public void process(Exchange exchange) throws GeneralSecurityException {
        if (secret == null || secret.isBlank()) {
            throw new HubConfigurationException(
                    "The signed webhook has no secret. Set the environment variable that its route names.");
        }
        Message message = exchange.getMessage();
        byte[] body = WebhookCall.by(exchange).flatMap(WebhookCall::body).orElseGet(() -> bytes(message));
        String given = Objects.requireNonNullElse(message.getHeader(header, String.class), "");
        if (!isRight(given, body, secret)) {
            refuse(exchange);
        } else if (message.getBody() instanceof Map) {
            // Of a form, what was signed goes on, and not what was read out of it.
            message.setBody(body);
            ExchangeEntry.noteOriginal(exchange);
        }
    }

    private static byte[] bytes(Message message) {
        byte[] body = message.getBody(byte[].class);
        MessageHelper.resetStreamCache(message);
        return body == null ? new byte[0] : body;
    }

    private boolean isRight(String given, byte[] body, String key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        String right = prefix + HexFormat.of().formatHex(mac.doFinal(body));
        // In constant time: how long a comparison takes must not tell how much of the signature is right.
        return MessageDigest.isEqual(
                right.getBytes(StandardCharsets.UTF_8),
                given.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(Exchange exchange) {
        Message answer = exchange.getMessage();
        answer.removeHeaders("*");
        answer.setHeader(Exchange.HTTP_RESPONSE_CODE, 401);
        answer.setHeader(Exchange.CONTENT_TYPE, "application/json");
        answer.setBody("{\"detail\":\"The signature is missing or wrong.\"}");
        exchange.setRouteStop(true);
    }

    public void setSecret(String secret) {
        this.secret = secret;
    }

    public void setHeader(String header) {
        this.header = header;
    }

    /** @param prefix what stands before the hexadecimal digits; in lower case */
    public void setPrefix(String prefix) {
        this.prefix = prefix;
    }
}
