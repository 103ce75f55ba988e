package io.jenkins.plugins.imagepolicy.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.imagepolicy.jenkins.step.VerifyImagePolicyStep;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundSetter;

/** Examples of Pipelines in this repository call the step as it is. */
class JenkinsfileTest {
    private static final Pattern CALL = Pattern.compile("verifyImagePolicy\\(([^)]*)\\)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("(?:^|[,(\\[\\s])([a-zA-Z]+):\\s");

    @Test
    void passesOnlyParametersOfTheStep() throws IOException {
        Set<String> known = parameters();
        for (String file : List.of("Jenkinsfile", "README.md")) {
            Matcher calls = CALL.matcher(Files.readString(Path.of(file)));
            while (calls.find()) {
                String arguments = calls.group(1).replaceAll("//[^\n]*", "").replaceAll("\\[[^]]*]", "[]");
                assertThat(PARAMETER.matcher(arguments).results().map(found -> found.group(1)))
                        .as(file)
                        .contains("policies")
                        .isSubsetOf(known);
            }
        }
    }

    @Test
    void gatesWithPoliciesThatExist() throws IOException {
        String jenkinsfile = Files.readString(Path.of("Jenkinsfile"));
        assertThat(jenkinsfile).contains("verifyImagePolicy(", "policies: 'images/policies/own/**'");
        assertThat(Path.of("images/policies/own")).isNotEmptyDirectory();
    }

    private static Set<String> parameters() {
        Set<String> names = Arrays.stream(VerifyImagePolicyStep.class.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(Method::getName)
                .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
                .collect(Collectors.toCollection(TreeSet::new));
        names.add("policies");
        return names;
    }
}
