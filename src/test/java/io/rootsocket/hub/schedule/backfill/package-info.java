/** What a backfill runs, and what it leaves alone. */
@NullMarked
package io.rootsocket.hub.schedule.backfill;

import org.jspecify.annotations.NullMarked;
