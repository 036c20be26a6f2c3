package io.rootsocket.hub.component;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** JSON as it may be sent: with characters that are whole, and numbers that are numbers, written plainly. */
final class SendableJson {

    /** A number with more digits than this is left as it is: 1E+400 is shorter than its digits. */
    private static final int MAX_DIGITS = 40;

    private SendableJson() {}

    /**
     * @throws UnusableBodyException if it cannot be sent
     */
    static JsonNode of(JsonNode node) throws UnusableBodyException {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.withExactBigDecimals(true).objectNode();
            for (var field : object.properties()) {
                refuseBrokenCharacters(field.getKey());
                copy.set(field.getKey(), of(field.getValue()));
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.withExactBigDecimals(true).arrayNode(array.size());
            for (JsonNode element : array) {
                copy.add(of(element));
            }
            return copy;
        }
        if (node.isTextual()) {
            refuseBrokenCharacters(node.textValue());
        }
        return node.isDouble() || node.isFloat() ? plain(node.doubleValue()) : node;
    }

    /** What a step has calculated; Jackson would write it with an exponent, and what is none in quotes. */
    private static JsonNode plain(double number) throws UnusableBodyException {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new UnusableBodyException(
                    "The body has a number that is too large to calculate with, or none at all. Correct the step that made it.");
        }
        BigDecimal exact = BigDecimal.valueOf(number);
        boolean isShort = exact.precision() + Math.abs(exact.scale()) <= MAX_DIGITS;
        return DecimalNode.valueOf(isShort ? new BigDecimal(exact.toPlainString()) : exact);
    }

    /** Half a surrogate pair has no UTF-8; Jackson would send something else in its place. */
    static void refuseBrokenCharacters(String text) throws UnusableBodyException {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(at))) {
                    throw new UnusableBodyException(
                            "The body has half a character at position %d. Correct the step that cut it."
                                    .formatted(at + 1));
                }
                at++;
            }
        }
    }
}
