package io.rootsocket.hub.documentation.site;

import com.fasterxml.jackson.databind.json.JsonMapper;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes the manual as a web site: a page each, with all pages beside it and a search over all of them. It needs no server
 * and nothing of another site.
 *
 * <p>{@code mvn -Prelease verify} runs it, with the page of the component as Asciidoctor has written it.
 */
public final class ManualSite {

    private static final Path DOCS = Path.of("src/main/docs");
    private static final List<String> ASSETS = List.of("site.css", "site.js");
    private static final String LUNR = "/META-INF/resources/webjars/lunr/2.3.9/lunr.min.js";

    private final Path site;
    private final Optional<Path> component;
    private final Template template;

    /**
     * @param site the folder that is written; it need not be there
     * @param component the page of the component as HTML, from its first heading on; without it, the site links to its text
     */
    public ManualSite(Path site, Optional<Path> component) throws IOException {
        this.site = site;
        this.component = component;
        var templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setClassForTemplateLoading(ManualSite.class, "");
        templates.setDefaultEncoding("UTF-8");
        this.template = templates.getTemplate("page.ftlh");
    }

    /** The arguments: the folder of the site, and if there is one the component's page. */
    public static void main(String[] arguments) throws IOException {
        Optional<Path> component = arguments.length > 1 ? Optional.of(Path.of(arguments[1])) : Optional.empty();
        new ManualSite(Path.of(arguments[0]), component).write();
    }

    /**
     * Writes all pages.
     *
     * @throws IOException if a page cannot be read, or the site cannot be written
     */
    public void write() throws IOException {
        List<SitePage> pages = pages();
        var found = new ArrayList<SitePage.Section>();
        for (SitePage page : pages) {
            save(page.address(), html(page, pages));
            found.addAll(page.sections());
        }
        save("search-index.js", "const PAGES = " + new JsonMapper().writeValueAsString(found) + ";\n");
        for (String asset : ASSETS) {
            copy("/io/rootsocket/hub/documentation/site/" + asset, asset);
        }
        copy(LUNR, "lunr.js");
        copyFolder("images");
        copyFolder("examples");
        for (Path linked :
                List.of(DOCS.resolve("rootsocket-component.adoc"), Path.of("LICENSE"), Path.of("docker-compose.yml"))) {
            Files.writeString(site.resolve(linked.getFileName()), ArchiveFiles.inArchive(Files.readString(linked)));
        }
    }

    /** The first page, those of the manual in the order of its index, then those for who changes the hub. */
    private List<SitePage> pages() throws IOException {
        var pages = new ArrayList<SitePage>();
        pages.add(SitePage.ofMarkdown("index.html", Path.of("README.md")));
        SitePage index = SitePage.ofMarkdown("manual.html", DOCS.resolve("README.md"));
        pages.add(index);
        for (String name : index.pagesLinked()) {
            pages.add(SitePage.ofMarkdown(name.replace(".md", ".html"), DOCS.resolve(name)));
        }
        if (component.isPresent()) {
            pages.add(new SitePage("rootsocket-component.html", "The component", Files.readString(component.get())));
        }
        pages.add(SitePage.ofMarkdown("contributing.html", Path.of(".github/CONTRIBUTING.md")));
        pages.add(SitePage.ofMarkdown("reporting.html", Path.of("SECURITY.md")));
        pages.add(SitePage.ofMarkdown("changelog.html", DOCS.resolve("changelog.md")));
        try (Stream<Path> decisions = Files.list(DOCS.resolve("decisions"))) {
            for (Path decision : decisions.sorted().toList()) {
                String name = decision.getFileName().toString();
                pages.add(SitePage.ofMarkdown("decisions/" + name.replace(".md", ".html"), decision));
            }
        }
        return pages;
    }

    private String html(SitePage page, List<SitePage> pages) throws IOException {
        String root = page.address().contains("/") ? "../" : "";
        var html = new StringWriter();
        try {
            template.process(
                    Map.of(
                            "title", page.title(),
                            "address", page.address(),
                            "root", root,
                            "body", page.body(component.isPresent()),
                            "pages",
                                    pages.stream()
                                            .filter(other -> !other.isDecision())
                                            .toList(),
                            "decisions",
                                    pages.stream().filter(SitePage::isDecision).toList()),
                    html);
        } catch (TemplateException e) {
            throw new IllegalStateException("The page %s cannot be written".formatted(page.address()), e);
        }
        return html.toString();
    }

    private void save(String address, String text) throws IOException {
        Path file = site.resolve(address);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void copy(String resource, String name) throws IOException {
        try (InputStream content = ManualSite.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new IllegalStateException("There is no %s on the class path".formatted(resource));
            }
            Files.write(site.resolve(name), content.readAllBytes());
        }
    }

    private void copyFolder(String name) throws IOException {
        try (Stream<Path> files = Files.walk(DOCS.resolve(name))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = site.resolve(DOCS.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
