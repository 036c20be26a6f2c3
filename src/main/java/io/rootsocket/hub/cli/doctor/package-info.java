/**
 * {@code hub doctor}: what is wrong with the surroundings of a hub, whether it runs or not, and a bundle to send to who
 * helps.
 *
 * <p>Start at {@link io.rootsocket.hub.cli.doctor.DoctorCommand}. May import what a command may.
 */
@NullMarked
package io.rootsocket.hub.cli.doctor;

import org.jspecify.annotations.NullMarked;
