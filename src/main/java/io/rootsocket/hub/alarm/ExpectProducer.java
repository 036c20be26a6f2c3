package io.rootsocket.hub.alarm;

import io.rootsocket.hub.schedule.ScheduleName;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.DefaultProducer;

/** Says that what is expected has come by; whatever the message is, it goes on unchanged. */
final class ExpectProducer extends DefaultProducer {

    private final HubEndpoint endpoint;

    ExpectProducer(HubEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) {
        UnitOfWork work = exchange.getUnitOfWork();
        Route route = work == null ? null : work.getRoute();
        if (route != null) {
            endpoint.alarms().ifPresent(alarms -> alarms.came(name(route), exchange));
        }
    }

    /** The name in the file is looked for only where a kamelet hides it: that takes its time. */
    private static String name(Route route) {
        return route.isCreatedByKamelet()
                ? ScheduleName.outermost(route.getCamelContext(), route.getRouteId())
                : route.getRouteId();
    }
}
