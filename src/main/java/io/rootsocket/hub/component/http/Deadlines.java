package io.rootsocket.hub.component.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends calls whose time is over. Nearly none ever is, so that they are looked through now and then while there are any, rather
 * than each being entered into a timer's order of times and taken out again. Safe for threads.
 */
final class Deadlines {

    /** How much later than its time a call may be ended. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final ScheduledExecutorService timer;
    private final Set<Deadline> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looks = new AtomicBoolean();

    /** @param timer wakes only while there is a deadline */
    Deadlines(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Whoever closes it in time is not ended. */
    final class Deadline implements AutoCloseable {

        private final long at;
        private final Runnable end;

        private Deadline(long at, Runnable end) {
            this.at = at;
            this.end = end;
        }

        @Override
        public void close() {
            open.remove(this);
        }
    }

    /** @param end run once if the deadline is not closed by then */
    Deadline in(Duration timeout, Runnable end) {
        var deadline = new Deadline(System.nanoTime() + timeout.toNanos(), end);
        open.add(deadline);
        lookSoon();
        return deadline;
    }

    private void lookSoon() {
        if (!looks.get() && looks.compareAndSet(false, true)) {
            timer.schedule(this::look, LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        long now = System.nanoTime();
        for (Deadline deadline : open) {
            if (now - deadline.at >= 0 && open.remove(deadline)) {
                deadline.end.run();
            }
        }
        // First: who opens one from now on has it looked at.
        looks.set(false);
        if (!open.isEmpty()) {
            lookSoon();
        }
    }
}
