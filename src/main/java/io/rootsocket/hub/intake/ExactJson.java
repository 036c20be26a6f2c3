package io.rootsocket.hub.intake;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.Exchange;
import org.apache.camel.component.jackson.JacksonDataFormat;

/** Camel's JSON, in which numbers keep their digits and nothing that stands after the first value is dropped. */
final class ExactJson extends JacksonDataFormat {

    /** For jq and for whatever else turns a body into a tree. */
    static ObjectMapper mapper() {
        return exact(JsonMapper.builder().build());
    }

    @Override
    protected ObjectMapper createNewObjectMapper() {
        return exact(super.createNewObjectMapper());
    }

    @Override
    public Object unmarshal(Exchange exchange, Object body) throws Exception {
        WholeFileConverter.checkWhole(body);
        return super.unmarshal(exchange, body);
    }

    private static ObjectMapper exact(ObjectMapper mapper) {
        return mapper.enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);
    }
}
