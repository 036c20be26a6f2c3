package io.rootsocket.hub.replay;

import io.rootsocket.hub.failure.RouteReplay;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.SourceKind;
import io.rootsocket.hub.trail.TrailFilter;
import io.rootsocket.hub.trail.TrailPage;
import io.rootsocket.hub.trail.TrailReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what came in before through the routes as they are now: paced, in its old order, cancellable, and on the record with
 * who asked for it. Each one is an exchange of its own in the trail. A replay ends with the hub. Safe to share between
 * threads.
 */
public final class Replays {

    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

    /** How many a replay may send; for more, ask for a shorter time. */
    public static final int MAX = 10_000;

    public static final int MAX_PER_SECOND = 1_000;
    private static final int REMEMBERED = 100;
    private static final Pattern NAMED_BY_CAMEL = Pattern.compile("route\\d+");
    /** What the component of alarms is called in an address. */
    private static final String ALARMS = "hub:";

    private final RouteReplay routes;
    private final Predicate<Arrived> isStill;
    private final TrailReader trail;
    private final Clock clock;
    private final ScheduledExecutorService pacing;
    private final List<Replay> all = new ArrayList<>();
    private int begun;

    /** @param isStill whether the route of that name is the same as the one that took what came in */
    public Replays(CamelContext camel, TrailReader trail, Predicate<Arrived> isStill, Clock clock) {
        this.routes = new RouteReplay(camel);
        this.isStill = isStill;
        this.trail = trail;
        this.clock = clock;
        this.pacing = camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "replay");
    }

    /**
     * What a replay would send.
     *
     * @throws IllegalArgumentException if it is more than {@value #MAX}
     * @throws NoSuchElementException if an id is unknown
     */
    public ReplayPlan plan(ReplayChoice choice) {
        return new Selection(choice).plan();
    }

    /**
     * Begins a replay and returns at once.
     *
     * @param perSecond how many to send in a second, from 1 to {@value #MAX_PER_SECOND}
     * @throws IllegalArgumentException if it is more than {@value #MAX}, or nothing, or {@code perSecond} cannot be
     * @throws NoSuchElementException if an id is unknown
     */
    public ReplayState start(ReplayChoice choice, int perSecond, String by, Optional<String> why) {
        if (perSecond < 1 || perSecond > MAX_PER_SECOND) {
            throw new IllegalArgumentException(
                    "`%d` a second is no pace. Say a whole number from 1 to %d.".formatted(perSecond, MAX_PER_SECOND));
        }
        var selection = new Selection(choice);
        if (selection.exchanges.isEmpty()) {
            throw new IllegalArgumentException(
                    "Nothing is to be sent: %s.".formatted(selection.plan().inWords()));
        }
        Replay replay = begin(by, why, selection.exchanges);
        LOG.info(
                "Replay {} by {}: {}",
                replay.state().number(),
                by,
                selection.plan().inWords());
        long pause = TimeUnit.SECONDS.toNanos(1) / perSecond;
        pacing.execute(() -> send(replay, pause));
        return replay.state();
    }

    private synchronized Replay begin(String by, Optional<String> why, List<String> exchanges) {
        begun++;
        var replay = new Replay(routes, trail, clock, begun, by, why, exchanges);
        all.add(replay);
        if (all.size() > REMEMBERED) {
            all.removeIf(old -> all.size() > REMEMBERED && old.state().ended().isPresent());
        }
        return replay;
    }

    private void send(Replay replay, long pause) {
        long began = System.nanoTime();
        if (replay.sendNext()) {
            long took = System.nanoTime() - began;
            pacing.schedule(() -> send(replay, pause), Math.max(0, pause - took), TimeUnit.NANOSECONDS);
        }
    }

    /** All since the start of the hub, the newest first; of many the last hundred. */
    public synchronized List<ReplayState> all() {
        var states = new ArrayList<>(all.stream().map(Replay::state).toList());
        Collections.reverse(states);
        return states;
    }

    /**
     * Ends a replay: what it has sent stays sent.
     *
     * @throws NoSuchElementException if there is none of that number
     */
    public ReplayState cancel(int number) {
        Replay replay = numbered(number);
        replay.cancel();
        return replay.state();
    }

    private synchronized Replay numbered(int number) {
        return all.stream()
                .filter(replay -> replay.state().number() == number)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("There is no replay %d.".formatted(number)));
    }

    /** An announcement or an alarm that goes out a second time was not asked for by who wants lost orders again. */
    private static boolean isOfItself(Arrived arrived) {
        return arrived.kind() == SourceKind.SCHEDULE
                || arrived.kind() == SourceKind.TIMER
                || arrived.source().startsWith(ALARMS);
    }

    /** Names that Camel gives are counted anew at each start, so that one may be another route's by now. */
    private boolean isAnother(Arrived arrived) {
        return NAMED_BY_CAMEL.matcher(arrived.route()).matches() && !isStill.test(arrived);
    }

    /** What of a filter can be sent, the oldest first. */
    private final class Selection {

        private final List<String> exchanges = new ArrayList<>();
        private final Set<String> running = routes.routes();
        private int partial;
        private int withoutRoute;
        private int turnedAway;
        private int ofItself;
        private int unknown;
        /** Whether somebody has said which one, which route, or what kind. */
        private boolean named = true;

        Selection(ReplayChoice choice) {
            if (choice.id().isPresent()) {
                one(choice.id().get(), choice.asKept());
            } else {
                TrailFilter filter = choice.filter();
                named = filter.route().isPresent() || filter.kind().isPresent();
                all(filter.atMost(TrailFilter.MAX_CHAINS), choice.asKept());
            }
        }

        private void one(String id, boolean asKept) {
            List<Chain> chains = trail.explain(id);
            if (chains.isEmpty()) {
                throw new NoSuchElementException("The trail knows nothing of `%s`.".formatted(id));
            }
            select(chains.get(0), asKept);
        }

        private void all(TrailFilter filter, boolean asKept) {
            TrailFilter next = filter;
            for (boolean more = true; more; ) {
                TrailPage page = trail.find(next);
                page.chains().stream()
                        .filter(chain -> chain.arrived()
                                .map(arrived -> !arrived.source().startsWith(Replay.REPLAY_OF))
                                .orElse(true))
                        .forEach(chain -> select(chain, asKept));
                if (exchanges.size() > MAX) {
                    throw new IllegalArgumentException(
                            "These are more than %,d. Ask for fewer at once, by a shorter time or by route."
                                    .formatted(MAX));
                }
                more = page.next().isPresent();
                next = next.after(page);
            }
            Collections.reverse(exchanges);
        }

        private void select(Chain chain, boolean asKept) {
            if (chain.arrived().isEmpty()) {
                unknown++;
            } else if (chain.isTurnedAway()) {
                turnedAway++;
            } else if (!named && isOfItself(chain.arrived().get())) {
                ofItself++;
            } else if (!running.contains(chain.arrived().get().route())
                    || isAnother(chain.arrived().get())) {
                withoutRoute++;
            } else if (!asKept && !chain.arrived().get().payload().whole()) {
                partial++;
            } else {
                exchanges.add(chain.exchangeId());
            }
        }

        ReplayPlan plan() {
            return new ReplayPlan(exchanges.size(), partial, withoutRoute, turnedAway, ofItself, unknown);
        }
    }
}
