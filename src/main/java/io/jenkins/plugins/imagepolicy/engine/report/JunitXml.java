package io.jenkins.plugins.imagepolicy.engine.report;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Printable;
import java.util.List;
import java.util.Locale;

/** The XML that Surefire writes (surefire-test-report.xsd) and that Jenkins' junit plugin and GitLab read. */
public final class JunitXml {
    private JunitXml() {}

    /** How a test ended. */
    public enum Status {
        PASSED,
        FAILED,
        ERROR,
        SKIPPED
    }

    /**
     * The end of one test.
     *
     * @param type a short word for the kind of failure
     * @param detail any number of lines
     */
    public record Outcome(Status status, String type, String message, String detail) {
        public static final Outcome PASSED = new Outcome(Status.PASSED, "", "", "");
    }

    /**
     * One test.
     *
     * @param className with dots between what viewers show as packages and class
     */
    public record Case(String className, String name, Outcome outcome) {}

    /** Tests that belong together; {@code timestamp} in ISO 8601. */
    public record Suite(String name, String timestamp, double seconds, List<Case> cases) {
        public Suite {
            cases = List.copyOf(cases);
        }

        private long count(Status status) {
            return cases.stream().filter(c -> c.outcome().status() == status).count();
        }
    }

    public static String render(List<Suite> suites) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        suites.forEach(suite -> suite(xml, suite));
        return xml.append("</testsuites>\n").toString();
    }

    private static void suite(StringBuilder xml, Suite suite) {
        xml.append("  <testsuite name=\"").append(attribute(suite.name()));
        xml.append("\" time=\"").append(String.format(Locale.ROOT, "%.3f", suite.seconds()));
        xml.append("\" tests=\"").append(suite.cases().size());
        xml.append("\" errors=\"").append(suite.count(Status.ERROR));
        xml.append("\" skipped=\"").append(suite.count(Status.SKIPPED));
        xml.append("\" failures=\"").append(suite.count(Status.FAILED));
        xml.append("\" timestamp=\"").append(attribute(suite.timestamp())).append("\">\n");
        suite.cases().forEach(test -> test(xml, test));
        xml.append("  </testsuite>\n");
    }

    private static void test(StringBuilder xml, Case test) {
        xml.append("    <testcase name=\"").append(attribute(test.name()));
        xml.append("\" classname=\"").append(attribute(test.className())).append("\" time=\"0\"");
        String element =
                switch (test.outcome().status()) {
                    case PASSED -> "";
                    case FAILED -> "failure";
                    case ERROR -> "error";
                    case SKIPPED -> "skipped";
                };
        if (element.isEmpty()) {
            xml.append("/>\n");
            return;
        }
        xml.append(">\n      <").append(element);
        if (test.outcome().status() != Status.SKIPPED) {
            xml.append(" type=\"").append(attribute(test.outcome().type())).append('"');
        }
        xml.append(" message=\"").append(attribute(test.outcome().message())).append("\">");
        xml.append(Html.escape(Printable.lines(test.outcome().detail())));
        xml.append("</").append(element).append(">\n    </testcase>\n");
    }

    private static String attribute(String text) {
        return Html.escape(Printable.line(text));
    }
}
