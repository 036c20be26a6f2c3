package io.rootsocket.hub.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The hub's version, from its jar. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"RootSocket Hub " + text()};
    }

    static String text() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "(not packaged)");
    }
}
