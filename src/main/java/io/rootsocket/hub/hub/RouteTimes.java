package io.rootsocket.hub.hub;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;

/** Has the timers of routes tell how long the middle one and all but one of a hundred exchanges take. */
final class RouteTimes implements MeterFilter {

    private static final DistributionStatisticConfig PERCENTILES = DistributionStatisticConfig.builder()
            .percentiles(0.5, 0.99)
            // Two digits would need eight times the memory, for each route.
            .percentilePrecision(1)
            .expiry(Duration.ofMinutes(5))
            .bufferLength(2)
            .build();

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        return id.getName().equals("camel.route.policy") ? PERCENTILES.merge(config) : config;
    }
}
