package io.rootsocket.hub.hub;

import io.rootsocket.hub.deadletters.DeadLetterCounts;
import io.rootsocket.hub.log.LogLevel;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.schedule.NextFire;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a running hub says of itself.
 *
 * @param version which hub it is
 * @param since since when it runs
 * @param stopping whether it has begun to stop: nothing new comes in, and what is on its way may finish
 * @param routes what runs, and what does not
 * @param nextFires when the scheduled routes fire next, the soonest first
 * @param paused the scheduled routes that somebody has paused
 * @param webhooks the addresses that the routes listen on, for example {@code http://localhost:8080/webhooks/github}
 * @param rootSocket where it delivers to
 * @param messages what it keeps
 * @param broker where the JMS broker is
 * @param admin the address of its admin door
 * @param logLevels those that somebody has changed for now
 */
public record HubStatus(
        String version,
        Instant since,
        boolean stopping,
        Routes routes,
        List<NextFire> nextFires,
        List<String> paused,
        List<String> webhooks,
        RootSocket rootSocket,
        Messages messages,
        String broker,
        String admin,
        List<LogLevel> logLevels) {

    public HubStatus {
        nextFires = List.copyOf(nextFires);
        paused = List.copyOf(paused);
        webhooks = List.copyOf(webhooks);
        logLevels = List.copyOf(logLevels);
    }

    /** The files of routes that do not run as they are written, and why. */
    public List<RouteProblem> problems() {
        return routes.problems();
    }

    /**
     * The routes.
     *
     * @param folder where their files are
     * @param files from how many files they come
     * @param running how many of them run
     * @param stopped those that do not
     * @param problems the files that do not run as they are written, and why
     * @param notes what in the settings has no effect
     */
    public record Routes(
            Path folder,
            int files,
            int running,
            List<String> stopped,
            List<RouteProblem> problems,
            List<String> notes) {

        public Routes {
            stopped = List.copyOf(stopped);
            problems = List.copyOf(problems);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Where the hub delivers to.
     *
     * @param url its base URL
     * @param sandbox whether it is a sandbox that the hub has started
     * @param dryRun whether messages are printed instead
     * @param keyProblem why it is not known that it takes the key; empty if it does
     */
    public record RootSocket(String url, boolean sandbox, boolean dryRun, Optional<String> keyProblem) {}

    /**
     * What the hub keeps.
     *
     * @param waiting how many messages wait for their delivery
     * @param oldest when the first of them was accepted; empty if none waits
     * @param deadLetters what could not be delivered, or failed in its route
     * @param trouble what is wrong with keeping or delivering them
     */
    public record Messages(long waiting, Optional<Instant> oldest, DeadLetterCounts deadLetters, List<String> trouble) {

        public Messages {
            trouble = List.copyOf(trouble);
        }
    }
}
