package io.rootsocket.hub.webhook;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.settings.HubConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Lets a webhook pass only if its body is what the route expects; any other is answered 400 with a reason, and ends here. What
 * passes goes on as the text that came. The kamelet {@code webhook} uses it.
 *
 * <p>A bean for Camel to fill before the route starts; safe for threads after that.
 */
public final class ExpectedBody extends ServiceSupport implements Processor {

    private static final List<String> KNOWN = List.of("json", "json-object", "form", "any");
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** In a text that is whole, half a character can only be written so. */
    private static final String ESCAPE = "\\u";

    private String expect = "json";

    /** @throws HubConfigurationException if there is no such kind of body */
    @Override
    protected void doInit() {
        if (!KNOWN.contains(expect)) {
            throw new HubConfigurationException(
                    "There is no such `expect`. Write one of %s.".formatted(String.join(", ", KNOWN)));
        }
    }

    @Override
    public void process(Exchange exchange) {
        Optional<String> fault = switch (expect) {
            case "any" -> any(exchange);
            case "form" -> form(exchange);
            default -> json(exchange);
        };
        fault.ifPresent(why -> RefusedCall.end(exchange, 400, why));
    }

    /** Whatever it is, it goes on as it came. */
    private static Optional<String> any(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof Map) {
            WebhookCall.by(exchange).flatMap(WebhookCall::body).ifPresent(raw -> goOn(exchange, raw));
        }
        return Optional.empty();
    }

    private static Optional<String> form(Exchange exchange) {
        Message message = exchange.getMessage();
        if (message.getBody() instanceof Map) {
            return Optional.empty();
        }
        String type = String.valueOf(message.getHeader(Exchange.CONTENT_TYPE, String.class));
        if (!FormFields.isType(type)) {
            return Optional.of("The body is no form. Send application/x-www-form-urlencoded.");
        }
        Map<String, Object> fields = FormFields.of(bytes(message));
        if (fields.isEmpty()) {
            return Optional.of("The form has no fields.");
        }
        goOn(exchange, fields);
        return Optional.empty();
    }

    private Optional<String> json(Exchange exchange) {
        boolean object = expect.equals("json-object");
        String what = object ? "a JSON object" : "JSON";
        String send = " Send %s, with the content type application/json.".formatted(what);
        Message message = exchange.getMessage();
        if (message.getBody() instanceof Map
                || FormFields.isType(String.valueOf(message.getHeader(Exchange.CONTENT_TYPE, String.class)))) {
            return Optional.of("The body is a form." + send);
        }
        try {
            String text = text(bytes(message));
            if (text.isBlank()) {
                return Optional.of("The body is empty." + send);
            }
            JsonNode json = Wire.readTree(text);
            if (object && !json.isObject()) {
                return Optional.of("The body is %s, and not a JSON object.%s".formatted(kind(json), send));
            }
            if (text.contains(ESCAPE) && hasHalfACharacter(json)) {
                return Optional.of("The body has half a character, and cannot be sent as text." + send);
            }
            goOn(exchange, text);
            return Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.of("The body is not text in UTF-8." + send);
        } catch (JsonProcessingException e) {
            return Optional.of("The body is not JSON%s.%s".formatted(place(e), send));
        }
    }

    /** Half a surrogate pair, written as an escape: no step could hand it on as text. */
    private static boolean hasHalfACharacter(JsonNode json) {
        if (json.isTextual()) {
            return !StandardCharsets.UTF_8.newEncoder().canEncode(json.textValue());
        }
        boolean inAName = json.properties().stream()
                .anyMatch(field -> !StandardCharsets.UTF_8.newEncoder().canEncode(field.getKey()));
        return inAName || StreamSupport.stream(json.spliterator(), false).anyMatch(ExpectedBody::hasHalfACharacter);
    }

    private static byte[] bytes(Message message) {
        byte[] body = message.getBody() instanceof InputStream stream ? all(stream) : message.getBody(byte[].class);
        MessageHelper.resetStreamCache(message);
        return body == null ? new byte[0] : body;
    }

    /** What is in memory knows how long it is; Camel's converter would copy it by two buffers of 16 KB. */
    private static byte[] all(InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] body) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(body))
                .toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static String kind(JsonNode json) {
        return switch (json.getNodeType()) {
            case ARRAY -> "a list";
            case STRING -> "a text";
            default -> "a " + json.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    /** Where, and never what: a parser's own words quote the body. */
    private static String place(JsonProcessingException problem) {
        JsonLocation at = problem.getLocation();
        return at == null ? "" : " from line %d, column %d on".formatted(at.getLineNr(), at.getColumnNr());
    }

    private static void goOn(Exchange exchange, Object body) {
        exchange.getMessage().setBody(body);
        ExchangeEntry.noteOriginal(exchange);
    }

    public void setExpect(String expect) {
        this.expect = expect;
    }
}
