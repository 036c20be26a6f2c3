/**
 * RootSocket Hub: YAML-declared Apache Camel routes that deliver into RootSocket channels.
 *
 * <p>The map, from the inside out. What a room imports is above it or beside it, the architecture test has every arrow, and
 * each package's own page says where to start:
 *
 * <ul>
 *   <li>{@code protocol}: RootSocket's words — channel names, operations, events, tokens, limits. No I/O.
 *   <li>{@code text}: words of others, made fit to be shown.
 *   <li>{@code files}: how a file that somebody wrote is read, within bounds; what only the hub's own user may read.
 *   <li>{@code log}: what the log lets out and how much it says, while the hub runs.
 *   <li>{@code firewall}: what strangers may not set, in one table.
 *   <li>{@code intake}: how what others leave in folders comes in.
 *   <li>{@code settings}: the variables {@code HUB_*}, and how a setting reaches a route.
 *   <li>{@code http}: what every HTTP server of the hub has in common.
 *   <li>{@code component}: the reusable {@code rootsocket:} Camel component; {@code component.http}: HTTP as it needs it.
 *   <li>{@code broker}: the embedded Artemis, or one that runs elsewhere; {@code broker.body}: the body of a message as it is
 *       stored; {@code broker.consumer}: how the hub takes messages.
 *   <li>{@code outbox}: where a message waits until RootSocket has it; {@code outbox.message}: what such a message is made of;
 *       {@code deadletters}: what could not be delivered.
 *   <li>{@code schedule}: what fires when; {@code schedule.timetable}: the times; {@code schedule.ledger}: what became of
 *       each; {@code schedule.store}: Quartz's tables beside it; {@code schedule.nodes}: whose clock is right; {@code
 *       schedule.backfill}: what was due in the past and did not run.
 *   <li>{@code trail}: what came in and went out, and what became of it, without secrets; {@code trail.redaction}: what
 *       is a secret; {@code trail.store}: where that is kept, within bounds.
 *   <li>{@code backup}: a copy of all that a hub keeps, taken while it runs.
 *   <li>{@code alarm}: silence and failure, heard.
 *   <li>{@code webhook}: a call, and what its caller hears; {@code webhook.awaited}: the steps for which a caller waits.
 *   <li>{@code failure}: what becomes of an exchange that fails; {@code failure.queue}: how messages are taken from queues.
 *   <li>{@code trail.capture}: what goes into the trail, and where Camel tells of it.
 *   <li>{@code changes}: what was seen last, so that only what has changed goes on.
 *   <li>{@code polling}: what the hub goes and asks servers for.
 *   <li>{@code delivery}: from the component into the outbox and out again.
 *   <li>{@code tracing}: what became of messages, for OpenTelemetry's collectors.
 *   <li>{@code routes}: the folder of routes, as everybody reads it; {@code routes.yaml}: a file of it as YAML; {@code
 *       routes.finding}: a mistake in it; {@code routes.refusal}: what Camel does not take, in words; {@code routes.graph}: what
 *       routes look like, drawn from their files.
 *   <li>{@code validate}: checks without running; {@code validate.schema}: against Camel's schema; {@code validate.flow}: what
 *       strangers have a say in.
 *   <li>{@code reload}: what happens when a route file is saved; {@code reload.history}: what ran before.
 *   <li>{@code routetest}: tests of routes, without a network and on a clock of their own.
 *   <li>{@code replay}: what came in before, brought again, for real or to compare two versions of the routes.
 *   <li>{@code hub}: assembles, starts and stops all of the above.
 *   <li>{@code console.api}: what is asked at the admin port and answered; {@code console.html}: what every page of the console
 *       is made of; {@code console.pages}: the pages themselves; {@code console}: the two doors.
 *   <li>{@code sandbox}: a local server that speaks RootSocket.
 *   <li>{@code cli}: one class per command; a new command is a class there and a line in {@code Commands}; {@code
 *       cli.schedules}, {@code cli.deadletters}, {@code cli.messages} and {@code cli.alarms}: the commands about those; {@code
 *       cli.doctor}: what is wrong around a hub; {@code cli.invocation}: what every command has; {@code cli.screen}: tables,
 *       times and colours.
 * </ul>
 *
 * <p>Our own nouns; everything else means what it means in Camel, JMS, Quartz or HTTP:
 *
 * <dl>
 *   <dt>channel<dd>RootSocket's address of subscribers; what a message is delivered into.
 *   <dt>lane<dd>the messages of one channel, which leave in their order; one lane never waits for another.
 *   <dt>source<dd>who brought an exchange (a caller, a file, a queue, a clock), and must hear what became of it.
 *   <dt>stranger<dd>whoever writes what comes in; what a stranger may not set, the firewall removes.
 *   <dt>occurrence<dd>one time at which a route is due; its key makes it happen once.
 *   <dt>ledger<dd>the table of all occurrences and their outcomes.
 *   <dt>trail<dd>the bounded record of what came in, what went out, and what became of it.
 *   <dt>chain<dd>an exchange and all that came of it, as the trail tells it.
 *   <dt>timetable<dd>the times at which a route is due, in its zone and without its excluded days.
 *   <dt>piece<dd>the smallest part of a route file that is swapped on its own: usually one route.
 *   <dt>generation<dd>one state of the folder of routes that ran, or that was refused.
 *   <dt>finding<dd>a mistake in a route file, with its place, its reason and what to do.
 *   <dt>odd file<dd>a file that cannot be read as what it should be: too large, no text, a device.
 *   <dt>door<dd>a port on which people or programs reach the hub.
 *   <dt>sandbox<dd>RootSocket on your own machine, that fails on demand.
 * </dl>
 */
@NullMarked
package io.rootsocket.hub;

import org.jspecify.annotations.NullMarked;
