package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.Position;
import io.rootsocket.hub.trail.TrailEvent;
import io.rootsocket.hub.trail.TrailFilter;
import io.rootsocket.hub.trail.TrailPage;
import io.rootsocket.hub.trail.TrailReader;
import io.rootsocket.hub.trail.TrailUnavailableException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;

/** Finds chains in the spool and in the parts of the database. */
final class ChainSearch implements TrailReader {

    private static final int MAX_EXPLAINED = 20;
    /** Each has some megabytes in memory. */
    private static final int AT_ONCE = 4;

    private static final Duration TURN = Duration.ofSeconds(10);
    private static final Duration MAX_TIME = Duration.ofSeconds(2);
    /** A clock may have been set back so much between the events of a chain. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private static final Comparator<Chain> NEWEST_FIRST =
            Comparator.comparing(Chain::begun).reversed();

    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Supplier<TrailBlocks> blocks;

    /** @param blocks all of them, for one search */
    ChainSearch(Supplier<TrailBlocks> blocks) {
        this.blocks = blocks;
    }

    @Override
    public TrailPage find(TrailFilter filter) {
        return inTurn(() -> {
            Optional<Position> from = filter.before().map(Position::of);
            var page = new Page(blocks.get(), filter, from);
            page.blocks.walk(BlockFilter.of(filter), from.map(Position::block), page::add);
            return page.done();
        });
    }

    @Override
    public List<Chain> explain(String id) {
        String wanted = id.strip();
        if (wanted.isEmpty()) {
            return List.of();
        }
        return inTurn(() -> {
            TrailBlocks all = blocks.get();
            var found = all.withKeys(Ids.keysOf(wanted), Instant.EPOCH, event -> Ids.has(event, wanted));
            if (found.isEmpty() && wanted.length() >= Ids.SHORTEST) {
                found = all.withKeys(
                        Ids.keysOfBeginning(wanted), Instant.EPOCH, event -> Ids.hasBeginning(event, wanted));
            }
            List<String> exchanges = new ArrayList<>(
                    found.stream().map(TrailEvent::exchangeId).collect(Collectors.toCollection(LinkedHashSet::new)));
            int first = Math.max(0, exchanges.size() - MAX_EXPLAINED);
            return whole(all, Set.copyOf(exchanges.subList(first, exchanges.size())), Instant.EPOCH).values().stream()
                    .sorted(NEWEST_FIRST)
                    .toList();
        });
    }

    private static Map<String, Chain> whole(TrailBlocks blocks, Set<String> exchanges, Instant since) {
        Map<String, Chain> chains = new HashMap<>();
        if (!exchanges.isEmpty()) {
            Set<Long> keys = exchanges.stream().map(Ids::keyOfExchange).collect(Collectors.toSet());
            Chains.of(blocks.withKeys(keys, since, event -> exchanges.contains(event.exchangeId())))
                    .forEach(chain -> chains.put(chain.exchangeId(), chain));
        }
        return chains;
    }

    private <T> T inTurn(Supplier<T> search) {
        try {
            if (!turns.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TrailUnavailableException("Others are searching the trail; ask again in a moment.", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrailUnavailableException("The search of the trail was interrupted.", e);
        }
        try {
            return search.get();
        } catch (DataAccessException | UncheckedIOException e) {
            throw new TrailUnavailableException("The trail cannot be read now: %s".formatted(FirstLine.of(e)), e);
        } finally {
            turns.release();
        }
    }

    /** What was found so far. */
    private static final class Page {

        private final TrailBlocks blocks;
        private final TrailFilter filter;
        private final ChainFilter chains;
        private final Optional<Position> from;
        private final List<Chain> found = new ArrayList<>();
        private final long begun = System.nanoTime();
        private Optional<Position> next = Optional.empty();

        private Page(TrailBlocks blocks, TrailFilter filter, Optional<Position> from) {
            this.blocks = blocks;
            this.filter = filter;
            this.chains = new ChainFilter(filter);
            this.from = from;
        }

        /** @return whether it is enough */
        private boolean add(BlockHead head) {
            List<Chain> all = Chains.of(blocks.events(head));
            int end = from.filter(position -> position.block().equals(head.name()))
                    .map(position -> Math.min(position.index(), all.size()))
                    .orElse(all.size());
            List<Chain> here = all.subList(0, end);
            Map<String, Chain> whole = complete(here);
            for (int index = end - 1; index >= 0; index--) {
                Chain chain = whole.getOrDefault(here.get(index).exchangeId(), here.get(index));
                if (arrivedAsWanted(here.get(index)) && chains.takes(chain)) {
                    found.add(chain);
                    if (found.size() == filter.max()) {
                        next = Optional.of(new Position(head.name(), index));
                        return true;
                    }
                }
            }
            if (System.nanoTime() - begun > MAX_TIME.toNanos()) {
                next = Optional.of(new Position(head.name(), 0));
                return true;
            }
            return false;
        }

        /** It belongs to the block in which it arrived. */
        private boolean arrivedAsWanted(Chain chain) {
            return chain.arrived().filter(chains::takes).isPresent();
        }

        /** What became of those that were not over yet stands elsewhere. */
        private Map<String, Chain> complete(List<Chain> here) {
            List<Chain> open = here.stream()
                    .filter(chain -> arrivedAsWanted(chain) && chain.mayGoOn())
                    .toList();
            Instant since =
                    open.stream().map(Chain::begun).min(Instant::compareTo).orElse(Instant.EPOCH);
            return whole(
                    blocks, open.stream().map(Chain::exchangeId).collect(Collectors.toSet()), since.minus(TOLERANCE));
        }

        private TrailPage done() {
            return new TrailPage(found.stream().sorted(NEWEST_FIRST).toList(), next.map(Position::toString));
        }
    }
}
