/**
 * The ledger: one row for each time at which a route was due, and what became of it; and the database that keeps it.
 *
 * <p>Start at {@code Ledger}. Rows begin on Quartz's own connection ({@code Ledger.record}); {@code LedgerWriter} writes how they
 * end. May import {@code schedule.timetable}.
 */
@NullMarked
package io.rootsocket.hub.schedule.ledger;

import org.jspecify.annotations.NullMarked;
