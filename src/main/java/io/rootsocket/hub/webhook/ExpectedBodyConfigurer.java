package io.rootsocket.hub.webhook;

import java.util.Map;

/** The properties of an {@link ExpectedBody}. */
public final class ExpectedBodyConfigurer extends ExactProperties<ExpectedBody> {

    public ExpectedBodyConfigurer() {
        super(ExpectedBody.class, Map.of("expect", ExpectedBody::setExpect));
    }
}
