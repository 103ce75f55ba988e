package io.jenkins.plugins.imagepolicy.jenkins;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import hudson.Extension;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** What scanners of Jenkins plugins look for in what a browser can call, and where the adapter's dependencies end. */
class WebMethodsTest {
    private static final String BASE = "io.jenkins.plugins.imagepolicy.jenkins";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    @Test
    void webMethodsOfFormsTakeOnlyPostsAndCheckPermission() {
        methods()
                .that(describe("serve forms", WebMethodsTest::isFormMethod))
                .should()
                .beAnnotatedWith(POST.class)
                .andShould(checkPermission())
                .check(CLASSES);
    }

    @Test
    void everyOtherWebMethodSaysHowItIsCalledAndChecksPermission() {
        methods()
                .that(describe("are web methods", WebMethodsTest::isOtherWebMethod))
                .should()
                .beAnnotatedWith(GET.class)
                .orShould()
                .beAnnotatedWith(POST.class)
                .andShould(checkPermission())
                .check(CLASSES);
    }

    @Test
    void jenkinsCanReachWhatItBinds() {
        constructors()
                .that()
                .areAnnotatedWith(DataBoundConstructor.class)
                .should()
                .bePublic()
                .check(CLASSES);
        methods()
                .that()
                .areAnnotatedWith(DataBoundSetter.class)
                .should()
                .bePublic()
                .check(CLASSES);
        classes()
                .that()
                .areAnnotatedWith(Extension.class)
                .should()
                .bePublic()
                .andShould()
                .haveOnlyFinalFields()
                .orShould()
                .beAssignableTo("jenkins.model.GlobalConfiguration")
                .check(CLASSES);
    }

    @Test
    void theAdapterKnowsNothingOfTheEngineOrItsLibraries() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.jenkins.plugins.imagepolicy.engine..",
                        "io.jenkins.plugins.imagepolicy.cli..",
                        "dev.sigstore..",
                        "org.bouncycastle..",
                        "org.yaml..",
                        "com.google..",
                        "dev.cel..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(BASE + ".agent..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..")
                .because("each class is a remote call on the agent")
                .check(CLASSES);
    }

    private static boolean isFormMethod(JavaMethod method) {
        return method.getName().matches("do(Check|Fill|AutoComplete|Validate|Test)[A-Z].*");
    }

    private static boolean isOtherWebMethod(JavaMethod method) {
        return method.getName().matches("do[A-Z].*") && !isFormMethod(method);
    }

    /** Itself, or through a method of the same class or of the forms' common one. */
    private static ArchCondition<JavaMethod> checkPermission() {
        return new ArchCondition<>("check permission") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean checks = checks(method, 3);
                events.add(new SimpleConditionEvent(method, checks, method.getFullName() + " checks no permission"));
            }
        };
    }

    private static boolean checks(JavaMethod method, int depth) {
        return method.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getName().equals("hasPermission")
                        || call.getName().equals("checkPermission")
                        || (depth > 0
                                && call.getTargetOwner().getPackageName().startsWith(BASE)
                                && call.getTarget()
                                        .resolveMember()
                                        .map(target -> checks(target, depth - 1))
                                        .orElse(false)));
    }
}
