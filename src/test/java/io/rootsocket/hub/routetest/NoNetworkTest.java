package io.rootsocket.hub.routetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A test reaches no network, whichever step asks for it. */
@ManualRow({"a stylesheet or schema of another server in a test of a route", "entities and schemas that a body names"})
class NoNetworkTest {

    private static final List<String> ASKED = new CopyOnWriteArrayList<>();
    private static final String XSL = "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>";
    private static final String XSD = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>";

    private static HttpServer server;
    private static String url;

    @TempDir
    Path folder;

    @BeforeAll
    static void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        url = "http://localhost:" + server.getAddress().getPort();
        server.createContext("/", exchange -> {
            ASKED.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @BeforeEach
    void resources() throws IOException {
        ASKED.clear();
        write("include.xsl", XSL + "<xsl:include href='URL/x'/></xsl:stylesheet>");
        write("import.xsl", XSL + "<xsl:import href='URL/x'/></xsl:stylesheet>");
        write(
                "document.xsl",
                XSL
                        + "<xsl:template match='/'><xsl:copy-of select=\"document('URL/x')\"/></xsl:template></xsl:stylesheet>");
        write("dtd.xsl", "<!DOCTYPE x SYSTEM 'URL/x'>" + XSL + "</xsl:stylesheet>");
        write("same.xsl", XSL + "<xsl:template match='/'><xsl:copy-of select='.'/></xsl:template></xsl:stylesheet>");
        write("include.xsd", XSD + "<xs:include schemaLocation='URL/x'/></xs:schema>");
        write("import.xsd", XSD + "<xs:import namespace='urn:x' schemaLocation='URL/x'/></xs:schema>");
        write("dtd.xsd", "<!DOCTYPE x SYSTEM 'URL/x'>" + XSD + "<xs:element name='a'/></xs:schema>");
        write("any.xsd", XSD + "<xs:element name='a'/></xs:schema>");
        write("include.ftl", "<#include \"URL/x\">");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text.replace("URL", url));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to: 'xslt:URL/x'",
                "to: 'xslt:https://localhost:1/x'",
                "to: 'xslt:file:FOLDER/include.xsl'",
                "to: 'xslt:file:FOLDER/import.xsl'",
                "to: 'xslt:file:FOLDER/document.xsl'",
                "to: 'validator:URL/x'",
                "to: 'validator:file:FOLDER/include.xsd'",
                "to: 'validator:file:FOLDER/import.xsd'",
                "to: 'validator:file:FOLDER/dtd.xsd'",
                "to: 'freemarker:URL/x'",
                "to: 'mustache:URL/x'",
                "toD: 'xslt:URL/${header.x}x'",
                "to: 'language:simple:resource:URL/x'",
                "setBody: {simple: 'resource:URL/x'}",
                "setBody: {xpath: 'resource:URL/x'}",
                "setBody: {jq: 'resource:URL/x'}",
                "to: 'kamelet:x?location=URL/x'",
            })
    void failsWithTheAddressWhereAStepReadsFromIt(String step) throws IOException {
        List<String> failure = run(step, "<a/>");

        assertThat(ASKED).isEmpty();
        assertThat(failure.toString()).contains("localhost", "network");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to: 'xslt:file:FOLDER/same.xsl'",
                "to: 'validator:file:FOLDER/any.xsd'",
                "setBody: {xpath: '/a'}",
                "split: {xpath: '/a', steps: [{log: x}]}",
                "unmarshal: {jacksonXml: {}}",
            })
    void opensNothingThatABodyNames(String step) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "not-for-strangers");
        for (String body : List.of(
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file://SECRET'>]><a>&e;</a>",
                "<!DOCTYPE a SYSTEM 'URL/x'><a/>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'URL/x'>]><a>&e;</a>",
                "<!DOCTYPE a [<!ENTITY %% p SYSTEM 'URL/x'> %%p;]><a/>",
                "<a xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:noNamespaceSchemaLocation='URL/x'/>",
                "<a xmlns:i='http://www.w3.org/2001/XInclude'><i:include href='URL/x'/></a>")) {
            List<String> difference =
                    run(step, body.replace("%%", "%").replace("URL", url).replace("SECRET", secret.toString()));
            assertThat(difference.toString()).doesNotContain("not-for-strangers");
        }

        assertThat(ASKED).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to: 'xslt:HTTP://localhost:1/x'",
                "to: 'xslt:file:FOLDER/dtd.xsl'",
                "pollEnrich: {simple: 'URL/x', timeout: 10}",
                "enrich: {simple: 'URL/x'}",
                "to: 'http:localhost:1/x'",
                "poll: {uri: 'ftp:localhost:1/x', timeout: 10}",
            })
    void asksNobodyInAnotherWay(String step) throws IOException {
        run(step, "<a/>");

        assertThat(ASKED).isEmpty();
    }

    @Test
    void readsFromFiles() throws IOException {
        assertThat(run("to: 'xslt:file:FOLDER/same.xsl'", "<a>b</a>"))
                .contains("  channel said:")
                .hasSize(2)
                .element(1)
                .asString()
                .contains("<a>b</a>");
    }

    private List<String> run(String step, String body) throws IOException {
        RunningHub.route(
                folder, "fetch.yaml", """
                - route:
                    id: fetch
                    from:
                      uri: direct:fetch
                      steps:
                        - %s
                        - to: rootsocket:message?channel=said
                """.formatted(step.replace("URL", url).replace("FOLDER", folder.toString())));
        Path tests = Files.createDirectories(folder.resolve("routes/tests"));
        Path file = Files.writeString(tests.resolve("fetch.test.yaml"), """
                tests:
                  - name: asks nobody
                    given:
                      route: fetch
                      message: "%s"
                    expect: {}
                """.formatted(body));
        return assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> new RouteTests(folder.resolve("routes")).run(file).get(0).failure());
    }
}
