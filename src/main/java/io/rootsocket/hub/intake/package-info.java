/**
 * How what others leave in folders comes in: when a file is whole, what is done if it cannot be put away, and how strictly
 * CSV and JSON are read. Start at {@link io.rootsocket.hub.intake.Intake}. It imports nothing of ours.
 */
@NullMarked
package io.rootsocket.hub.intake;

import org.jspecify.annotations.NullMarked;
