package io.rootsocket.hub.intake;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.jspecify.annotations.Nullable;

/** Camel's JSON, in which numbers keep their digits and nothing that stands after the first value is dropped. */
final class ExactJson extends JacksonDataFormat {

    /** For jq and for whatever else turns a body into a tree. */
    static ObjectMapper mapper() {
        return exact(JsonMapper.builder().nodeFactory(new Countable()).build());
    }

    @Override
    protected ObjectMapper createNewObjectMapper() {
        return exact(super.createNewObjectMapper());
    }

    private static ObjectMapper exact(ObjectMapper mapper) {
        return mapper.enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);
    }

    /** Trees are calculated with in floating point, where a larger number would be none, and then any other. */
    private static final class Countable extends JsonNodeFactory {

        private static final long serialVersionUID = 1L;

        private Countable() {
            super(true);
        }

        @Override
        public ValueNode numberNode(@Nullable BigDecimal number) {
            return super.numberNode(number == null ? null : countable(number));
        }

        @Override
        public ValueNode numberNode(@Nullable BigInteger number) {
            return super.numberNode(number == null ? null : countable(number));
        }

        private static <N extends Number> N countable(N number) {
            if (Double.isInfinite(number.doubleValue())) {
                throw new NumberFormatException(
                        "it has a number that is too large to calculate with. Write it as text, in quotes");
            }
            return number;
        }
    }
}
