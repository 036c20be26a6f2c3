package io.rootsocket.hub.schedule;

import java.sql.SQLException;
import org.quartz.SchedulerException;
import org.quartz.listeners.SchedulerListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what Quartz could not do. Quartz itself would write a stack trace for each attempt while the database is away, of
 * which {@link NodeUpkeep} says enough. Safe to share.
 */
final class QuartzErrors extends SchedulerListenerSupport {

    private static final Logger LOG = LoggerFactory.getLogger(QuartzErrors.class);

    @Override
    public void schedulerError(String what, SchedulerException cause) {
        if (isOfTheDatabase(cause)) {
            LOG.debug(what, cause);
        } else {
            LOG.error(what, cause);
        }
    }

    private static boolean isOfTheDatabase(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return true;
            }
        }
        return false;
    }
}
