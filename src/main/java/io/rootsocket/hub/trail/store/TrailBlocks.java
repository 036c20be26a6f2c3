package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.trail.BlockName;
import io.rootsocket.hub.trail.TrailEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All blocks as one search sees them: first those of the spool, then those of the parts, the newest first. A block that moves
 * from one to the other meanwhile is seen once. For one thread.
 */
final class TrailBlocks {

    private static final int AT_ONCE = 50;
    private static final Instant FAR = Instant.MAX;

    private static final Comparator<Parts.Indexed> NEWEST_FIRST =
            Comparator.comparing((Parts.Indexed block) -> block.head().name()).reversed();
    /** A chain is spread over blocks that are near each other. */
    private static final int REMEMBERED = 8;

    private final Spool spool;
    private final Parts parts;
    private final Set<BlockName> seenInSpool = new HashSet<>();
    private final List<Parts.Indexed> index = new ArrayList<>();
    private Instant indexedSince = FAR;
    private final Map<BlockName, List<TrailEvent>> events = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockName, List<TrailEvent>> eldest) {
            return size() > REMEMBERED;
        }
    };

    TrailBlocks(Spool spool, Parts parts) {
        this.spool = spool;
        this.parts = parts;
    }

    /**
     * Shows blocks, the newest first, until it is told that it is enough.
     *
     * @param from the block to begin with; empty: the newest
     * @param enough is shown a block; true: no more
     */
    void walk(BlockFilter filter, Optional<BlockName> from, Predicate<BlockHead> enough) {
        List<BlockName> waiting = spool.names();
        boolean begun = from.isEmpty();
        for (BlockName name : waiting) {
            begun = begun || name.equals(from.get());
            if (begun && enough.test(new BlockHead(BlockHead.SPOOL, name))) {
                return;
            }
        }
        walkParts(filter, begun ? Optional.empty() : from, enough);
    }

    private void walkParts(BlockFilter filter, Optional<BlockName> from, Predicate<BlockHead> enough) {
        Optional<BlockName> begin = from;
        for (Parts.Part part : parts.all()) {
            int number = part.number();
            if (begin.isEmpty()) {
                if (isEnough(number, filter, null, enough)) {
                    return;
                }
            } else if (parts.has(number, begin.get())) {
                if (enough.test(new BlockHead(number, begin.get())) || isEnough(number, filter, begin.get(), enough)) {
                    return;
                }
                begin = Optional.empty();
            }
        }
    }

    private boolean isEnough(int part, BlockFilter filter, @Nullable BlockName before, Predicate<BlockHead> enough) {
        BlockName last = before;
        while (true) {
            List<BlockHead> heads = parts.heads(part, filter, last, AT_ONCE);
            for (BlockHead head : heads) {
                if (!seenInSpool.contains(head.name()) && enough.test(head)) {
                    return true;
                }
            }
            if (heads.size() < AT_ONCE) {
                return false;
            }
            last = heads.get(heads.size() - 1).name();
        }
    }

    /** What a block holds; nothing, if it has gone from where it was. */
    List<TrailEvent> events(BlockHead head) {
        List<TrailEvent> known = events.get(head.name());
        if (known != null) {
            return known;
        }
        Optional<byte[]> bytes = bytes(head);
        if (bytes.isEmpty()) {
            return List.of();
        }
        if (head.isInSpool()) {
            seenInSpool.add(head.name());
        }
        List<TrailEvent> read = EventReader.read(bytes.get());
        events.put(head.name(), read);
        return read;
    }

    private Optional<byte[]> bytes(BlockHead head) {
        if (!head.isInSpool()) {
            return parts.body(head);
        }
        try {
            return spool.read(head.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Every event since then that may have one of these keys, the oldest block first.
     *
     * @param keys as {@link Ids} makes them
     */
    List<TrailEvent> withKeys(Set<Long> keys, Instant since, Predicate<TrailEvent> wanted) {
        long[] hashes = keys.stream().mapToLong(Long::longValue).toArray();
        List<List<TrailEvent>> found = new ArrayList<>();
        for (BlockName name : spool.names()) {
            found.add(of(new BlockHead(BlockHead.SPOOL, name), wanted));
        }
        index(since);
        for (Parts.Indexed block : index) {
            if (!seenInSpool.contains(block.head().name()) && mayHave(block.ids(), hashes)) {
                found.add(of(block.head(), wanted));
            }
        }
        Collections.reverse(found);
        return found.stream().flatMap(List::stream).toList();
    }

    /** Looks once at each block, however many questions there are. */
    private void index(Instant since) {
        if (!since.isBefore(indexedSince)) {
            return;
        }
        for (Parts.Part part : parts.all()) {
            index.addAll(parts.indexed(part.number(), since, indexedSince));
        }
        index.sort(NEWEST_FIRST);
        indexedSince = since;
    }

    private List<TrailEvent> of(BlockHead head, Predicate<TrailEvent> wanted) {
        return events(head).stream().filter(wanted).toList();
    }

    private static boolean mayHave(IdFilter ids, long[] hashes) {
        for (long hash : hashes) {
            if (ids.mayHave(hash)) {
                return true;
            }
        }
        return false;
    }
}
