package io.rootsocket.hub.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a Java of its own: what Java trusts by default, it finds out once. */
class JavaTrustIT {

    @TempDir
    Path folder;

    private Path store;

    @BeforeEach
    void makeAStoreThatHoldsNobody() throws Exception {
        store = folder.resolve("company.p12");
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        try (OutputStream file = Files.newOutputStream(store)) {
            empty.store(file, "right".toCharArray());
        }
    }

    @Test
    void isWellWithoutAStoreOfItsOwnAndWithOneThatJavaCanOpen() throws Exception {
        assertThat(refusal()).isEmpty();
        assertThat(refusal("trustStore=" + store, "trustStorePassword=right")).isEmpty();
        assertThat(refusal("trustStore=NONE")).isEmpty();
    }

    /** Java would trust nobody, and say so for each connection. */
    @Test
    void refusesAStoreThatIsNotThere() throws Exception {
        assertThat(refusal("trustStore=" + folder.resolve("nowhere")))
                .contains("javax.net.ssl.trustStore names", "nowhere", "JAVA_OPTS");
        assertThat(refusal("keyStore=" + folder)).contains("javax.net.ssl.keyStore names", "JAVA_OPTS");
    }

    /** The doctor ended with a stack trace. */
    @Test
    void refusesAStoreWithAnotherPassword() throws Exception {
        assertThat(refusal("trustStore=" + store, "trustStorePassword=wrong"))
                .contains("cannot open the store", "password", "JAVA_OPTS")
                .doesNotContain("wrong");
    }

    /** What it says with these options; empty if all is well. */
    private static String refusal(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : options) {
            command.add("-Djavax.net.ssl." + option);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Asked.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    static final class Asked {

        private Asked() {}

        public static void main(String[] args) {
            try {
                JavaTrust.requireUsable();
            } catch (HubConfigurationException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
