package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.invocation.WrittenFile;
import io.rootsocket.hub.routetest.TestOutcome;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the outcome of tests as JUnit's XML, which CI servers read. */
final class JUnitXml {

    private JUnitXml() {}

    static void write(List<TestOutcome> outcomes, Path file) {
        Map<Path, List<TestOutcome>> suites = outcomes.stream()
                .collect(Collectors.groupingBy(TestOutcome::file, LinkedHashMap::new, Collectors.toList()));
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            for (var suite : suites.entrySet()) {
                suite(xml, suite.getKey(), suite.getValue());
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The outcome of the tests cannot be said as XML", e);
        }
        WrittenFile.write(file, text.toString());
    }

    private static void suite(XMLStreamWriter xml, Path file, List<TestOutcome> outcomes) throws XMLStreamException {
        long failed = outcomes.stream().filter(outcome -> !outcome.passed()).count();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", file.toString());
        xml.writeAttribute("tests", String.valueOf(outcomes.size()));
        xml.writeAttribute("failures", String.valueOf(failed));
        for (TestOutcome outcome : outcomes) {
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", file.getFileName().toString());
            xml.writeAttribute("name", outcome.name());
            xml.writeAttribute("time", String.valueOf(outcome.took().toMillis() / 1_000.0));
            if (!outcome.passed()) {
                String text = String.join("\n", outcome.failure());
                xml.writeStartElement("failure");
                xml.writeAttribute("message", outcome.failure().get(0).strip());
                xml.writeCharacters(text);
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}
