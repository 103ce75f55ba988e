package io.jenkins.plugins.imagepolicy.jenkins.step;

import hudson.AbortException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Paths and Ant patterns below the workspace. None leads out of it: the messages quote what files hold, and on the
 * controller's own node the rest of the disk is not the job's to read.
 */
final class WorkspacePaths {
    private static final Pattern SEPARATORS = Pattern.compile("[,\r\n]+");
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

    private WorkspacePaths() {}

    /** The parts of a parameter, which commas or line breaks separate. */
    static List<String> split(String parameter) {
        return parameter == null
                ? List.of()
                : Arrays.stream(SEPARATORS.split(parameter))
                        .map(String::strip)
                        .filter(path -> !path.isEmpty())
                        .toList();
    }

    static List<String> inside(String parameter) throws AbortException {
        List<String> paths = split(parameter);
        for (String path : paths) {
            if (!isInside(path)) {
                throw new AbortException(Messages.Path_Outside(path));
            }
        }
        return paths;
    }

    static boolean isInside(String path) {
        String slashes = path.replace('\\', '/');
        return !slashes.startsWith("/")
                && !DRIVE.matcher(slashes).matches()
                && !Arrays.asList(slashes.split("/")).contains("..");
    }
}
