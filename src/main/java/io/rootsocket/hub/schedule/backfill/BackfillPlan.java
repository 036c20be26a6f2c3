package io.rootsocket.hub.schedule.backfill;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a backfill would do.
 *
 * @param route the route's id
 * @param zone where its times are read
 * @param due how often the route was due in that range, by its schedule as it is now
 * @param known how many of these are in the ledger with another outcome than missed: they are left as they are
 * @param toRun how many would run: those that were missed, and those of which the ledger knows nothing
 * @param first the first of these; null if there are none
 * @param last the last of these; null if there are none
 * @param takes about how long it would take at the least
 */
public record BackfillPlan(
        String route,
        ZoneId zone,
        int due,
        int known,
        int toRun,
        @Nullable Instant first,
        @Nullable Instant last,
        Duration takes) {}
