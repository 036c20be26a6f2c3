package io.rootsocket.hub.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.routes.yaml.YamlTree;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.nodes.Node;

class BeanShapeTest {

    @TempDir
    Path folder;

    /** A jar in ext/ without those that it needs ended validate with a trace, and left a start half dead. */
    @Test
    void saysOfAClassWhoseOwnJarIsThereWhichOtherItLacks() throws Exception {
        Path source = Files.writeString(
                folder.resolve("Whole.java"), "public class Whole { public Whole(Part part) {} } class Part {}");
        ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
        Files.delete(folder.resolve("Part.class"));
        var file = new RouteSource(Path.of("beans.yaml"), "type: Whole");
        Node bean = YamlTree.parse(file).orElseThrow();
        var findings = new Findings(Path.of("beans.yaml"));

        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
                var camel = new DefaultCamelContext()) {
            Node type = YamlTree.get(bean, "type").orElseThrow();
            BeanShape.check(camel, bean, type, loader.loadClass("Whole"), findings);
        }

        assertThat(findings.all())
                .singleElement()
                .satisfies(found -> assertThat(found.message()).contains("`Whole`", "Part"));
    }
}
