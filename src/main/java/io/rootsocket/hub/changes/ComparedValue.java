package io.rootsocket.hub.changes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Message;
import org.apache.camel.support.MessageHelper;
import org.jspecify.annotations.Nullable;

/** What of a message is compared: the whole body, or what an expression finds in it. Safe to share between threads. */
public final class ComparedValue {

    private final @Nullable Expression expression;

    private ComparedValue(@Nullable Expression expression) {
        this.expression = expression;
    }

    /** @param text in jq, or in simple if there is a <code>${</code> in it; blank for the whole body */
    public static ComparedValue of(CamelContext camel, String text) {
        return new ComparedValue(text.isBlank() ? null : expression(camel, text));
    }

    static Expression expression(CamelContext camel, String text) {
        Expression expression =
                camel.resolveLanguage(text.contains("${") ? "simple" : "jq").createExpression(text);
        expression.init(camel);
        return expression;
    }

    /** @throws org.apache.camel.RuntimeCamelException if the expression fails on this message */
    public String fingerprint(Exchange exchange) throws JsonProcessingException {
        return expression == null ? ofBody(exchange.getMessage()) : ofFound(exchange, expression);
    }

    private static String ofFound(Exchange exchange, Expression expression) throws JsonProcessingException {
        Object found = expression.evaluate(exchange, Object.class);
        MessageHelper.resetStreamCache(exchange.getMessage());
        if (found instanceof JsonNode json) {
            return Fingerprint.ofJson(json);
        }
        String text = exchange.getContext().getTypeConverter().convertTo(String.class, exchange, found);
        return Fingerprint.ofTextOrJson(Objects.requireNonNullElse(text, ""));
    }

    private static String ofBody(Message message) throws JsonProcessingException {
        if (message.getBody() instanceof JsonNode json) {
            return Fingerprint.ofJson(json);
        }
        byte[] body = message.getBody(byte[].class);
        MessageHelper.resetStreamCache(message);
        if (body == null) {
            return Fingerprint.ofTextOrJson(String.valueOf(message.getBody()));
        }
        String text = new String(body, StandardCharsets.UTF_8);
        boolean isText = text.indexOf('\uFFFD') < 0;
        return isText ? Fingerprint.ofTextOrJson(text) : Fingerprint.of(body);
    }

    /** Which of several things a message is about. Safe to share between threads. */
    static final class Key {

        private final @Nullable Expression expression;

        private Key(@Nullable Expression expression) {
            this.expression = expression;
        }

        /** @param text as for a value; blank if all messages are about one thing */
        static Key of(CamelContext camel, String text) {
            return new Key(text.isBlank() ? null : expression(camel, text));
        }

        String of(Exchange exchange) {
            if (expression == null) {
                return "";
            }
            String key = expression.evaluate(exchange, String.class);
            MessageHelper.resetStreamCache(exchange.getMessage());
            return Objects.requireNonNullElse(key, "");
        }
    }
}
