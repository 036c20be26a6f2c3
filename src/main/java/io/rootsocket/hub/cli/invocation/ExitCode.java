package io.rootsocket.hub.cli.invocation;

import io.rootsocket.hub.broker.BrokerException;
import io.rootsocket.hub.component.RootSocketAmbiguousException;
import io.rootsocket.hub.component.RootSocketConfigurationException;
import io.rootsocket.hub.component.RootSocketMessageException;
import io.rootsocket.hub.component.RootSocketRetryException;
import io.rootsocket.hub.hub.HubCannotStartYetException;
import io.rootsocket.hub.protocol.InvalidChannelNameException;
import io.rootsocket.hub.routetest.UnreadableTestException;
import io.rootsocket.hub.sandbox.SandboxException;
import io.rootsocket.hub.settings.HubConfigurationException;

/** What a command's exit code says: one code for each thing to do about an error. */
public final class ExitCode {

    public static final int UNEXPECTED = 1;
    public static final int USAGE = 2;
    public static final int TRY_AGAIN = 3;
    public static final int FIX_CONFIGURATION = 4;
    static final int FIX_MESSAGE = 5;
    static final int AMBIGUOUS = 6;

    private ExitCode() {}

    public static int of(Throwable failure) {
        if (failure instanceof AdminException e) {
            return e.exitCode();
        }
        if (failure instanceof RootSocketRetryException || failure instanceof HubCannotStartYetException) {
            return TRY_AGAIN;
        }
        if (failure instanceof RootSocketMessageException
                || failure instanceof InvalidChannelNameException
                || failure instanceof UnusableInputException) {
            return FIX_MESSAGE;
        }
        if (failure instanceof RootSocketAmbiguousException) {
            return AMBIGUOUS;
        }
        return failure instanceof RootSocketConfigurationException
                        || failure instanceof HubConfigurationException
                        || failure instanceof UnreadableTestException
                        || failure instanceof BrokerException
                        || failure instanceof SandboxException
                ? FIX_CONFIGURATION
                : UNEXPECTED;
    }
}
