package io.jenkins.plugins.imagepolicy.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The two builds make the same plugin. */
class PomsTest {
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    @Test
    void haveTheSameIdentityAndBaseline() throws Exception {
        for (String path : List.of(
                "/project/groupId",
                "/project/artifactId",
                "/project/version",
                "/project/name",
                "/project/properties/jenkins.version",
                "/project/properties/maven.compiler.release",
                "/project/licenses/license/name")) {
            assertThat(text(pom("pom-jenkins.xml"), path)).as(path).isNotEmpty().isEqualTo(text(pom("pom.xml"), path));
        }
    }

    @Test
    void requireTheSamePlugins() throws Exception {
        List<String> required = new ArrayList<>();
        NodeList dependencies = (NodeList) XPATH.evaluate(
                "/project/dependencies/dependency[not(scope)]", pom("pom-jenkins.xml"), XPathConstants.NODESET);
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            required.add(XPATH.evaluate("artifactId", dependency) + ":" + XPATH.evaluate("version", dependency));
        }
        assertThat(text(pom("pom.xml"), "/project/properties/plugin.dependencies")
                        .split(","))
                .containsExactlyInAnyOrderElementsOf(required);
    }

    @Test
    void bundleNoLibrary() throws Exception {
        assertThat(text(pom("pom-jenkins.xml"), "/project/properties/hpi.strictBundledArtifacts"))
                .isEqualTo("true");
        assertThat(text(pom("pom-jenkins.xml"), "/project/properties/hpi.bundledArtifacts"))
                .isEmpty();
    }

    @Test
    void runEveryTestThatNeedsAJenkins() throws Exception {
        String includes = text(
                pom("pom-jenkins.xml"), "string(//plugin[artifactId='maven-surefire-plugin']/configuration/includes)");
        try (Stream<Path> tests = Files.walk(Path.of("src/it/java"))) {
            List<String> names = tests.map(test -> test.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .toList();
            assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(name).endsWith("IT.java"));
        }
        assertThat(includes.split("\\s+")).contains("**/*IT.java", "**/*Test.java");
    }

    @Test
    void letJenkinsStoreTheClassesUnderTest() throws Exception {
        String directory = text(pom("pom-jenkins.xml"), "/project/build/directory");
        assertThat(directory)
                .as("what Jenkins' class filter takes for a plugin's own: .../target/classes/")
                .endsWith("/target")
                .isNotEqualTo("${project.basedir}/target");
    }

    @Test
    void compileTheBadgeWhereItsTypesAre() throws Exception {
        String execution = "//plugin[artifactId='build-helper-maven-plugin']//execution[id='badge']";
        Path sources = Path.of(text(pom("pom-jenkins.xml"), execution + "//source"));
        Path resources = Path.of(text(pom("pom-jenkins.xml"), execution + "//resource/directory"));
        String compiled =
                text(pom("pom-jenkins.xml"), "string(//plugin[artifactId='maven-compiler-plugin']//includes/include)");
        try (Stream<Path> views = Files.walk(resources)) {
            List<Path> found =
                    views.filter(view -> view.toString().endsWith(".jelly")).toList();
            assertThat(found).isNotEmpty().allSatisfy(view -> {
                String type = resources.relativize(view.getParent()).toString();
                assertThat(sources.resolve(type + ".java")).isRegularFile();
                assertThat(type).startsWith(compiled.replace("**", ""));
            });
        }
        assertThat(text(pom("pom.xml"), "/project/build"))
                .as("the declared API has no badges")
                .doesNotContain(sources.toString(), resources.toString());
    }

    private static Document pom(String file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of(file).toFile());
    }

    private static String text(Document pom, String path) throws Exception {
        return XPATH.evaluate(path, pom).strip();
    }
}
