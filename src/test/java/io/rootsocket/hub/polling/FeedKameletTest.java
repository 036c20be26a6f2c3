package io.rootsocket.hub.polling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rootsocket.hub.routetest.RouteTests;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kamelet {@code feed} in routes, as `hub test` runs them. */
class FeedKameletTest {

    private static final String ATOM = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom">
              <title>News</title><id>urn:news</id><updated>2026-01-12T09:00:00Z</updated>
              <entry><title>Second</title><id>urn:2</id><link href="https://example.com/2"/>
                <updated>2026-01-12T08:00:00Z</updated><author><name>Ana</name></author><summary>b &amp; c</summary></entry>
              <entry><title>First</title><id>urn:1</id><link href="https://example.com/1"/>
                <updated>2026-01-11T08:00:00Z</updated><summary>a</summary></entry>
            </feed>
            """;

    @TempDir
    Path folder;

    private void route(String parameters, String steps) {
        RunningHub.route(folder, "news.yaml", """
                - route:
                    id: news
                    from:
                      uri: kamelet:feed
                      parameters:
                        url: https://example.com/news.xml
                        every: 30s
                %s
                      steps:
                %s
                        - to: rootsocket:message?channel=news
                """.formatted(
                        parameters.indent(8).stripTrailing(), steps.indent(8).stripTrailing()));
    }

    private List<String> failure(String expect, String... feeds) throws IOException {
        var test = new StringBuilder("tests:\n  - name: looks\n    given:\n");
        for (int i = 0; i < feeds.length; i++) {
            test.append("      - instant: \"2026-01-12T09:%02d:%02dZ\"%n".formatted(i / 2, i % 2 * 30));
        }
        test.append("    answers:\n");
        for (String feed : feeds) {
            test.append("      - {from: https://example.com/news.xml, body: %s}%n"
                    .formatted(JsonMapper.builder().build().writeValueAsString(feed)));
        }
        test.append("    expect: {messages: {news: %s}}%n".formatted(expect));
        Path tests = Files.createDirectories(folder.resolve("routes/tests"));
        Path file = Files.writeString(tests.resolve("news.test.yaml"), test);
        return new RouteTests(folder.resolve("routes")).run(file).get(0).failure();
    }

    private static String rss(String... titles) {
        return Stream.of(titles)
                .map("<item><title>%1$s</title><guid>%1$s</guid></item>"::formatted)
                .collect(Collectors.joining(
                        "",
                        "<rss version=\"2.0\"><channel><title>t</title><link>x</link><description>d</description>",
                        "</channel></rss>"));
    }

    @Test
    void sendsEachItemOnceAndNoneOfThoseThatWereThereAtFirst() throws IOException {
        route("", "- setBody: {jq: .title}");

        assertThat(failure(
                        "[c, d, e]",
                        rss("b", "a"),
                        rss("c", "b", "a"),
                        rss("c", "b", "a"),
                        rss("e", "d", "c"),
                        rss("a")))
                .isEmpty();
    }

    @Test
    void sendsWhatIsThereAtFirstIfSoTheOldestFirst() throws IOException {
        route("first: send", "");

        assertThat(failure("""
                [{id: 'urn:1', title: First, link: 'https://example.com/1', text: a, author: '', published: '2026-01-11T08:00:00Z'}, \
                {id: 'urn:2', title: Second, link: 'https://example.com/2', text: b & c, author: Ana, published: '2026-01-12T08:00:00Z'}]\
                """, ATOM)).isEmpty();
    }

    @Test
    void whatIsNoFeedIsAFailureOfTheServersAndForgetsNothing() throws IOException {
        route("", "- setBody: {jq: .title}");

        assertThat(failure("[b]", rss("a"), "<html>Sorry</html>", "", rss("b", "a")))
                .isEmpty();
    }

    /** A feed is written by strangers. */
    @Test
    void readsNoFilesThatAFeedNames() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret");
        route("first: send", "- setBody: {jq: .title}");

        assertThat(failure("[fine]", """
                <!DOCTYPE rss [<!ENTITY x SYSTEM "file:%s">]>
                <rss version="2.0"><channel><title>t</title><link>x</link><description>d</description>
                <item><title>&x;</title><guid>1</guid></item></channel></rss>
                """.formatted(secret), rss("fine"))).isEmpty();
    }
}
