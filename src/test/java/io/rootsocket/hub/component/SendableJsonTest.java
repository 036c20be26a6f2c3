package io.rootsocket.hub.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.testing.ManualRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ManualRow("forms, charsets, half a surrogate pair")
class SendableJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"d\":0.1234567890123456789012,\"v\":[12345678901234567890.123456789]}",
                "[1E+400]",
                "[1.10]",
                "{\"a\":null,\"b\":\"\uD83D\uDE00\"}"
            })
    void leavesDigitsAndCharactersAsTheyCame(String json) throws Exception {
        assertThat(SendableJson.of(Wire.readTree(json)).toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"1.23456789012346E12,1234567890123.46", "1.0E10,10000000000", "0.00001,0.000010", "-2.5E-7,-2.5E-7"})
    void writesWhatAStepHasCalculatedPlainly(double calculated, String written) throws Exception {
        JsonNode sent = SendableJson.of(DoubleNode.valueOf(calculated));

        assertThat(sent.decimalValue()).isEqualByComparingTo(written);
        if (Math.abs(calculated) > 1) {
            assertThat(sent.toString()).isEqualTo(written);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN})
    void refusesWhatIsNoNumber(double calculated) {
        JsonNode list = JsonNodeFactory.instance.arrayNode().add(calculated);

        assertThatThrownBy(() -> SendableJson.of(list))
                .isInstanceOf(UnusableBodyException.class)
                .hasMessageContaining("too large");
    }

    @Test
    void refusesHalfACharacterWhereverItIs() throws Exception {
        for (String json : new String[] {"\"x\\ud83d\"", "{\"a\":[\"\\ude00\"]}", "{\"\\ud83d\":1}"}) {
            JsonNode node = Wire.readTree(json);
            assertThatThrownBy(() -> SendableJson.of(node))
                    .isInstanceOf(UnusableBodyException.class)
                    .hasMessageContaining("half a character");
        }
    }
}
