package io.rootsocket.hub.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Whom Java trusts, where its options name a store of their own, as behind a proxy that signs for all. Java itself takes a
 * store that is not there for one that holds nobody, and one whose password is wrong for an error of each connection.
 */
public final class JavaTrust {

    private static final List<String> STORES = List.of("javax.net.ssl.trustStore", "javax.net.ssl.keyStore");

    private JavaTrust() {}

    /** @throws HubConfigurationException if Java cannot use such a store */
    public static void requireUsable() {
        boolean named = false;
        for (String option : STORES) {
            String file = System.getProperty(option, "");
            named |= !file.isEmpty() || System.getProperty(option + "Password") != null;
            // Java has a word for none.
            if (!file.isEmpty() && !file.equals("NONE")) {
                requireReadable(option, file);
            }
        }
        if (named) {
            requireOpen();
        }
    }

    private static void requireReadable(String option, String file) {
        boolean readable;
        try {
            readable = Files.isRegularFile(Path.of(file)) && Files.isReadable(Path.of(file));
        } catch (InvalidPathException e) {
            readable = false;
        }
        if (!readable) {
            throw new HubConfigurationException(
                    "Java's option %s names %s, which is no file that this user can read. Correct it in JAVA_OPTS."
                            .formatted(option, file));
        }
    }

    private static void requireOpen() {
        try {
            SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new HubConfigurationException(
                    ("Java cannot open the store that its options javax.net.ssl.… name (%s). Correct its file, type and"
                                    + " password in JAVA_OPTS.")
                            .formatted(rootOf(e).getMessage()),
                    e);
        }
    }

    private static Throwable rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
