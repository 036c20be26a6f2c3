package io.rootsocket.hub.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.hub.HubExtension;
import io.rootsocket.hub.hub.HubSettings;
import java.lang.management.ManagementFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process once its heap is exhausted, so that whoever started it starts it again: threads of the scheduler or of
 * the broker may have died of it, and a hub without them looks alive. What was accepted is on disk.
 *
 * <p>Java does that by itself with {@code -XX:+ExitOnOutOfMemoryError}, which {@code ./hub} and the image set. It cannot be
 * set from within: for a hub that was started without it, this looks at the failures that can be seen.
 */
final class HeapExit extends EventNotifierSupport implements HubExtension {

    private static final Logger LOG = LoggerFactory.getLogger(HeapExit.class);
    private static final String FLAG = "ExitOnOutOfMemoryError";

    HeapExit() {
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
    }

    @Override
    public void attach(CamelContext camel, HubSettings settings) {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            LOG.error("Thread {} died", thread.getName(), failure);
            endIfExhausted(failure);
        });
        if (isSet()) {
            return;
        }
        camel.getManagementStrategy().addEventNotifier(this);
    }

    /** Says that Java would not end by itself, once there is something to see. */
    void warn() {
        if (!isSet()) {
            LOG.warn(
                    "Java was started without -XX:+{}, which ./hub and the image set: a hub whose memory is exhausted might"
                            + " go on half dead. Set it in the command, or in JAVA_TOOL_OPTIONS.",
                    FLAG);
        }
    }

    private static boolean isSet() {
        var java = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return java != null && Boolean.parseBoolean(java.getVMOption(FLAG).getValue());
        } catch (IllegalArgumentException notKnown) {
            return false;
        }
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeEvent failed && failed.getExchange().getException() != null) {
            endIfExhausted(failed.getExchange().getException());
        }
    }

    private static void endIfExhausted(Throwable failure) {
        if (ObjectHelper.getException(OutOfMemoryError.class, failure) != null) {
            LOG.error("The memory is exhausted ({}); the hub ends and has to be started again.", failure.getMessage());
            // Orderly, it would need memory, and threads that may be gone.
            Runtime.getRuntime().halt(ExitCode.TRY_AGAIN);
        }
    }
}
