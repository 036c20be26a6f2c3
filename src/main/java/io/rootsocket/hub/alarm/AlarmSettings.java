package io.rootsocket.hub.alarm;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What is decided about alarms before the hub starts.
 *
 * @param rules when people hear of an alarm; {@code HUB_ALARM_REPEAT}, {@code HUB_ALARM_CLEAR}, {@code HUB_ALARM_FAILURES},
 *     {@code HUB_ALARM_STUCK}
 * @param heartbeat who is called for as long as the hub is well; {@code HUB_HEARTBEAT_URL}; its path is a secret
 * @param heartbeatEvery how often; {@code HUB_HEARTBEAT_EVERY}, default 1 minute
 */
public record AlarmSettings(AlarmRules rules, Optional<URI> heartbeat, Duration heartbeatEvery) {

    /** Never shows whom the heartbeat goes to: who knows the address can send it. */
    @Override
    public String toString() {
        return "AlarmSettings[rules=%s, heartbeat=%s, heartbeatEvery=%s]"
                .formatted(rules, heartbeat.map(Heartbeat::shown), heartbeatEvery);
    }
}
