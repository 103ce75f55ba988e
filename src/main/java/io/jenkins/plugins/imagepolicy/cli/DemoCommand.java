package io.jenkins.plugins.imagepolicy.cli;

import io.jenkins.plugins.imagepolicy.cli.build.BuildException;
import io.jenkins.plugins.imagepolicy.cli.demo.Demo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole story on this machine. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Builds the images of images/ into a registry in this process, signs one and gates both.")
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--images", paramLabel = "DIR", description = "default: images", defaultValue = "images")
    private Path images;

    @Option(
            names = "--target",
            paramLabel = "DIR",
            description = "default: target/image-policy-demo",
            defaultValue = "target/image-policy-demo")
    private Path target;

    @Override
    public Integer call() throws UsageException, InterruptedException {
        if (!Files.isRegularFile(images.resolve("image-policy/jib.yaml"))) {
            throw new UsageException("There is no " + images.resolve("image-policy/jib.yaml")
                    + "; run the demo in a clone of the repository, or give --images DIR");
        }
        try {
            boolean toldApart = new Demo(images, target, System.out, Terminal.options()).run();
            System.out.println(
                    toldApart
                            ? "The gate passed the signed image and refused the unsigned one."
                            : "The gate did not tell the signed image from the unsigned one.");
            return toldApart ? ExitCode.PASSED : ExitCode.VIOLATED;
        } catch (BuildException | IOException | GeneralSecurityException e) {
            throw new UsageException("The demo could not run: " + e.getMessage(), e);
        }
    }
}
