/**
 * RootSocket Hub: YAML-declared Apache Camel routes that deliver into RootSocket channels.
 *
 * <p>The map, from the inside out; each package's own page says where to start and what it may import:
 *
 * <ul>
 *   <li>{@code protocol}: RootSocket's words — channel names, operations, events, tokens, limits. No I/O.
 *   <li>{@code files}: how a file that somebody wrote is read, within bounds; what only the hub's own user may read.
 *   <li>{@code framing}: where one request ends and the next begins, for every server of the hub.
 *   <li>{@code component}: the reusable {@code rootsocket:} Camel component.
 *   <li>{@code firewall}: what strangers may not set, in one table.
 *   <li>{@code broker}: the embedded or external Artemis.
 *   <li>{@code outbox}: accepts durably, delivers later and in order. {@code outbox.message} is what waits there.
 *   <li>{@code deadletters}: what could not be delivered.
 *   <li>{@code schedule}: what fires when.
 *   <li>{@code engine}: assembles and runs the hub from its settings and the {@code routes/} folder.
 *       {@code engine.validate} checks the files of that folder without running them, and {@code engine.routetest} runs
 *       the tests of its routes.
 *   <li>{@code console}: the hub's two doors — what a caller, and what an operator, may see.
 *   <li>{@code sandbox}: a local server that speaks RootSocket.
 *   <li>{@code cli}: one class per command.
 * </ul>
 */
@NullMarked
package io.rootsocket.hub;

import org.jspecify.annotations.NullMarked;
