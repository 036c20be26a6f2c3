package io.rootsocket.hub.alarm;

import org.apache.camel.Exchange;

/** Where routes of {@code hub:} say that they are there. */
public interface AlarmRegister {

    /** A route takes alarms from now on. */
    void declare(AlarmConsumer consumer);

    /** It takes none any more. */
    void withdraw(AlarmConsumer consumer);

    /** What is expected of a route has come; whether it was dealt with is known once the exchange is done. */
    void came(String route, Exchange exchange);
}
