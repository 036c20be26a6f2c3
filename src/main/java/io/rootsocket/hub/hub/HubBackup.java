package io.rootsocket.hub.hub;

import io.rootsocket.hub.backup.Backup;
import io.rootsocket.hub.backup.RunningPart;
import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.schedule.Schedules;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What of a hub's parts can be copied while they run, and in which order. */
final class HubBackup {

    private HubBackup() {}

    /**
     * The schedules before the messages: what was fired in between then is a message that the ledger does not know of, and
     * is fired once more; the other way round it would be known as fired, and its message nowhere.
     */
    static Backup of(HubSettings settings, Broker broker, Schedules schedules, HubTrail trail, Clock clock) {
        List<RunningPart> parts = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        Path data = settings.data();
        if (schedules.sharedDatabase().isEmpty()) {
            parts.add(new RunningPart(data.resolve("schedules.mv.db"), schedules::copyTo));
        } else {
            elsewhere.add("the schedules, the ledger, the alarms and the trail: they are in the database " + schedules);
        }
        if (settings.trail().isOn()) {
            Path folder = settings.trail().folder();
            parts.add(new RunningPart(folder, copy -> trail.copyTo(copy.resolve(data.relativize(folder)))));
        }
        Path folder = StoppedHub.brokerIn(data);
        broker.embedded()
                .ifPresentOrElse(
                        embedded -> parts.add(new RunningPart(
                                folder, copy -> embedded.copyTo(copy.resolve(data.relativize(folder))))),
                        () -> elsewhere.add(
                                "the messages that wait and the dead letters: they are in the broker " + broker));
        return new Backup(data, settings.outbox().maxDiskUsage(), parts, elsewhere, clock);
    }
}
