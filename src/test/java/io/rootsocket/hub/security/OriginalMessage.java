package io.rootsocket.hub.security;

import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.UnitOfWork;

/** Goes back to the message as it came in, as `useOriginalMessage` does. */
public final class OriginalMessage implements Processor {

    @Override
    public void process(Exchange exchange) {
        UnitOfWork unit = Objects.requireNonNull(exchange.getUnitOfWork());
        exchange.setMessage(Objects.requireNonNull(unit.getOriginalInMessage()));
    }
}
