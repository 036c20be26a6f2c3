package io.rootsocket.hub.polling;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Names the routes whose server has not answered for a while. Safe for threads. */
final class PollHealth extends AbstractHealthCheck {

    private final Polls polls;

    PollHealth(Polls polls) {
        super("hub", "polls");
        this.polls = polls;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    /** Another hub would hear no more of that server, so requests need not be kept from this one. */
    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Map<String, String> troubles = polls.troubles(getCamelContext());
        if (troubles.isEmpty()) {
            builder.up();
        } else {
            builder.down()
                    .message("Degraded: "
                            + troubles.entrySet().stream()
                                    .map(trouble -> "`%s`: %s".formatted(trouble.getKey(), trouble.getValue()))
                                    .collect(Collectors.joining(" ")));
        }
    }
}
