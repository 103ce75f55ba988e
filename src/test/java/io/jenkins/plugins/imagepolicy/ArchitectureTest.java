package io.jenkins.plugins.imagepolicy;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The package rule of the design: arrows only point down, no cycles, and an engine that knows nothing of Jenkins. */
class ArchitectureTest {
    private static final String BASE = "io.jenkins.plugins.imagepolicy.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.jenkins.plugins.imagepolicy");

    private static final ArchRule ENGINE_AND_CLI_ARE_FREE_OF_JENKINS = noClasses()
            .that()
            .resideInAnyPackage(BASE + "engine..", BASE + "cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "hudson..", "jenkins..", "org.kohsuke..", "org.jenkinsci..", "com.cloudbees..", BASE + "jenkins..");

    private static final ArchRule ARROWS_POINT_DOWN = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(BASE + "engine..", BASE + "cli..")
            .withOptionalLayers(true)
            .layer("cli")
            .definedBy(BASE + "cli..")
            .layer("gate")
            .definedBy(BASE + "engine")
            .layer("report")
            .definedBy(BASE + "engine.report..")
            .layer("sigstore")
            .definedBy(BASE + "engine.policy.sigstore..")
            .layer("kyverno")
            .definedBy(BASE + "engine.policy.kyverno..")
            .layer("policy")
            .definedBy(BASE + "engine.policy", BASE + "engine.policy.waiver..")
            .layer("language")
            .definedBy(BASE + "engine.language..")
            .layer("signature")
            .definedBy(BASE + "engine.signature..")
            .layer("manifest")
            .definedBy(BASE + "engine.manifest..")
            .layer("registry")
            .definedBy(BASE + "engine.registry..")
            .layer("document")
            .definedBy(BASE + "engine.document..")
            .layer("image")
            .definedBy(BASE + "engine.image..")
            .layer("diagnostic")
            .definedBy(BASE + "engine.diagnostic..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("gate")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("cli", "gate")
            .whereLayer("sigstore")
            .mayOnlyBeAccessedByLayers("cli", "gate")
            .whereLayer("kyverno")
            .mayOnlyBeAccessedByLayers("cli", "gate")
            .whereLayer("policy")
            .mayOnlyBeAccessedByLayers("cli", "gate", "report", "sigstore", "kyverno")
            .whereLayer("language")
            .mayOnlyBeAccessedByLayers("cli", "gate", "sigstore", "kyverno", "policy")
            .whereLayer("signature")
            .mayOnlyBeAccessedByLayers("cli", "gate", "report", "sigstore", "kyverno", "policy")
            .whereLayer("manifest")
            .mayOnlyBeAccessedByLayers("cli", "gate", "report", "sigstore", "kyverno", "policy")
            .whereLayer("registry")
            .mayOnlyBeAccessedByLayers("cli", "gate", "report", "sigstore", "kyverno", "policy", "signature")
            .whereLayer("document")
            .mayOnlyBeAccessedByLayers(
                    "cli", "gate", "report", "sigstore", "kyverno", "policy", "manifest", "language");

    /** What several languages take from Go is no language. */
    private static final ArchRule LANGUAGES_STAND_ALONE = slices().matching(BASE + "engine.language.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage(BASE + "engine.language.go.."))
            .allowEmptyShould(true);

    private static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching(BASE + "(**)").should().beFreeOfCycles();

    @Test
    void engineAndCommandLineAreFreeOfJenkins() {
        ENGINE_AND_CLI_ARE_FREE_OF_JENKINS.check(CLASSES);
    }

    @Test
    void arrowsPointDown() {
        ARROWS_POINT_DOWN.check(CLASSES);
    }

    @Test
    void languagesStandAlone() {
        LANGUAGES_STAND_ALONE.check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        PACKAGES_HAVE_NO_CYCLES.check(CLASSES);
    }
}
