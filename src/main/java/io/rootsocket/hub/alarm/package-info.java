/**
 * Silence and failure, heard: what should have happened and did not, and what goes wrong for longer than a moment, is an
 * alarm, raised once and cleared once, over restarts and among several hubs.
 *
 * <p>Start at {@link io.rootsocket.hub.alarm.Alarms}. A {@code TroubleSource} says what is wrong now, {@code AlarmBook} decides
 * what of it people are told, {@code AlarmTables} keeps it, and routes hear of it from {@code hub:alarms}. May import {@code
 * schedule} with its rooms, and {@code text}.
 */
@NullMarked
package io.rootsocket.hub.alarm;

import org.jspecify.annotations.NullMarked;
