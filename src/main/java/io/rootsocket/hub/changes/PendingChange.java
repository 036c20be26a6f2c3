package io.rootsocket.hub.changes;

import io.rootsocket.hub.component.RootSocketConstants;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A change that an exchange tells of, until the exchange is done. Safe for threads. */
final class PendingChange implements Synchronization {

    private static final Logger LOG = LoggerFactory.getLogger(PendingChange.class);
    private static final int SHOWN = 16;

    private final Subject subject;
    private final LastSeen.Claim claim;
    private String fingerprint;
    private @Nullable String note;
    private boolean held;

    PendingChange(Subject subject, LastSeen.Claim claim, String fingerprint, @Nullable String note) {
        this.subject = subject;
        this.claim = claim;
        this.fingerprint = fingerprint;
        this.note = note;
    }

    boolean isOf(Subject other) {
        return subject.equals(other);
    }

    /**
     * The same exchange, or a part of it, has a value for the item once more.
     *
     * @return whether it is another one
     */
    synchronized boolean replace(String newFingerprint, @Nullable String newNote) {
        boolean changed = !fingerprint.equals(newFingerprint);
        fingerprint = newFingerprint;
        note = newNote;
        return changed;
    }

    /** The same change that comes again after a crash has the same key; its durable messages are told apart by it. */
    synchronized void markRepeats(Exchange exchange) {
        String key = "%s/%s/%d/%s"
                .formatted(
                        subject.name(), subject.item(), claim.before().changes() + 1, fingerprint.substring(0, SHOWN));
        exchange.setProperty(RootSocketConstants.CHANGE, key);
    }

    synchronized void holdBy(Exchange exchange) {
        if (!held) {
            held = true;
            claim.hold();
            exchange.getExchangeExtension().addOnCompletion(this);
        }
    }

    @Override
    public synchronized void onComplete(Exchange exchange) {
        try {
            claim.remember(fingerprint, note);
        } catch (RuntimeException e) {
            // As after a crash: it counts as changed once more.
            LOG.warn("What {} saw last could not be noted: {}", subject.name(), e.getMessage());
        }
    }

    @Override
    public void onFailure(Exchange exchange) {
        try {
            claim.letGo();
        } catch (RuntimeException e) {
            LOG.debug("{} is let go by itself a while later", subject.name(), e);
        }
    }
}
