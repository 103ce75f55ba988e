package io.jenkins.plugins.imagepolicy.cli;

import io.jenkins.plugins.imagepolicy.cli.arguments.Arguments;
import io.jenkins.plugins.imagepolicy.cli.arguments.Command;
import io.jenkins.plugins.imagepolicy.cli.arguments.Syntax;
import io.jenkins.plugins.imagepolicy.cli.arguments.UsageException;
import io.jenkins.plugins.imagepolicy.cli.build.BuildException;
import io.jenkins.plugins.imagepolicy.cli.demo.Demo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** The whole story on this machine. */
final class DemoCommand implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "demo",
                        "Builds the images of images/ into a registry in this process, signs one and gates both.")
                .value("images", "DIR", "default: images")
                .value("target", "DIR", "default: target/image-policy-demo");
    }

    @Override
    public int run(Arguments arguments) throws UsageException, InterruptedException {
        Path images = arguments.path("images").orElse(Path.of("images"));
        Path target = arguments.path("target").orElse(Path.of("target/image-policy-demo"));
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
