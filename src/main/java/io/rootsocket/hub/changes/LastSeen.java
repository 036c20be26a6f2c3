package io.rootsocket.hub.changes;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store of what was seen last, by name and item. Safe to share between threads. */
public interface LastSeen {

    /** What is known of an item now; nothing is written. */
    Sighting look(Subject subject);

    /**
     * Takes an item, so that nobody else does before it is given back.
     *
     * @param fingerprint of the value that is to be told of; that of the same change is told apart from another one
     * @return empty while somebody else has it
     */
    Optional<Claim> claim(Subject subject, String fingerprint);

    /**
     * Notes that an item was seen again and is the same, so that it is not taken for one that is gone.
     *
     * @param note what goes with it, in the place of what did
     */
    void seenAgain(Subject subject, @Nullable String note);

    /** Whether anything was ever seen under that name. */
    boolean knows(String name);

    /** Forgets the items of that name that were seen longest ago, beyond so many. */
    void keepOnly(String name, int max);

    /**
     * An item that one exchange has taken. It is given back by {@link #remember} or {@link #letGo}; if the process dies
     * before, it counts as let go a while later. Safe for threads.
     */
    interface Claim {

        /** What was known when it was taken. */
        Sighting before();

        /** From now on it is held for as long as the process lives, until it is given back. */
        void hold();

        /** From now on this is what was seen last. */
        void remember(String fingerprint, @Nullable String note);

        /** It is not known what became of it: whatever comes next has changed. */
        void letGo();
    }
}
