package io.rootsocket.hub.routes.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.yaml.RouteSource;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class RouteGraphsTest {

    private static final String BRANCHES = """
            - route:
                id: sorted
                from:
                  uri: direct:in
                  steps:
                    - choice:
                        when:
                          - simple: "${body} == '<b>'"
                            steps:
                              - multicast:
                                  steps:
                                    - to: direct:a
                                    - to: seda:b
                          - jq: .big
                            steps:
                              - stop: {}
                        otherwise:
                          steps:
                            - do-try:
                                steps:
                                  - to: http://example.org/hook?token=abc
                                do-catch:
                                  - exception: [java.io.IOException]
                                    steps: [{log: caught}]
                    - filter:
                        simple: ${body}
                        steps:
                          - split: {tokenize: ",", steps: [{to: "jms:queue:orders"}]}
            - route: {id: a, from: {uri: direct:a, steps: [{to: rootsocket:message?channel=news}]}}
            - route: {id: b, from: {uri: "seda:{{name}}", steps: [{setHeader: {name: CamelRootSocketChannel, constant: ops}}, {to: rootsocket:message}]}}
            - route: {id: orders, from: {uri: jms:orders, steps: [{toD: "rootsocket:message?channel=${header.x}"}]}}
            """;

    @Test
    void tellsEveryBranchOfARoute() {
        assertThat(text(BRANCHES, "sorted")).isEqualTo("""
                route sorted  (routes.yaml:2)
                  from direct:in
                  ├ choice
                  │ when ${body} == '<b>'
                  │   └ multicast
                  │     └ to direct:a
                  │     └ to seda:b
                  │ when jq: .big
                  │   └ stop
                  │ otherwise
                  │   └ try
                  │     └ to http:example.org/hook
                  │     catch IOException
                  │       └ log  caught
                  └ filter  ${body}
                    └ split  tokenize: ,
                      └ to jms:queue:orders
                """);
    }

    @Test
    void findsWhoFeedsWhom() {
        assertThat(OutlineText.links(graphs(BRANCHES)).lines())
                .containsExactly(
                        "route sorted -> route a  by direct:a",
                        "route sorted -> route b  by seda:b",
                        "route sorted -> http:example.org/hook",
                        "route sorted -> route orders  by jms:queue:orders",
                        "route a -> channel news",
                        "route b -> channel ops",
                        "route orders -> channel decided by each message");
    }

    @Test
    void marksWhatOnlyFailuresReach() {
        String file = """
                - onException:
                    exception: [java.io.IOException]
                    steps: [{to: direct:sorry}]
                - route: {id: one, from: {uri: timer:x, steps: [{to: log:x}]}}
                - route: {id: sorry, from: {uri: direct:sorry, steps: []}}
                """;

        assertThat(OutlineText.links(graphs(file)))
                .contains("route one -> route sorry  by direct:sorry  (what failed)");
        assertThat(text(file, "one")).contains("on exception IOException");
        assertThat(svg(file, "one")).contains("flow failure");
    }

    @Test
    void followsAKameletOfTheFolder() {
        var kamelet = new RouteSource(Path.of("kamelets/shout.kamelet.yaml"), """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata: {name: shout}
                spec:
                  definition: {description: Louder}
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                        - to: rootsocket:message?channel=loud
                """);
        var graphs = RouteGraphs.of(
                List.of(kamelet, source("- from: {uri: timer:x, steps: [{kamelet: {name: shout}}]}")), text -> text);

        assertThat(OutlineText.links(graphs).lines())
                .containsExactlyInAnyOrder(
                        "kamelet shout -> channel loud", "route routes -> kamelet shout  by kamelet:shout");
    }

    @Test
    void showsNoSecret() {
        String file = """
                - route:
                    id: keys
                    from:
                      uri: ftp://ada:word1@host/in
                      parameters: {password: word2}
                      steps:
                        - setHeader: {name: Authorization, constant: word3}
                        - setProperty: {name: key, simple: word4}
                        - to: https://example.org/x?apiKey=word5
                        - to: {uri: "kamelet:mail", parameters: {password: word6}}
                """;

        assertThat(text(file, "keys")
                        + svg(file, "keys")
                        + MermaidForm.of(graphs(file).find("keys").orElseThrow()))
                .contains("Authorization", "host/in")
                .doesNotContain("word");
    }

    @Test
    void keepsTheWordsOfOthersAsText() throws Exception {
        String file = """
                - route:
                    id: "<script>alert(1)</script>"
                    description: "]]></desc><script>alert(2)</script>\\e[31m"
                    from:
                      uri: direct:in
                      steps:
                        - log: '"--> n9[x] <img src=x onerror=alert(3)>'
                """;
        RouteOutline outline = graphs(file).outlines().get(0);

        Document svg = parse(SvgForm.alone().of(outline).orElseThrow());
        Document map = parse(SvgForm.partOfPage(place -> Optional.of("/routes/\"><script>"))
                .of(graphs(file))
                .orElseThrow());

        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(svg.getElementsByTagName("img").getLength()).isZero();
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).contains("<script>alert(1)</script>");
        assertThat(map.getElementsByTagName("script").getLength()).isZero();
        assertThat(MermaidForm.of(outline)).doesNotContain("<img").doesNotContain("n9[");
    }

    @Test
    void drawsEachBoxInsideThePictureAndNoTwoOverEachOther() {
        RouteGraphs graphs = graphs(BRANCHES);

        graphs.outlines().forEach(outline -> assertApart(RouteLayout.of(outline)));
        assertApart(MapLayout.of(graphs, place -> Optional.of("from direct:somewhere")));
    }

    @Test
    void drawsACircleOfRoutes() {
        String circle = """
                - route: {id: one, from: {uri: direct:one, steps: [{to: direct:two}]}}
                - route: {id: two, from: {uri: direct:two, steps: [{to: direct:one}, {to: direct:two}]}}
                """;

        assertApart(MapLayout.of(graphs(circle), place -> Optional.empty()));
    }

    @Test
    void tellsThatATooLargeOneIsNotDrawn() {
        String many = "- route:\n    id: many\n    from:\n      uri: direct:in\n      steps:\n"
                + IntStream.range(0, 500)
                        .mapToObj("        - log: step %d\n"::formatted)
                        .collect(Collectors.joining());

        assertThat(SvgForm.alone().of(graphs(many).outlines().get(0))).isEmpty();
        assertThat(text(many, "many")).contains("step 499");
    }

    @Test
    void passesOverWhatIsNoYaml() {
        assertThat(graphs("- route: {id: [").outlines()).isEmpty();
        assertThat(graphs("- route:\n- from:\n- rest: {get: [{to: direct:x}]}\n- route: {from: 5, id: {}}")
                        .outlines())
                .hasSizeGreaterThanOrEqualTo(1);
    }

    private static void assertApart(Drawing drawing) {
        List<Drawing.Box> boxes = drawing.boxes();
        assertThat(boxes).allMatch(box -> box.x() >= 0 && box.y() >= 0);
        for (Drawing.Box one : boxes) {
            for (Drawing.Box other : boxes) {
                boolean apart = one == other
                        || one.x() + one.width() <= other.x()
                        || other.x() + other.width() <= one.x()
                        || one.y() + one.height() <= other.y()
                        || other.y() + other.height() <= one.y();
                assertThat(apart).as("%s and %s", one, other).isTrue();
            }
        }
    }

    private static RouteSource source(String text) {
        return new RouteSource(Path.of("routes.yaml"), text);
    }

    private static RouteGraphs graphs(String text) {
        return RouteGraphs.of(List.of(source(text)), setting -> setting.replace("{{name}}", "b"));
    }

    private static String text(String file, String route) {
        return OutlineText.of(graphs(file).find(route).orElseThrow());
    }

    private static String svg(String file, String route) {
        return SvgForm.alone().of(graphs(file).find(route).orElseThrow()).orElseThrow();
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
