package io.rootsocket.hub.documentation.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A page of the site.
 *
 * @param address where it is in the site
 * @param title its first heading
 * @param html its body, with links as they are in the repository
 */
public record SitePage(String address, String title, String html) {

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();
    private static final Pattern LINK = Pattern.compile("(href|src)=\"([^\"#:]+)(#[^\"]*)?\"");
    private static final Pattern HEADING = Pattern.compile("<h[1-4] id=\"([^\"]+)\">(.*?)</h[1-4]>", Pattern.DOTALL);
    /** Not as a link, which is another matter. */
    private static final Pattern IN_REPOSITORY = Pattern.compile("(?<![\"/\\w])src/main/(docs|deploy)\\b");

    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    /** What the search finds: a heading and the text below it. */
    record Section(String page, String title, String anchor, String heading, String text) {}

    static SitePage ofMarkdown(String address, Path file) throws IOException {
        String html = RENDERER.render(PARSER.parse(Files.readString(file)));
        if (!address.equals("contributing.html")) {
            html = IN_REPOSITORY.matcher(html).replaceAll("$1");
        }
        Matcher first = HEADING.matcher(html);
        return new SitePage(address, first.find() ? plain(first.group(2)) : file.toString(), html);
    }

    boolean isDecision() {
        return address.startsWith("decisions/");
    }

    /** The pages of its own folder that it links to, in its order. */
    List<String> pagesLinked() {
        return LINK.matcher(html)
                .results()
                .map(link -> link.group(2))
                .filter(link -> link.matches("[a-z-]+\\.md") && !link.equals("changelog.md"))
                .distinct()
                .toList();
    }

    /** Its body, with links as they are in the site. */
    String body(boolean withComponent) {
        return LINK.matcher(html).replaceAll(link -> Matcher.quoteReplacement(rewritten(link, withComponent)));
    }

    private String rewritten(MatchResult link, boolean withComponent) {
        String anchor = link.group(3) == null ? "" : link.group(3);
        return "%s=\"%s%s\"".formatted(link.group(1), inSite(link.group(2), withComponent), anchor);
    }

    private String inSite(String link, boolean withComponent) {
        String root = isDecision() ? "../" : "";
        String name = link.replaceFirst("^(\\.\\./)+", "").replaceFirst("^src/main/docs/", "");
        if (name.endsWith("CONTRIBUTING.md")) {
            return root + "contributing.html";
        }
        if (name.equals("SECURITY.md")) {
            return root + "reporting.html";
        }
        if (name.equals("README.md")) {
            // The README of the repository links to the manual's, and each page of the manual to that of the
            // repository.
            return root + (link.contains("src/main/docs") ? "manual.html" : "index.html");
        }
        if (name.equals("decisions")) {
            return root + "contributing.html#decisions";
        }
        if (name.endsWith(".adoc")) {
            return root + (withComponent ? name.replace(".adoc", ".html") : name);
        }
        if (isDecision() && !link.contains("/")) {
            return link.replace(".md", ".html");
        }
        return root + name.replace(".md", ".html");
    }

    List<Section> sections() {
        var sections = new ArrayList<Section>();
        List<MatchResult> headings = HEADING.matcher(html).results().toList();
        for (int i = 0; i < headings.size(); i++) {
            MatchResult heading = headings.get(i);
            int end = i + 1 < headings.size() ? headings.get(i + 1).start() : html.length();
            String text = plain(html.substring(heading.end(), end));
            sections.add(new Section(address, title, heading.group(1), plain(heading.group(2)), text));
        }
        return sections;
    }

    private static String plain(String html) {
        return TAG.matcher(html)
                .replaceAll(" ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
