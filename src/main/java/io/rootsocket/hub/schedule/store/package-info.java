/**
 * Quartz's own tables in the ledger's database: one transaction for that a trigger went on and that its occurrence is
 * recorded.
 *
 * <p>Start at {@link io.rootsocket.hub.schedule.store.LedgerJobStore}; {@code OccurrenceTrigger} makes Quartz fire at
 * the times of a timetable, {@code OccurrenceTriggers} writes it. May import {@code schedule.ledger}, {@code
 * schedule.nodes} and {@code schedule.timetable}.
 */
@NullMarked
package io.rootsocket.hub.schedule.store;

import org.jspecify.annotations.NullMarked;
