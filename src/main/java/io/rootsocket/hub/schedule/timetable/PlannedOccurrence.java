package io.rootsocket.hub.schedule.timetable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One time at which a route will be due, or was.
 *
 * @param route the route's id
 * @param at when
 * @param zone where its times are read
 * @param local the time on the wall there
 * @param mark what is special about it
 * @param rhythm if it stands for all that follow at short intervals: at which, in words
 * @param calendar which calendars leave it out, if any do
 * @param movedTo the day on which it is due instead, if it is
 * @param became if its time is past: what became of it, in the ledger's word, or {@value #NOT_FIRED}
 */
public record PlannedOccurrence(
        String route,
        Instant at,
        ZoneId zone,
        LocalDateTime local,
        Mark mark,
        @Nullable String rhythm,
        @Nullable String calendar,
        @Nullable LocalDate movedTo,
        @Nullable String became) {

    /** The ledger has nothing of it: the hub did not run, or did not know of the route yet. */
    public static final String NOT_FIRED = "not fired";

    /** What a change of clocks does to an occurrence. */
    public enum Mark {
        /** Nothing. */
        NONE,
        /** It is when a gap ends: local times that the clocks left out happen now. */
        GAP,
        /** Its local time comes twice. */
        DOUBLED,
        /** Somebody has skipped it. */
        SKIPPED,
        /** Somebody has paused its route. */
        PAUSED,
        /** A calendar leaves out its day. */
        EXCLUDED;

        /** Whether it will not fire, as far as it is known now. */
        public boolean isLeftOut() {
            return this == SKIPPED || this == PAUSED || this == EXCLUDED;
        }
    }

    /** What is special about it; empty if nothing is. */
    public String markInWords() {
        return switch (mark) {
            case GAP -> "the clocks go forward: at the end of the gap";
            case DOUBLED -> "the clocks go back: this time comes twice";
            case SKIPPED -> "skipped";
            case PAUSED -> "paused";
            case EXCLUDED -> "holiday: " + calendar;
            case NONE -> "";
        };
    }

    public static PlannedOccurrence of(RouteSchedule schedule, Instant at) {
        ZoneId zone = schedule.timetable().zone();
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        return new PlannedOccurrence(schedule.route(), at, zone, local, mark(zone, at, local), null, null, null, null);
    }

    public PlannedOccurrence marked(Mark other) {
        return new PlannedOccurrence(route, at, zone, local, other, rhythm, calendar, movedTo, became);
    }

    /** One that is none, as the calendars of that name leave out its day; due on another day instead, or not at all. */
    public PlannedOccurrence excludedBy(String names, Optional<LocalDate> instead) {
        return new PlannedOccurrence(
                route, at, zone, local, Mark.EXCLUDED, rhythm, names, instead.orElse(null), became);
    }

    public PlannedOccurrence withRhythm(String words) {
        return new PlannedOccurrence(route, at, zone, local, mark, words, calendar, movedTo, became);
    }

    /** One whose time is past. */
    public PlannedOccurrence past(String outcome) {
        return new PlannedOccurrence(route, at, zone, local, mark, rhythm, calendar, movedTo, outcome);
    }

    private static Mark mark(ZoneId zone, Instant at, LocalDateTime local) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change != null && change.isOverlap()) {
            return Mark.DOUBLED;
        }
        ZoneOffsetTransition before = zone.getRules().previousTransition(at.plusMillis(1));
        return before != null && before.isGap() && before.getInstant().equals(at) ? Mark.GAP : Mark.NONE;
    }
}
