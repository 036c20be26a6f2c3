package io.rootsocket.hub.cli.deadletters;

import io.rootsocket.hub.cli.screen.Screen;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Does a long act in batches, and shows on the standard error how far it is: a bar on a terminal, else a line now and
 * then. A short one is done without a word.
 *
 * @param title what is done, for example {@code Replayed}
 * @param total how much there is to do; more is not done, as what fails again comes back
 */
record InBatches(String title, int total, PrintWriter err) {

    private static final int MAX = 200;
    private static final int SHORT = 100;

    /** One batch. */
    @FunctionalInterface
    interface Act {

        /** @return how much of it was done; 0 if nothing is left */
        int batch(int max) throws InterruptedException;
    }

    /** @return how much was done */
    int run(Act act) throws InterruptedException {
        if (total <= SHORT) {
            return all(act, done -> {});
        }
        if (!Screen.showsErrors()) {
            return all(act, done -> err.printf("%s %d of %d.%n", title, done, total));
        }
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(title)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .build()) {
            return all(act, bar::stepTo);
        }
    }

    private int all(Act act, Progress progress) throws InterruptedException {
        int done = 0;
        int batch = 1;
        try {
            while (done < total && batch > 0) {
                batch = act.batch(Math.min(MAX, total - done));
                done += batch;
                progress.reached(done);
            }
            return done;
        } catch (RuntimeException e) {
            if (done > 0) {
                err.printf("%s %d of %d before it stopped.%n", title, done, total);
            }
            throw e;
        }
    }

    private interface Progress {
        void reached(int done);
    }
}
