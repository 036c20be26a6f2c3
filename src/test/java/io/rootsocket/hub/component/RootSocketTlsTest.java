package io.rootsocket.hub.component;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose certificate, for {@code localhost}, only the endpoint's own TLS settings trust. */
class RootSocketTlsTest extends RootSocketTestSupport {

    private static final String PASSWORD = "changeit";
    private static final String MESSAGE =
            "rootsocket:message?channel=test&key=another&sslContextParameters=#trusting&apiUrl=https://";

    @TempDir
    private Path folder;

    @Test
    void trustsWhatItsTlsSettingsTrust() throws Exception {
        var service = startService();
        try {
            var done = send(MESSAGE + "localhost:" + service.httpsPort(), "hello");

            assertThat(done.getException()).isNull();
            assertThat(service.getAllServeEvents()).hasSize(1);
        } finally {
            service.stop();
        }
    }

    @Test
    void refusesACertificateOfAnotherHost() throws Exception {
        var service = startService();
        try {
            var done = send(MESSAGE + "127.0.0.1:" + service.httpsPort(), "hello");

            failure(RootSocketConfigurationException.class, done);
            assertThat(service.getAllServeEvents()).isEmpty();
        } finally {
            service.stop();
        }
    }

    private WireMockServer startService() throws Exception {
        String keys = keys();
        context.getRegistry().bind("trusting", trusting(keys));
        var service = new WireMockServer(options()
                .dynamicPort()
                .dynamicHttpsPort()
                .keystorePath(keys)
                .keystoreType("PKCS12")
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD));
        service.start();
        service.stubFor(any(anyUrl()).willReturn(ok()));
        return service;
    }

    private static SSLContextParameters trusting(String keys) {
        var store = new KeyStoreParameters();
        store.setResource("file:" + keys);
        store.setType("PKCS12");
        store.setPassword(PASSWORD);
        var trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        var tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        return tls;
    }

    private String keys() throws Exception {
        Path file = folder.resolve("service.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String arguments = "-genkeypair -alias service -keyalg EC -dname CN=localhost -ext san=dns:localhost"
                + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + file;
        Process process = new ProcessBuilder((keytool + " " + arguments).split(" "))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return file.toString();
    }
}
