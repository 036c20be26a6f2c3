package io.rootsocket.hub.component;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.created;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls over TLS with a certificate of one's own, and through a proxy. */
class RootSocketSecureIT {

    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    @Test
    void trustsACertificateThatTheTlsSettingsTrustAndNoOther() throws Exception {
        String keyStore = selfSigned(folder.resolve("keys.p12"));
        var service = started(options()
                .httpDisabled(true)
                .dynamicHttpsPort()
                .keystorePath(keyStore)
                .keystoreType("PKCS12")
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD));
        try {
            service.stubFor(post(anyUrl()).willReturn(created()));
            String url = "https://localhost:" + service.httpsPort();

            assertThat(send(url, options -> options.setSslContextParameters(trusting(keyStore)))
                            .getException())
                    .isNull();
            assertThat(send(url, options -> {}).getException())
                    .isInstanceOf(RootSocketConfigurationException.class)
                    .hasMessageContaining("sslContextParameters");

            service.verify(1, postRequestedFor(urlEqualTo("/api/v1/messages/")));
        } finally {
            service.stop();
        }
    }

    private static WireMockServer started(WireMockConfiguration options) {
        var server = new WireMockServer(options);
        server.start();
        return server;
    }

    private static String selfSigned(Path file) throws Exception {
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "service",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(said).isZero();
        return file.toString();
    }

    private static SSLContextParameters trusting(String keyStore) {
        var keys = new KeyStoreParameters();
        keys.setResource("file:" + keyStore);
        keys.setPassword(PASSWORD);
        var trust = new TrustManagersParameters();
        trust.setKeyStore(keys);
        var tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        return tls;
    }

    @Test
    void sendsThroughAProxy() throws Exception {
        var proxy = started(options().dynamicPort());
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0))) {
            proxy.stubFor(any(anyUrl())
                    .willReturn(aResponse().proxiedFrom(sandbox.apiUrl().toString())));

            Exchange exchange = send("http://rootsocket.invalid", options -> {
                options.setProxyHost("localhost");
                options.setProxyPort(proxy.port());
            });

            assertThat(exchange.getException()).isNull();
            assertThat(sandbox.messages("news")).hasSize(1);
            assertThat(proxy.getAllServeEvents()).hasSize(1);
        } finally {
            proxy.stop();
        }
    }

    private static Exchange send(String apiUrl, Consumer<RootSocketConfiguration> options) throws Exception {
        try (var camel = new DefaultCamelContext()) {
            var component = new RootSocketComponent();
            component.getConfiguration().setKey(SandboxSettings.DEFAULT_KEY);
            component.getConfiguration().setApiUrl(apiUrl);
            options.accept(component.getConfiguration());
            camel.addComponent("rootsocket", component);
            camel.start();
            return camel.createFluentProducerTemplate()
                    .to("rootsocket:message?channel=news")
                    .withBody("hello")
                    .send();
        }
    }
}
