package io.rootsocket.hub.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.CamelContext;
import picocli.CommandLine.IVersionProvider;

/** The hub's version, from its jar, and what a report of a fault should say beside it. */
final class Version implements IVersionProvider {

    /** Written by the build, where there is a repository. */
    private static final String COMMIT = "commit.properties";

    @Override
    public String[] getVersion() {
        return new String[] {
            "RootSocket Hub " + text(),
            "Commit " + commit().orElse("unknown"),
            "Camel " + versionOf(CamelContext.class),
            "Java %s (%s)".formatted(Runtime.version(), System.getProperty("java.vendor"))
        };
    }

    static String text() {
        return versionOf(Version.class);
    }

    private static String versionOf(Class<?> type) {
        return Objects.requireNonNullElse(type.getPackage().getImplementationVersion(), "(not packaged)");
    }

    private static Optional<String> commit() {
        try (InputStream in = Version.class.getResourceAsStream(COMMIT)) {
            if (in == null) {
                return Optional.empty();
            }
            var properties = new Properties();
            properties.load(in);
            boolean dirty = Boolean.parseBoolean(properties.getProperty("git.dirty"));
            return Optional.ofNullable(properties.getProperty("git.commit.id.abbrev"))
                    .map(id -> dirty ? id + ", with changes" : id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
