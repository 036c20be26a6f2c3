package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * One route's schedule, as a person wants to see it.
 *
 * @param route the route's id
 * @param words what the route says
 * @param inWords its times for who knows no cron
 * @param zone where its times are read
 * @param next when it fires next; null if never again, or while it is paused
 * @param paused whether somebody has paused it
 * @param last what became of the last occurrence; null if there was none yet
 */
public record ScheduleLine(
        String route,
        String words,
        String inWords,
        ZoneId zone,
        @Nullable Instant next,
        boolean paused,
        @Nullable LedgerEntry last) {}
