/**
 * Running what was due in the past and did not run: counted first, one at a time, and no occurrence twice.
 *
 * <p>Start at {@link io.rootsocket.hub.schedule.backfill.Backfills}. May import {@code schedule.ledger}, {@code
 * schedule.timetable} and {@code text}.
 */
@NullMarked
package io.rootsocket.hub.schedule.backfill;

import org.jspecify.annotations.NullMarked;
