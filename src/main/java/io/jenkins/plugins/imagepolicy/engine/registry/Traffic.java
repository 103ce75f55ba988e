package io.jenkins.plugins.imagepolicy.engine.registry;

/**
 * What went over the wire so far; a snapshot.
 *
 * @param requests sent, with those for tokens, redirects and repetitions
 * @param bytes of bodies received
 * @param retries requests repeated after a fault
 * @param shared reads that were answered by an earlier or simultaneous read of the same thing
 * @param fromDisk reads answered by the cache directory
 * @param underWay requests waiting for an answer now
 */
public record Traffic(long requests, long bytes, long retries, long shared, long fromDisk, int underWay) {
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0);

    /** For people: {@code 794 requests, 1.2 MB, 2 repeated, 120 answers from the cache, 5 under way}; what is zero is left out. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(requests + (requests == 1 ? " request" : " requests"));
        if (bytes > 0) {
            text.append(", ").append(bytes < 100_000 ? tenths(bytes / 100) + " kB" : tenths(bytes / 100_000) + " MB");
        }
        append(text, retries, "repeated");
        append(text, fromDisk, "answers from the cache");
        append(text, underWay, "under way");
        return text.toString();
    }

    private static String tenths(long count) {
        return count / 10 + "." + count % 10;
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(what);
        }
    }
}
