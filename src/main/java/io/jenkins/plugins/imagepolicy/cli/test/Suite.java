package io.jenkins.plugins.imagepolicy.cli.test;

import java.util.List;

/**
 * A file of tests.
 *
 * @param file as the user named it
 * @param policies files with the policies under test, relative to the suite's directory
 */
public record Suite(String name, String file, List<String> policies, List<TestCase> tests) {
    public Suite {
        policies = List.copyOf(policies);
        tests = List.copyOf(tests);
    }
}
